using System.Text;
using Kopek.Books.Receipts;
using Kopek.Books.Receipts.Forms;
using Kopek.Books.Receipts.Keys;

namespace Kopek.Books.Tests.Receipts;

public sealed class ReceiptJsonTests
{
    private static readonly ReceiptKeys Keys = ReceiptSamples.Keys();
    private static readonly Receipt Sample = Keys.Sign(ReceiptSamples.Payment());

    [Fact]
    public void The_members_of_version_1_are_these()
    {
        Assert.Equal(
            $$"""{"version":1,"receipt":"KDR-0000124","operator":"KDR","number":124,"kind":"refund","order":"5d41402abc4b2a76000000000000007c","refersTo":123,"issuedAtMilliseconds":1795683600000,"issuedAt":"2026-11-26T09:00:00Z","method":"card","provider":"sandbox","paid":40000,"fee":0,"debtRepaid":0,"bonus":0,"received":40000,"currency":"RUB","seal":"{{Refund.Public.Seal}}","token":"{{Refund.Public.Token}}","url":"https://kopek.example/r/{{Refund.Public.Token}}","keyId":"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k","signature":"{{Refund.Public.Signature}}"}""",
            Encoding.UTF8.GetString(ReceiptJson.Of(Refund.Public, null, ReceiptSamples.UrlOf(Refund))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_written_is_read_back_and_genuine(bool isOpened)
    {
        foreach (var receipt in (Receipt[])[Sample, Refund])
        {
            var (verdict, read) = ReceiptVerification.CheckJson(Json(receipt, isOpened), Keys.Public);
            Assert.Equal((ReceiptVerdict.Genuine, receipt.Public), (verdict, read));
        }
    }

    [Fact]
    public void Spaces_and_the_order_of_members_do_not_matter()
    {
        var text = Encoding.UTF8.GetString(Json(Sample, isOpened: true));
        var spaced = text.Replace(",\"fee\":1000", "", StringComparison.Ordinal).Replace("{\"version\"", "{ \"fee\" :\n 1000, \"version\"", StringComparison.Ordinal);
        Assert.Equal(ReceiptVerdict.Genuine, ReceiptVerification.CheckJson(Encoding.UTF8.GetBytes(spaced), Keys.Public).Verdict);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_change_of_any_byte_is_found(bool isOpened)
    {
        var json = Json(Sample, isOpened);
        var url = Encoding.UTF8.GetString(json).IndexOf("https://kopek.example", StringComparison.Ordinal);
        for (var place = 0; place < json.Length; place++)
        {
            // The host is not signed, because a deployment may move.
            if (place >= url && place < url + "https://kopek.example".Length)
            {
                continue;
            }

            for (var bit = 0; bit < 8; bit++)
            {
                var changed = json.ToArray();
                changed[place] ^= (byte)(1 << bit);
                Assert.True(ReceiptVerification.CheckJson(changed, Keys.Public).Verdict != ReceiptVerdict.Genuine, $"byte {place}, bit {bit}: {Encoding.Latin1.GetString(changed)}");
            }
        }
    }

    [Fact]
    public void A_part_that_is_cut_out_twice_there_or_new_is_no_receipt()
    {
        var text = Encoding.UTF8.GetString(Json(Sample, isOpened: true));
        for (var length = 0; length < text.Length; length++)
        {
            Assert.Equal(ReceiptVerdict.NotAReceipt, Verdict(text[..length]));
        }

        Assert.Equal(ReceiptVerdict.NotAReceipt, Verdict(text.Replace("{\"version\":1", "{\"version\":1,\"version\":1", StringComparison.Ordinal)));
        Assert.Equal(ReceiptVerdict.NotAReceipt, Verdict(text.Replace("{\"version\":1", "{\"version\":1,\"note\":\"paid\"", StringComparison.Ordinal)));
        Assert.Equal(ReceiptVerdict.NotAReceipt, Verdict(text.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal)));
        Assert.Equal(ReceiptVerdict.NotAReceipt, Verdict(text + new string(' ', ReceiptVerification.MostBytes)));
    }

    [Fact]
    public void The_balance_and_the_line_of_another_are_found_to_be_so()
    {
        var text = Encoding.UTF8.GetString(Json(Sample, isOpened: true));
        Assert.Equal(ReceiptVerdict.Altered, Verdict(text.Replace("\"balanceAfter\":41234", "\"balanceAfter\":51234", StringComparison.Ordinal)));
        Assert.Equal(ReceiptVerdict.Altered, Verdict(text.Replace("\"line\":\"17\"", "\"line\":\"18\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_forger_s_key_is_an_unknown_one()
    {
        var forger = new ReceiptKeys(new byte[32], [new SigningKey(new byte[32], new Kopek.Core.Moment(0))]);
        var forged = forger.Sign(ReceiptSamples.Payment());
        Assert.Equal(ReceiptVerdict.UnknownKey, ReceiptVerification.CheckJson(Json(forged, isOpened: false), Keys.Public).Verdict);
        var claimed = forged.Public with { KeyId = Sample.Public.KeyId };
        Assert.Equal(ReceiptVerdict.Altered, ReceiptVerification.Check(claimed, Keys.Public));
    }

    [Fact]
    public void Without_the_opened_part_nothing_tells_line_or_balance()
    {
        var text = Encoding.UTF8.GetString(Json(Sample, isOpened: false));
        Assert.DoesNotContain("41234", text, StringComparison.Ordinal);
        Assert.DoesNotContain("opened", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Sample.Private.Salt, text, StringComparison.Ordinal);
    }

    private static Receipt Refund { get; } = Keys.Sign(ReceiptSamples.Refund());

    private static byte[] Json(Receipt receipt, bool isOpened) => ReceiptJson.Of(receipt.Public, isOpened ? receipt.Private : null, ReceiptSamples.UrlOf(receipt));

    private static ReceiptVerdict Verdict(string json) => ReceiptVerification.CheckJson(Encoding.UTF8.GetBytes(json), Keys.Public).Verdict;
}
