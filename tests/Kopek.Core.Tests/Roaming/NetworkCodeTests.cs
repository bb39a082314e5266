using System.Text;
using CsCheck;
using Kopek.Core.Roaming;

namespace Kopek.Core.Tests.Roaming;

public sealed class NetworkCodeTests
{
    [Theory]
    [InlineData("25001", 250, 1, 2, "250-01")]
    [InlineData("001-01", 1, 1, 2, "001-01")]
    [InlineData("310260", 310, 260, 3, "310-260")]
    [InlineData("310-026", 310, 26, 3, "310-026")]
    [InlineData("99999", 999, 99, 2, "999-99")]
    [InlineData("999999", 999, 999, 3, "999-999")]
    [InlineData("00000", 0, 0, 2, "000-00")]
    public void A_network_code_is_read_with_and_without_a_dash(string text, int mcc, int mnc, int digits, string written)
    {
        var network = NetworkCode.Parse(Encoding.ASCII.GetBytes(text));
        Assert.Equal((mcc, mnc, digits, written), (network.Mcc, network.Mnc, network.MncDigits, network.ToString()));
        Assert.True(NetworkCode.TryParse(text, out var same));
        Assert.Equal(network, same);
    }

    [Theory]
    [InlineData("")]
    [InlineData("250")]
    [InlineData("250-")]
    [InlineData("2501")]
    [InlineData("2500123")]
    [InlineData("250-0123")]
    [InlineData("25-001")]
    [InlineData("250-0a")]
    [InlineData("25a01")]
    [InlineData("250--01")]
    [InlineData("２５００１")]
    public void Anything_else_is_no_network_code(string text)
    {
        Assert.False(NetworkCode.TryParse(text, out var network));
        Assert.True(network.IsNone);
        Assert.Throws<FormatException>(() => NetworkCode.Parse(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Two_and_three_digits_of_one_value_are_two_networks() =>
        Assert.NotEqual(NetworkCode.Parse("31026"u8), NetworkCode.Parse("310026"u8));

    [Fact]
    public void Every_code_written_is_read_back_as_itself() =>
        Gen.Select(Gen.Int[0, 999], Gen.Int[0, 999], Gen.Bool).Sample((mcc, mnc, three) =>
        {
            var text = three ? $"{mcc:000}{mnc:000}" : $"{mcc:000}{mnc % 100:00}";
            return NetworkCode.TryParse(text, out var network) && NetworkCode.TryParse(network.ToString(), out var again) && again == network
                && network.Mcc == mcc && network.Mnc == (three ? mnc : mnc % 100);
        });
}
