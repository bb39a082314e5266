using CsCheck;
using Kopek.Books.Numbers;

namespace Kopek.Books.Tests.Numbers;

public sealed class SimNumbersTests
{
    [Theory]
    [InlineData("897010112345678901")] // 18: no check digit
    [InlineData("8970101123456789019")] // 19
    [InlineData("89701011234567890191")] // 19 and one that the modem added
    [InlineData("89701011234567890123")] // 20 with its own check digit
    [InlineData("8970101123456789019F")]
    [InlineData("8970 1011 2345 6789 019")]
    [InlineData("８９７０１０１１２３４５６７８９０１９")]
    public void A_SIM_number_of_18_to_20_digits_is_accepted(string text) => Assert.Null(Iccid.Read(text).Fault);

    [Theory]
    [InlineData(null, "iccid_missing")]
    [InlineData(" ", "iccid_missing")]
    [InlineData("8970101123456789x19", "iccid_unreadable")]
    [InlineData("+8970101123456789019", "iccid_unreadable")]
    [InlineData("89701011234567890", "iccid_wrong_length")]
    [InlineData("897010112345678901912", "iccid_wrong_length")]
    [InlineData("9970101123456789015", "iccid_wrong_prefix")]
    [InlineData("8970101123456789016", "iccid_wrong_check_digit")]
    [InlineData("89701011234567890161", "iccid_wrong_check_digit")]
    public void Any_other_is_refused_with_a_code(string? text, string code) => Assert.Equal(code, Iccid.Read(text).Fault!.Code);

    [Fact]
    public void One_mistyped_digit_of_nineteen_is_always_found() =>
        Gen.Select(Gen.Int[2, 18], Gen.Int[1, 9]).Sample((place, shift) =>
        {
            var digits = "8970101123456789019".ToCharArray();
            digits[place] = (char)('0' + (digits[place] - '0' + shift) % 10);
            return Iccid.Read(new string(digits)).Fault?.Code == "iccid_wrong_check_digit";
        });

    [Theory]
    [InlineData("001010000000001", "001010000000001")]
    [InlineData("250 01 1234567890", "250011234567890")]
    [InlineData("001011", "001011")]
    public void An_IMSI_of_6_to_15_digits_keeps_its_zeros(string text, string digits) => Assert.Equal(digits, Imsi.Read(text).Number!.Digits);

    [Theory]
    [InlineData(null, "imsi_missing")]
    [InlineData("", "imsi_missing")]
    [InlineData("00101", "imsi_wrong_length")]
    [InlineData("0010100000000012", "imsi_wrong_length")]
    [InlineData("00101000000000x", "imsi_unreadable")]
    [InlineData("+00101000000000", "imsi_unreadable")]
    public void Any_other_IMSI_is_refused_with_a_code(string? text, string code) => Assert.Equal(code, Imsi.Read(text).Fault!.Code);

    [Fact]
    public void A_log_line_shows_the_last_four_digits_only() =>
        Assert.Equal("••• 0001 ••• 9019", $"{Imsi.Read("001010000000001").Number} {Iccid.Read("8970101123456789019").Number}");
}
