using CsCheck;
using Kopek.Core.Documents;
using NodaTime;

namespace Kopek.Core.Tests.Documents;

/// <summary>A fault is found, and said with the place that a clerk is to look at.</summary>
public sealed class MrzFaultTests
{
    private static readonly LocalDate Today = new(2026, 11, 26);
    private static readonly string Passport = Zone.Td3();

    [Fact]
    public void A_wrong_digit_names_its_field_and_its_place()
    {
        var fault = Fault(With(Passport, line: 1, place: 1, '9')); // L9 for L8
        Assert.Equal(new MrzFault(MrzFaultCode.WrongCheckDigit, MrzField.DocumentNumber, 2, 10, '6', null), fault);
    }

    [Fact]
    public void A_letter_typed_for_a_digit_of_the_number_is_pointed_at()
    {
        // The number has 0 at its fifth place; both may stand there, and only the check digit tells.
        var fault = Fault(With(Passport, line: 1, place: 5, 'O'));
        Assert.Equal(new MrzFault(MrzFaultCode.WrongCheckDigit, MrzField.DocumentNumber, 2, 6, 'O', '0'), fault);
    }

    [Fact]
    public void A_letter_in_a_date_and_a_digit_in_a_name_are_pointed_at()
    {
        Assert.Equal(new MrzFault(MrzFaultCode.WrongCharacter, MrzField.BirthDate, 2, 18, 'I', '1'), Fault(With(Passport, 1, 17, 'I')));
        Assert.Equal(new MrzFault(MrzFaultCode.WrongCharacter, MrzField.Names, 1, 6, '8', 'B'), Fault(With(Passport, 0, 5, '8')));
        Assert.Equal(new MrzFault(MrzFaultCode.UnknownCharacter, MrzField.Names, 1, 6, 'Я', null), Fault(With(Passport, 0, 5, 'Я')));
    }

    [Fact]
    public void A_wrong_last_digit_is_about_all_of_it()
    {
        var last = Passport[^1];
        var fault = Fault(Passport[..^1] + (last == '9' ? '0' : (char)(last + 1)));
        Assert.Equal((MrzFaultCode.WrongCheckDigit, MrzField.Composite, 2, 44), (fault.Code, fault.Field, fault.Line, fault.Position));
    }

    [Theory]
    [InlineData("741312", "340415", MrzField.BirthDate)]
    [InlineData("740230", "340415", MrzField.BirthDate)]
    [InlineData("7408<2", "340415", MrzField.BirthDate)]
    [InlineData("740812", "340431", MrzField.ExpiryDate)]
    [InlineData("740812", "<<<<<<", MrzField.ExpiryDate)]
    public void A_date_that_does_not_exist_is_no_date_whatever_its_digit_says(string birth, string expiry, MrzField field)
    {
        var fault = Fault(Zone.Td3(birth: birth, expiry: expiry));
        Assert.Equal((MrzFaultCode.NoSuchDate, field), (fault.Code, fault.Field));
    }

    [Fact]
    public void A_short_line_is_named()
    {
        Assert.Equal((MrzFaultCode.WrongLength, 2), (Fault(Passport[..^1]).Code, Fault(Passport[..^1]).Line));
        Assert.Equal(MrzFaultCode.Missing, Fault("  \n ").Code);
        Assert.Equal(MrzFaultCode.Missing, Fault(null).Code);
        Assert.Equal(MrzFaultCode.WrongLength, Fault(new string('<', 1000)).Code);
        Assert.Equal(MrzFaultCode.EmptyField, Fault(Zone.Td3(names: "")).Code);
    }

    [Fact]
    public void Every_document_that_is_written_right_is_read_as_it_is() =>
        Gen.Select(Gen.String[Gen.Char["0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"], 1, 9], Gen.Int[0, 99], Gen.Int[1, 12], Gen.Int[1, 28], Gen.Bool).Sample((number, year, month, day, isCard) =>
        {
            var birth = $"{year:00}{month:00}{day:00}";
            var reading = MachineReadableZone.Read(isCard ? Zone.Td1(number: number, birth: birth) : Zone.Td3(number: number, birth: birth), Today);
            return reading.Faults.Count == 0 && reading.Document!.Number == number && reading.Document.BirthText == birth && reading.Document.BirthDate!.Value.Day == day;
        });

    [Fact]
    public void One_wrong_digit_anywhere_in_a_number_or_date_is_found() =>
        Gen.Select(Gen.String[Gen.Char["0123456789"], 9, 9], Gen.OneOf(Gen.Int[0, 9], Gen.Int[13, 19], Gen.Int[21, 27]), Gen.Int[1, 9]).Sample((number, place, step) =>
        {
            var zone = Zone.Td3(number: number);
            var was = zone[45 + place];
            var changed = (char)('0' + (was - '0' + step) % 10);
            var reading = MachineReadableZone.Read(With(zone, 1, place, changed), Today);
            return reading.Document is null && reading.Faults.Count > 0;
        });

    [Fact]
    public void Whatever_is_typed_there_is_a_document_or_a_fault_and_never_both() =>
        Gen.Select(Gen.String[Gen.Char["<<<<PIUTO0123456789ABC\n я«＜"], 0, 300], Gen.Int[0, 87], Gen.Char["<0O1IA9 \nЯ"]).Sample((noise, place, character) =>
        {
            foreach (var text in new[] { noise, Passport[..place] + character + Passport[(place + 1)..], Passport[..place], Passport + noise })
            {
                var reading = MachineReadableZone.Read(text, Today);
                if ((reading.Document is null) != (reading.Faults.Count > 0) || reading.Faults.Count > MachineReadableZone.MostFaults)
                {
                    return false;
                }
            }

            return true;
        });

    private static MrzFault Fault(string? zone)
    {
        var reading = MachineReadableZone.Read(zone, Today);
        Assert.Null(reading.Document);
        return reading.Faults[0];
    }

    private static string With(string zone, int line, int place, char character)
    {
        var lines = zone.Split('\n');
        lines[line] = lines[line][..place] + character + lines[line][(place + 1)..];
        return string.Join('\n', lines);
    }
}
