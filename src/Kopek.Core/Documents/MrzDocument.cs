using System.Globalization;
using NodaTime;

namespace Kopek.Core.Documents;

/// <summary>The words of a zone whose characters and digits are right.</summary>
internal static class MrzDocument
{
    /// <summary>Years that an expiry may be behind or ahead: no document is valid for longer.</summary>
    private const int ExpiryYears = 50;

    public static MrzReading Of(MrzLayout layout, string[] lines, LocalDate today)
    {
        string Text(MrzField field) => MachineReadableZone.Text(lines, layout.Part(field));
        var birth = Text(MrzField.BirthDate);
        if (!TryBirth(birth, today, out var born))
        {
            return NoSuchDate(layout.Part(MrzField.BirthDate));
        }

        if (Date(Text(MrzField.ExpiryDate), year => Century(year, today.Year + ExpiryYears - 1)) is not { } expiry)
        {
            return NoSuchDate(layout.Part(MrzField.ExpiryDate));
        }

        var (surname, given) = Names(Text(MrzField.Names));
        var (number, optional) = MrzLongNumber.Read(layout, lines);
        foreach (var (field, value) in ((MrzField, string)[])[(MrzField.Names, surname), (MrzField.DocumentNumber, number), (MrzField.IssuingState, Words(Text(MrzField.IssuingState)))])
        {
            if (value.Length == 0)
            {
                var part = layout.Part(field);
                return MachineReadableZone.Refused(new MrzFault(MrzFaultCode.EmptyField, field, part.Line + 1, part.Start + 1, MrzAlphabet.Filler, null));
            }
        }

        return new MrzReading(
            new IdentityDocument(layout.Format, Words(Text(MrzField.DocumentCode)), Words(Text(MrzField.IssuingState)), surname, given, number,
                Words(Text(MrzField.Nationality)), birth, born, Text(MrzField.Sex)[0], expiry, optional),
            []);
    }

    /// <summary>Two fillers end the surname (primary identifier), single ones are spaces (9303 part 3, 4.6).</summary>
    private static (string Surname, string Given) Names(string text)
    {
        var end = text.IndexOf("<<", StringComparison.Ordinal);
        return end < 0 ? (Words(text), "") : (Words(text[..end]), Words(text[end..]));
    }

    private static string Words(string text) => string.Join(' ', text.Split(MrzAlphabet.Filler, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Unknown parts of a birth date are fillers (9303 part 3, 4.8): there is no date then, and no fault.</summary>
    private static bool TryBirth(string text, LocalDate today, out LocalDate? born)
    {
        born = null;
        if (text.Contains(MrzAlphabet.Filler, StringComparison.Ordinal))
        {
            return text.Chunk(2).All(part => part.All(char.IsAsciiDigit) || part.All(character => character == MrzAlphabet.Filler));
        }

        born = Date(text, year => Century(year, today.Year));
        if (born > today)
        {
            born = Date(text, year => Century(year, today.Year) - 100);
        }

        return born is not null;
    }

    /// <summary>The last year up to <paramref name="latest"/> that ends on these two digits.</summary>
    private static int Century(int year, int latest) => latest - ((latest - year) % 100 + 100) % 100;

    private static LocalDate? Date(string text, Func<int, int> century)
    {
        if (!text.All(char.IsAsciiDigit))
        {
            return null;
        }

        int Part(int place) => int.Parse(text.AsSpan(place, 2), NumberStyles.None, CultureInfo.InvariantCulture);
        var (year, month, day) = (century(Part(0)), Part(2), Part(4));
        return month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month) ? new LocalDate(year, month, day) : null;
    }

    private static MrzReading NoSuchDate(MrzPart part) =>
        MachineReadableZone.Refused(new MrzFault(MrzFaultCode.NoSuchDate, part.Field, part.Line + 1, part.Start + 1, '\0', null));
}
