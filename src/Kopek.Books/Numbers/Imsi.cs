namespace Kopek.Books.Numbers;

/// <summary>The number by which networks know a SIM (3GPP TS 23.003 2.2): MCC, MNC and the subscriber, 6 to 15 digits, leading zeros kept.</summary>
public sealed record Imsi
{
    private const int ShortestDigits = 6;
    private const int LongestDigits = 15;

    private Imsi(string digits) => Digits = digits;

    public string Digits { get; }

    /// <summary>Codes: imsi_missing, imsi_unreadable, imsi_wrong_length.</summary>
    public static NumberReading<Imsi> Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return NumberReading<Imsi>.Refused("imsi_missing", "The IMSI is missing.");
        }

        var written = WrittenDigits.Read(text);
        if (!written.IsReadable || written.HasPlus)
        {
            return NumberReading<Imsi>.Refused("imsi_unreadable", "An IMSI has digits only.");
        }

        return written.Digits.Length is >= ShortestDigits and <= LongestDigits
            ? NumberReading<Imsi>.Of(new Imsi(written.Digits))
            : NumberReading<Imsi>.Refused("imsi_wrong_length", $"An IMSI has {ShortestDigits} to {LongestDigits} digits, this one has {written.Digits.Length}.");
    }

    public override string ToString() => MaskedDigits.Of(Digits);
}
