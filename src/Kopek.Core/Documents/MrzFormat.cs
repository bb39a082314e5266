using System.Diagnostics;

namespace Kopek.Core.Documents;

/// <summary>The three sizes of machine-readable travel documents (ICAO 9303 part 3).</summary>
public enum MrzFormat : byte
{
    /// <summary>Identity cards: three lines of 30 (part 5).</summary>
    Td1 = 1,

    /// <summary>Larger cards: two lines of 36 (part 6).</summary>
    Td2 = 2,

    /// <summary>Passports: two lines of 44 (part 4).</summary>
    Td3 = 3,
}

/// <summary>What stands where. Numbers are stored nowhere and may change.</summary>
public enum MrzField : byte
{
    DocumentCode,
    IssuingState,
    Names,
    DocumentNumber,
    Nationality,
    BirthDate,
    Sex,
    ExpiryDate,

    /// <summary>Personal number of a passport, optional data of a card.</summary>
    OptionalData,

    /// <summary>The digit over all the others.</summary>
    Composite,
}

/// <summary>A part of one line of the zone. Lines and places count from 0 here; people are told from 1.</summary>
internal readonly record struct MrzPart(MrzField Field, int Line, int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>Where a format has its fields, and what each check digit is over.</summary>
/// <param name="Composite">Parts that the last digit is over, in this order.</param>
internal sealed record MrzLayout(MrzFormat Format, int Lines, int Characters, IReadOnlyList<MrzPart> Parts, IReadOnlyList<(MrzPart Of, MrzPart Digit)> Checks,
    IReadOnlyList<MrzPart> Composite, MrzPart CompositeDigit)
{
    private static readonly MrzLayout passport = TwoLines(MrzFormat.Td3, 44);
    private static readonly MrzLayout largeCard = TwoLines(MrzFormat.Td2, 36);
    private static readonly MrzLayout card = ThreeLines();

    public static IReadOnlyList<MrzLayout> All { get; } = [passport, largeCard, card];

    public MrzPart Part(MrzField field) => Parts.First(part => part.Field == field);

    /// <summary>TD2 and TD3 differ in length, and in the passport's check digit of the personal number.</summary>
    private static MrzLayout TwoLines(MrzFormat format, int characters)
    {
        var isPassport = format == MrzFormat.Td3;
        MrzPart number = new(MrzField.DocumentNumber, 1, 0, 9);
        MrzPart birth = new(MrzField.BirthDate, 1, 13, 6);
        MrzPart expiry = new(MrzField.ExpiryDate, 1, 21, 6);
        MrzPart optional = new(MrzField.OptionalData, 1, 28, isPassport ? 14 : 7);
        List<(MrzPart, MrzPart)> checks = [(number, After(number)), (birth, After(birth)), (expiry, After(expiry))];
        if (isPassport)
        {
            checks.Add((optional, After(optional)));
        }

        return new MrzLayout(format, 2, characters,
            [
                new(MrzField.DocumentCode, 0, 0, 2), new(MrzField.IssuingState, 0, 2, 3), new(MrzField.Names, 0, 5, characters - 5), number,
                new(MrzField.Nationality, 1, 10, 3), birth, new(MrzField.Sex, 1, 20, 1), expiry, optional,
            ],
            checks,
            [new(MrzField.Composite, 1, 0, 10), new(MrzField.Composite, 1, 13, 7), new(MrzField.Composite, 1, 21, characters - 1 - 21)],
            new MrzPart(MrzField.Composite, 1, characters - 1, 1));
    }

    private static MrzLayout ThreeLines()
    {
        MrzPart number = new(MrzField.DocumentNumber, 0, 5, 9);
        MrzPart birth = new(MrzField.BirthDate, 1, 0, 6);
        MrzPart expiry = new(MrzField.ExpiryDate, 1, 8, 6);
        return new MrzLayout(MrzFormat.Td1, 3, 30,
            [
                new(MrzField.DocumentCode, 0, 0, 2), new(MrzField.IssuingState, 0, 2, 3), number, new(MrzField.OptionalData, 0, 15, 15), birth,
                new(MrzField.Sex, 1, 7, 1), expiry, new(MrzField.Nationality, 1, 15, 3), new(MrzField.Names, 2, 0, 30),
            ],
            [(number, After(number)), (birth, After(birth)), (expiry, After(expiry))],
            [new(MrzField.Composite, 0, 5, 25), new(MrzField.Composite, 1, 0, 7), new(MrzField.Composite, 1, 8, 7), new(MrzField.Composite, 1, 18, 11)],
            new MrzPart(MrzField.Composite, 1, 29, 1));
    }

    private static MrzPart After(MrzPart part) => part with { Start = part.End, Length = 1 };
}

/// <summary>What may stand in a field.</summary>
internal static class MrzAlphabet
{
    public const char Filler = '<';

    public static bool IsKnown(char character) => character is Filler or (>= 'A' and <= 'Z') or (>= '0' and <= '9');

    public static bool IsLetter(char character) => character is >= 'A' and <= 'Z';

    public static bool Fits(MrzField field, char character) => field switch
    {
        MrzField.DocumentCode or MrzField.IssuingState or MrzField.Nationality or MrzField.Names => character == Filler || IsLetter(character),
        MrzField.BirthDate or MrzField.ExpiryDate => character == Filler || char.IsAsciiDigit(character),
        MrzField.Sex => character is 'M' or 'F' or Filler,
        MrzField.DocumentNumber or MrzField.OptionalData => true,
        MrzField.Composite => char.IsAsciiDigit(character),
        _ => throw new UnreachableException(),
    };

    /// <summary>The character that people and cameras take this one for; null where none is.</summary>
    public static char? Confused(char character) => character switch
    {
        'O' => '0',
        'I' => '1',
        'Z' => '2',
        'S' => '5',
        'G' => '6',
        'B' => '8',
        '0' => 'O',
        '1' => 'I',
        '2' => 'Z',
        '5' => 'S',
        '6' => 'G',
        '8' => 'B',
        _ => null,
    };
}
