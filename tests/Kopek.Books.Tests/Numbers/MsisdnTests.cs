using CsCheck;
using Kopek.Books.Numbers;

namespace Kopek.Books.Tests.Numbers;

public sealed class MsisdnTests
{
    [Theory]
    [InlineData("79161234567")]
    [InlineData("+79161234567")]
    [InlineData("89161234567")]
    [InlineData("9161234567")]
    [InlineData("0079161234567")]
    [InlineData(" +7 (916) 123-45-67 ")]
    [InlineData("8 916 123 45 67")]
    [InlineData("8–916–123–45–67")]
    [InlineData("7.916.123.45.67")]
    [InlineData("＋７（９１６）１２３－４５－６７")]
    [InlineData("８９１６１２３４５６７")]
    [InlineData("٧٩١٦١٢٣٤٥٦٧")]
    [InlineData("\u202A+7 916 123\u00A045\u00A067\u202C")]
    public void A_Russian_mobile_number_is_understood_as_people_write_it(string text) =>
        Assert.Equal("79161234567", Msisdn.Read(text).Number!.Digits);

    [Theory]
    [InlineData("79000000000")]
    [InlineData("79000000001")]
    [InlineData("+79999999999")]
    public void A_number_of_no_allocated_range_is_accepted_as_it_is(string text) =>
        Assert.Equal(text.TrimStart('+'), Msisdn.Read(text).Number!.Digits);

    [Theory]
    [InlineData("+86 138 0013 8000", "8613800138000")]
    [InlineData("008613800138000", "8613800138000")]
    [InlineData("+7 701 123 45 67", "77011234567")]
    [InlineData("+1 650 253 0000", "16502530000")]
    public void A_foreign_number_needs_its_country_code(string text, string digits) => Assert.Equal(digits, Msisdn.Read(text).Number!.Digits);

    [Theory]
    [InlineData(null, "msisdn_missing")]
    [InlineData("", "msisdn_missing")]
    [InlineData("  ", "msisdn_missing")]
    [InlineData("+", "msisdn_missing")]
    [InlineData("7916123456a", "msisdn_unreadable")]
    [InlineData("7+9161234567", "msisdn_unreadable")]
    [InlineData("++79161234567", "msisdn_unreadable")]
    [InlineData("79161234567;79161234568", "msisdn_unreadable")]
    [InlineData("916123456", "msisdn_wrong_length")]
    [InlineData("791612345678", "msisdn_wrong_length")]
    [InlineData("+7916123456", "msisdn_wrong_length")]
    [InlineData("13800138000", "msisdn_wrong_length")]
    [InlineData("+7916123456789012", "msisdn_wrong_length")]
    [InlineData("+1234567890123456", "msisdn_wrong_length")]
    [InlineData("84951234567", "msisdn_not_mobile")]
    [InlineData("+74951234567", "msisdn_not_mobile")]
    [InlineData("+861012345678", "msisdn_not_mobile")]
    [InlineData("+999123456789", "msisdn_unknown_country")]
    [InlineData("+00000", "msisdn_unknown_country")]
    public void What_is_no_mobile_number_is_refused_with_a_code(string? text, string code)
    {
        var reading = Msisdn.Read(text);
        Assert.Null(reading.Number);
        Assert.Equal(code, reading.Fault!.Code);
        Assert.NotEmpty(reading.Fault.Reason);
    }

    [Fact]
    public void Input_longer_than_any_number_is_refused_unread() =>
        Assert.Equal("msisdn_unreadable", Msisdn.Read(new string('7', Msisdn.LongestInput + 1)).Fault!.Code);

    [Fact]
    public void A_log_line_shows_the_last_four_digits_only()
    {
        var number = Msisdn.Read("+79161234567").Number!;
        Assert.Equal("••• 4567", number.Mask());
        Assert.Equal("number ••• 4567", $"number {number}");
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("1234", "")]
    [InlineData("12345", "••• 2345")]
    [InlineData("79161234567", "••• 4567")]
    public void A_mask_shows_four_digits_and_not_how_many_there_were(string? digits, string shown) => Assert.Equal(shown, MaskedDigits.Of(digits));

    [Fact]
    public void Every_way_to_write_a_Russian_number_reads_as_the_same_digits()
    {
        string[] prefixes = ["+7", "8", "7", "", "007"];
        string[] separators = ["", " ", "-", ") (", "　"];
        Gen.Select(Gen.Int[0, 999_999_999], Gen.Int[0, 4], Gen.Int[0, 4]).Sample((rest, prefix, separator) =>
        {
            var digits = $"9{rest:000000000}";
            var number = Msisdn.Read(prefixes[prefix] + string.Join(separators[separator], digits.Chunk(3).Select(chunk => new string(chunk)))).Number;
            return number!.Digits == "7" + digits && number == Msisdn.Read(number.Digits).Number;
        });
    }

    [Fact]
    public void Random_text_never_throws() =>
        Gen.String.Sample(text => (Msisdn.Read(text), Iccid.Read(text), Imsi.Read(text)) is ({ } msisdn, { } iccid, { } imsi)
            && msisdn.Number is null != msisdn.Fault is null && iccid.Number is null != iccid.Fault is null && imsi.Number is null != imsi.Fault is null);
}
