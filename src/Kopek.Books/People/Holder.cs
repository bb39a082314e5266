using System.Security.Cryptography;
using Kopek.Core.Documents;
using NodaTime;

namespace Kopek.Books.People;

/// <summary>A person who holds lines. Of the document only what recognises it again: never its number or the birth date.</summary>
/// <param name="Name">As in the zone of the document: surname first, transliterated.</param>
/// <param name="NumberTail">The last three characters, for two people to know that they mean the same document.</param>
/// <param name="Expiry">The last day on which the document was valid as it was recorded.</param>
public sealed record Holder(long Id, string Name, string IssuingState, string NumberTail, LocalDate Expiry)
{
    internal byte[] NumberHash { get; init; } = [];
    internal byte[] BirthHash { get; init; } = [];

    internal bool Fits(IdentityDocument document, DocumentMarks marks) => IssuingState == document.IssuingState
        && CryptographicOperations.FixedTimeEquals(NumberHash, marks.Number) & CryptographicOperations.FixedTimeEquals(BirthHash, marks.Birth);

    public override string ToString() => $"holder {Id}";
}

/// <summary>Keyed hashes of a document's number and of its holder's birth date. The date's is bound to the number: equal birthdays are not seen.</summary>
internal sealed record DocumentMarks(byte[] Number, byte[] Birth, string Tail)
{
    private const int TailLength = 3;

    public static DocumentMarks Of(IdentityDocument document, PeopleKey key)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new DocumentMarks(
            key.Hash("document number", document.IssuingState, document.Number),
            key.Hash("birth date", document.IssuingState, document.Number, document.BirthText),
            document.Number.Length <= TailLength ? document.Number : document.Number[^TailLength..]);
    }
}
