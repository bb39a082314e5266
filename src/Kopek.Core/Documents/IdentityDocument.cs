using NodaTime;

namespace Kopek.Core.Documents;

/// <summary>What the machine-readable zone of a passport or identity card says, its check digits right. Lives in memory only: never stored, never logged.</summary>
/// <param name="Code">"P", "I", "AC".</param>
/// <param name="IssuingState">ISO 3166 or ICAO letters, one to three ("UTO", "D").</param>
/// <param name="Surname">As transliterated in the zone, words with spaces.</param>
/// <param name="Number">Without fillers; longer than nine characters where the card continues it.</param>
/// <param name="BirthText">YYMMDD as in the zone: unknown parts are fillers.</param>
/// <param name="BirthDate">Null where month, day or all of it is unknown.</param>
/// <param name="Sex">M, F or the filler.</param>
/// <param name="Expiry">The last day on which it is valid.</param>
public sealed record IdentityDocument(MrzFormat Format, string Code, string IssuingState, string Surname, string GivenNames, string Number, string Nationality,
    string BirthText, LocalDate? BirthDate, char Sex, LocalDate Expiry, string OptionalData)
{
    /// <summary>Surname first, as it is printed.</summary>
    public string Name => GivenNames.Length == 0 ? Surname : $"{Surname} {GivenNames}";

    public bool IsExpired(LocalDate today) => Expiry < today;

    /// <summary>Says nothing of the person: a log line cannot carry a document.</summary>
    public override string ToString() => $"{Format} document of {IssuingState}";
}
