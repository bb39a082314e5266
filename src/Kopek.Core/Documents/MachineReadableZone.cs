using NodaTime;

namespace Kopek.Core.Documents;

/// <summary>
/// Reads the machine-readable zone of a travel document (ICAO 9303 parts 3 to 6) and proves its check digits: every field's own, and the one over all. What is
/// wrong is said with its place, and with what fits where one confused character (O for 0, I for 1) explains it.
/// </summary>
public static class MachineReadableZone
{
    /// <summary>More faults than a person mends one by one: the zone is better typed again.</summary>
    public const int MostFaults = 5;

    /// <param name="today">At the counter: says which century two digits of a year mean.</param>
    public static MrzReading Read(string? text, LocalDate today)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Refused(new MrzFault(MrzFaultCode.Missing, MrzField.DocumentCode, 0, 0, '\0', null));
        }

        if (text.Length > MrzText.LongestInput)
        {
            return Refused(new MrzFault(MrzFaultCode.WrongLength, MrzField.DocumentCode, 0, 0, '\0', null));
        }

        if (MrzText.Split(text, out var fault) is not var (layout, lines))
        {
            return Refused(fault!);
        }

        var faults = new List<MrzFault>();
        Characters(layout, lines, faults);
        if (faults.Count == 0)
        {
            CheckDigits(layout, lines, faults);
        }

        // A wrong character is not looked at twice: dates are read only where the digits prove them.
        return faults.Count > 0 ? new MrzReading(null, [.. faults.Take(MostFaults)]) : MrzDocument.Of(layout, lines, today);
    }

    internal static MrzReading Refused(MrzFault fault) => new(null, [fault]);

    internal static string Text(string[] lines, MrzPart part) => lines[part.Line].Substring(part.Start, part.Length);

    private static void Characters(MrzLayout layout, string[] lines, List<MrzFault> faults)
    {
        for (var line = 0; line < lines.Length; line++)
        {
            for (var place = 0; place < lines[line].Length; place++)
            {
                if (!MrzAlphabet.IsKnown(lines[line][place]))
                {
                    faults.Add(new MrzFault(MrzFaultCode.UnknownCharacter, FieldAt(layout, line, place), line + 1, place + 1, lines[line][place], null));
                }
            }
        }

        var digits = layout.Checks.Select(check => check.Digit).Append(layout.CompositeDigit);
        foreach (var part in layout.Parts.Concat(digits.Select(digit => digit with { Field = MrzField.Composite })))
        {
            for (var place = part.Start; place < part.End; place++)
            {
                var found = lines[part.Line][place];
                if (MrzAlphabet.IsKnown(found) && !MrzAlphabet.Fits(part.Field, found) && !MayBeFiller(layout, part, found))
                {
                    var fits = MrzAlphabet.Confused(found) is { } other && MrzAlphabet.Fits(part.Field, other) ? other : (char?)null;
                    faults.Add(new MrzFault(MrzFaultCode.WrongCharacter, FieldAt(layout, part.Line, place), part.Line + 1, place + 1, found, fits));
                }
            }
        }
    }

    /// <summary>The digit of an empty personal number (TD3) or of a number that goes on in the optional data (TD1, TD2) may be a filler.</summary>
    private static bool MayBeFiller(MrzLayout layout, MrzPart digit, char found) =>
        digit.Field == MrzField.Composite && found == MrzAlphabet.Filler
        && layout.Checks.Any(check => check.Digit.Line == digit.Line && check.Digit.Start == digit.Start && (layout.Format == MrzFormat.Td3
            ? check.Of.Field == MrzField.OptionalData
            : check.Of.Field == MrzField.DocumentNumber));

    private static void CheckDigits(MrzLayout layout, string[] lines, List<MrzFault> faults)
    {
        foreach (var (of, digit) in layout.Checks)
        {
            var text = Text(lines, of);
            var written = lines[digit.Line][digit.Start];
            var isRight = written == MrzAlphabet.Filler
                ? of.Field == MrzField.OptionalData ? text.All(character => character == MrzAlphabet.Filler) : MrzLongNumber.IsRight(layout, lines)
                : MrzCheckDigit.Of(text) == written;
            if (!isRight)
            {
                faults.Add(Wrong(of, digit, text, written));
            }
        }

        var all = string.Concat(layout.Composite.Select(part => Text(lines, part)));
        var last = layout.CompositeDigit;
        if (faults.Count == 0 && MrzCheckDigit.Of(all) != lines[last.Line][last.Start])
        {
            faults.Add(new MrzFault(MrzFaultCode.WrongCheckDigit, MrzField.Composite, last.Line + 1, last.Start + 1, lines[last.Line][last.Start], null));
        }
    }

    private static MrzFault Wrong(MrzPart of, MrzPart digit, string text, char written) => MrzCheckDigit.Confusion(text, written) is var (place, fits)
        ? new MrzFault(MrzFaultCode.WrongCheckDigit, of.Field, of.Line + 1, of.Start + place + 1, text[place], fits)
        : new MrzFault(MrzFaultCode.WrongCheckDigit, of.Field, digit.Line + 1, digit.Start + 1, written, null);

    private static MrzField FieldAt(MrzLayout layout, int line, int place)
    {
        foreach (var part in layout.Parts.Concat(layout.Checks.Select(check => check.Digit)))
        {
            if (part.Line == line && place >= part.Start && place < part.End)
            {
                return part.Field;
            }
        }

        return MrzField.Composite;
    }
}
