using Kopek.Core.Documents;
using NodaTime;

namespace Kopek.Core.Tests.Documents;

/// <summary>The examples of ICAO 9303, whose Utopia issues documents to Anna Maria Eriksson and Peter John Stevenson.</summary>
public sealed class MachineReadableZoneTests
{
    internal const string Passport = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    private const string LargeCard = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
    private const string Card = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    private const string LongNumber = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<";
    private static readonly LocalDate Today = new(2026, 11, 26);

    [Fact]
    public void A_passport_is_read()
    {
        var document = Read(Passport);
        Assert.Equal((MrzFormat.Td3, "P", "UTO", "L898902C3"), (document.Format, document.Code, document.IssuingState, document.Number));
        Assert.Equal(("ERIKSSON", "ANNA MARIA", "ERIKSSON ANNA MARIA"), (document.Surname, document.GivenNames, document.Name));
        Assert.Equal((new LocalDate(1974, 8, 12), new LocalDate(2012, 4, 15), 'F'), (document.BirthDate, document.Expiry, document.Sex));
        Assert.Equal(("UTO", "ZE184226B", "740812"), (document.Nationality, document.OptionalData, document.BirthText));
        Assert.True(document.IsExpired(Today));
    }

    [Theory]
    [InlineData(LargeCard, MrzFormat.Td2)]
    [InlineData(Card, MrzFormat.Td1)]
    public void A_card_is_read(string zone, MrzFormat format)
    {
        var document = Read(zone);
        Assert.Equal((format, "I", "UTO", "D23145890", "ERIKSSON", "ANNA MARIA"), (document.Format, document.Code, document.IssuingState, document.Number, document.Surname, document.GivenNames));
        Assert.Equal((new LocalDate(1974, 8, 12), new LocalDate(2012, 4, 15)), (document.BirthDate, document.Expiry));
    }

    [Fact]
    public void A_number_that_goes_on_in_the_optional_data_is_whole()
    {
        Assert.Equal("D23145890734", Read(LongNumber).Number);
        var wrong = MachineReadableZone.Read(LongNumber.Replace("7349", "7359", StringComparison.Ordinal), Today);
        Assert.Equal((MrzFaultCode.WrongCheckDigit, MrzField.DocumentNumber), (wrong.Faults[0].Code, wrong.Faults[0].Field));
    }

    [Theory]
    [InlineData("  p<utoeriksson<<anna<maria<<<<<<<<<<<<<<<<<<< \r\n\r\n l898902c36uto7408122f1204159ze184226b<<<<<10 ")]
    [InlineData("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10")]
    [InlineData("P‹UTOERIKSSON«ANNA‹MARIA«««««««««‹\nＬ８９８９０２Ｃ３６UTO7408122F1204159ZE184226B<<<<<10")]
    public void What_a_scanner_or_another_keyboard_gives_is_the_same_document(string zone) => Assert.Equal(Read(Passport), Read(zone));

    [Fact]
    public void An_unknown_birthday_is_no_fault_and_an_empty_personal_number_needs_no_digit()
    {
        var zone = Zone.Td3(birth: "74<<<<", personal: "", personalDigit: '<');
        var document = Read(zone);
        Assert.Equal((null, "74<<<<", ""), (document.BirthDate, document.BirthText, document.OptionalData));
        Assert.Equal("", Read(Zone.Td3(personal: "", personalDigit: '0')).OptionalData);
    }

    [Theory]
    [InlineData("261126", 2026)]
    [InlineData("261127", 1926)]
    [InlineData("270101", 1927)]
    [InlineData("000229", 2000)]
    public void A_birth_is_never_after_today(string birth, int year) => Assert.Equal(year, Read(Zone.Td3(birth: birth)).BirthDate!.Value.Year);

    [Theory]
    [InlineData("261126", 2026, false)]
    [InlineData("261125", 2026, true)]
    [InlineData("750101", 2075, false)]
    [InlineData("760101", 1976, true)]
    public void The_last_day_of_a_document_is_a_day_of_it(string expiry, int year, bool isExpired)
    {
        var document = Read(Zone.Td3(expiry: expiry));
        Assert.Equal((year, isExpired), (document.Expiry.Year, document.IsExpired(Today)));
    }

    [Fact]
    public void A_document_in_a_log_line_says_nothing_of_its_holder()
    {
        var text = Read(Passport).ToString();
        Assert.Equal("Td3 document of UTO", text);
    }

    private static IdentityDocument Read(string zone)
    {
        var reading = MachineReadableZone.Read(zone, Today);
        Assert.Empty(reading.Faults);
        return reading.Document!;
    }
}
