namespace Kopek.Core.Documents;

/// <summary>What is wrong with a typed or scanned zone. The stable code that people see is the name in snake case.</summary>
public enum MrzFaultCode : byte
{
    /// <summary>Nothing was given.</summary>
    Missing,

    /// <summary>The lines are those of no format.</summary>
    WrongLength,

    /// <summary>A character that no zone has.</summary>
    UnknownCharacter,

    /// <summary>A letter in a place for a digit, or the other way round.</summary>
    WrongCharacter,
    WrongCheckDigit,
    NoSuchDate,

    /// <summary>A field that must not be empty is.</summary>
    EmptyField,
}

/// <summary>One fault and its place, so that a clerk looks at one character and not at 88.</summary>
/// <param name="Line">From 1; 0 where it is about all of it.</param>
/// <param name="Position">From 1 within the line; 0 where it is about the line. Of a wrong check digit: the likely culprit if there is one, else the digit.</param>
/// <param name="Found">The character there; the null character where there is none to show.</param>
/// <param name="Fits">What would fit there; null where nobody knows.</param>
public sealed record MrzFault(MrzFaultCode Code, MrzField Field, int Line, int Position, char Found, char? Fits);

/// <summary>A document, or why there is none: the document is set exactly where there is no fault.</summary>
public sealed record MrzReading(IdentityDocument? Document, IReadOnlyList<MrzFault> Faults);
