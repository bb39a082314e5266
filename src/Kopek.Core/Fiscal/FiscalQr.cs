using System.Globalization;
using NodaTime;

namespace Kopek.Core.Fiscal;

/// <summary>
/// The text in the QR of a fiscal receipt, t=20260115T1030&amp;s=500.00&amp;fn=9999078900001234&amp;i=12345&amp;fp=1234567890&amp;n=1: local time of the register
/// (its seconds may be missing), rubles, drive, document, sign and type. What only names something stays text.
/// </summary>
public sealed record FiscalQr(LocalDateTime Time, Money Sum, string Drive, string Document, string Sign, SettlementType Type)
{
    /// <summary>Characters; more is no QR of a receipt.</summary>
    public const int Longest = 256;

    public static FiscalQr Of(FiscalDocument document, FiscalRegistration registration, string zone)
    {
        var local = registration.At.ToInstant().InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc).LocalDateTime;
        return new FiscalQr(local, document.Total, registration.Drive, registration.Document, registration.Sign, document.Type);
    }

    /// <summary>Reads pairs in any order, each once; false where one is missing or no such value.</summary>
    public static bool TryParse(string text, out FiscalQr qr)
    {
        qr = null!;
        var pairs = new Dictionary<string, string>();
        if (text.Length > Longest || !text.Split('&').All(pair => pair.Split('=') is [var name, var value] && pairs.TryAdd(name, value)))
        {
            return false;
        }

        if (!(pairs.TryGetValue("t", out var time) && pairs.TryGetValue("s", out var sum) && pairs.TryGetValue("fn", out var drive)
            && pairs.TryGetValue("i", out var document) && pairs.TryGetValue("fp", out var sign) && pairs.TryGetValue("n", out var type)))
        {
            return false;
        }

        if (!TryTime(time, out var at) || !TrySum(sum, out var money) || !IsDigits(drive) || !IsDigits(document) || !IsDigits(sign) || type is not ("1" or "2" or "3" or "4"))
        {
            return false;
        }

        qr = new FiscalQr(at, money, drive, document, sign, (SettlementType)(type[0] - '0'));
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"t={Time.Year:0000}{Time.Month:00}{Time.Day:00}T{Time.Hour:00}{Time.Minute:00}&s={Sum}&fn={Drive}&i={Document}&fp={Sign}&n={(int)Type}");

    private static bool IsDigits(string text) => text.Length is >= 1 and <= 20 && text.All(char.IsAsciiDigit);

    private static bool TryTime(string text, out LocalDateTime time)
    {
        var pattern = NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture(text.Length == 13 ? "yyyyMMdd'T'HHmm" : "yyyyMMdd'T'HHmmss");
        return pattern.Parse(text).TryGetValue(default, out time);
    }

    /// <summary>Rubles with a point and two digits, or without.</summary>
    private static bool TrySum(string text, out Money sum)
    {
        sum = Money.Zero;
        var parts = text.Split('.');
        if (parts.Length > 2 || parts.Any(part => part.Length is 0 or > 12 || !part.All(char.IsAsciiDigit)) || (parts.Length == 2 && parts[1].Length != 2))
        {
            return false;
        }

        sum = Money.FromRubles(long.Parse(parts[0], CultureInfo.InvariantCulture), parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
        return true;
    }
}
