using System.Globalization;
using Kopek.Books.Notices;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Numbers;
using Kopek.Books.Statements;
using Kopek.Core.Notices;
using Kopek.Web.Api.Amounts;

namespace Kopek.Web.Api.Notices;

/// <summary>What a holder wants, in the form in which it is also sent.</summary>
internal sealed record NoticePreferencesView(string Language, IReadOnlyList<AmountView> LowBalance, QuietHoursView? QuietHours, bool UrgentInQuietHours, string? Email, bool Sms)
{
    public static NoticePreferencesView Of(NoticePreferences preferences, string currency) => new(
        NoticeTexts.Tag(preferences.Language),
        [.. preferences.LowBalance.Select(amount => AmountView.Of(amount, currency))],
        preferences.Quiet is { } quiet ? QuietHoursView.Of(quiet) : null,
        preferences.WakesForService,
        preferences.Email,
        preferences.Sms);
}

/// <summary>Hours of the day in the line's time zone, hh:mm.</summary>
internal sealed record QuietHoursView(string From, string Until)
{
    public static QuietHoursView Of(QuietHours quiet) => new(Text(quiet.FromMinute), Text(quiet.UntilMinute));

    /// <summary>The minute of the day of hh:mm; null where it is none.</summary>
    public static int? Minute(string? text) =>
        text is { Length: 5 } && text[2] == ':'
        && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour < 24
        && int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var minute) && minute < 60
            ? hour * 60 + minute
            : null;

    private static string Text(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}

/// <summary>A page of the record of a line, the newest first.</summary>
internal sealed record NoticeListView(IReadOnlyList<NoticeView> Notices, string? Next);

/// <summary>A notice on one channel with what became of it.</summary>
/// <param name="To">The number or address with its middle left out.</param>
/// <param name="NotBefore">When it may go out, or is tried again.</param>
/// <param name="ChangedAt">When it came into its state.</param>
internal sealed record NoticeView(long Number, string Kind, string Channel, string Language, string To, string Text, string State, string? Reason, int Attempts,
    string At, string NotBefore, string ChangedAt)
{
    public static NoticeView Of(NoticeRecord row, string? msisdn, string? email) => new(
        row.Id, SnakeCase.Of(row.Kind), SnakeCase.Of(row.Channel), NoticeTexts.Tag(row.Language), row.Channel == NoticeChannel.Sms ? MaskedDigits.Of(msisdn) : MaskedAddress.Of(email),
        row.Text, SnakeCase.Of(row.State), row.Reason, row.Attempts, row.Made.ToString(), row.NotBefore.ToString(), row.Changed.ToString());
}

/// <summary>Enough of an e-mail address to be known by who has it, and no more.</summary>
internal static class MaskedAddress
{
    public static string Of(string? address) => address is null ? "" : $"{address[0]}***{address[address.IndexOf('@', StringComparison.Ordinal)..]}";
}
