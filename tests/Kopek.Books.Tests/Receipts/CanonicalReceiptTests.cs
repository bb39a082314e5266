using Kopek.Books.Receipts;
using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Books.Tests.Receipts;

/// <summary>What is signed is pinned to the byte: a receipt of today is checked in twenty years.</summary>
public sealed class CanonicalReceiptTests
{
    [Fact]
    public void The_bytes_of_version_1_are_these()
    {
        var receipt = ReceiptSamples.Keys().Sign(ReceiptSamples.Payment());
        Assert.Equal(
            "6b6f70656b2e72656365697074" + "01" // kopek.receipt, version
            + "2b" + Hex(receipt.Public.KeyId)
            + receipt.Public.Token
            + "03" + Hex("KDR") + "000000000000007b" + "01" // number 123, payment
            + "5d41402abc4b2a76000000000000007b" + "0000000000000000" // order, refers to none
            + "000001a217154680" + "01" + "07" + Hex("sandbox")
            + "000000000000c738" + "00000000000003e8" + "0000000000002904" + "00000000000001f4" + "0000000000009c40"
            + "06" + Hex("DAY-CN") + "03" + Hex("RUB")
            + receipt.Public.Seal,
            Convert.ToHexStringLower(CanonicalReceipt.Bytes(receipt.Public)));
    }

    /// <summary>The figures were made by another program (HMAC and SHA-256 of Python, Ed25519 of OpenSSL) from the layout as it is written down.</summary>
    [Fact]
    public void Token_seal_and_signature_of_a_fixed_key_are_these()
    {
        var receipt = ReceiptSamples.Keys().Sign(ReceiptSamples.Payment());
        Assert.Equal("27955653e6e340d6ad03b38002a129bb", receipt.Public.Token.ToString());
        Assert.Equal("70c2d3f39b18fa9cf985e191c15e6050", receipt.Private.Salt);
        Assert.Equal("6231295408f0e86c856bcace38132ec9199e0e764b06e46e0bb615b52b684075", receipt.Public.Seal);
        Assert.Equal("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", receipt.Public.KeyId);
        Assert.Equal("f15fe543c86cea4f394d213af1a15418b7d9a7262f2374f85e402d5653ea2bd5cfcff0084b66c4ee8cda4942dc8f9143f3ca77cf373d063d89a7a2c40cc6e304", receipt.Public.Signature);
    }

    [Fact]
    public void Signing_is_deterministic_and_every_fact_counts()
    {
        var facts = ReceiptSamples.Payment();
        var signed = ReceiptSamples.Keys().Sign(facts);
        Assert.Equal(signed, ReceiptSamples.Keys().Sign(facts));
        ReceiptFacts[] others =
        [
            facts with { Operator = "BRZ" }, facts with { Number = 124 }, facts with { Order = new(1, 1) }, facts with { IssuedAt = facts.IssuedAt + TimeSpan.FromMilliseconds(1) },
            facts with { Method = PaidBy.Automatic }, facts with { Provider = "stripe" }, facts with { Paid = facts.Paid + new Money(1), Fee = facts.Fee + new Money(1) },
            facts with { DebtRepaid = facts.DebtRepaid + new Money(1), Received = facts.Received - new Money(1) }, facts with { Bonus = new Money(501), Received = new Money(40_001) },
            facts with { Pack = null }, facts with { Currency = "CNY" }, facts with { Line = new LineId(18) }, facts with { BalanceAfter = new Money(0) },
        ];
        Assert.Distinct(others.Append(facts).Select(one => ReceiptSamples.Keys().Sign(one).Public.Signature));
    }

    [Fact]
    public void The_seal_tells_nothing_without_its_salt_and_two_receipts_of_a_line_have_nothing_alike()
    {
        var keys = ReceiptSamples.Keys();
        var (one, two) = (keys.Sign(ReceiptSamples.Payment(1)), keys.Sign(ReceiptSamples.Payment(2)));
        Assert.NotEqual(one.Private.Salt, two.Private.Salt);
        Assert.NotEqual(one.Public.Seal, two.Public.Seal);
        Assert.NotEqual(one.Public.Token, two.Public.Token);
    }

    [Fact]
    public void Facts_that_contradict_themselves_are_not_signed()
    {
        var facts = ReceiptSamples.Payment();
        ReceiptFacts[] wrong =
        [
            facts with { Operator = "" }, facts with { Operator = "kdr" }, facts with { Number = 0 }, facts with { Kind = 0 }, facts with { Order = default }, facts with { Line = default },
            facts with { RefersTo = 1 }, facts with { Kind = ReceiptKind.Refund }, ReceiptSamples.Refund(5, 5), ReceiptSamples.Refund(5, 0), facts with { Method = 0 },
            facts with { Provider = "a b" }, facts with { Provider = new string('a', 65) }, facts with { Pack = "" }, facts with { Currency = "rub" }, facts with { Paid = Money.Zero },
            facts with { Fee = new Money(-1) }, facts with { Received = facts.Received + new Money(1) },
        ];
        Assert.All(wrong, one => Assert.Throws<ArgumentException>(() => ReceiptSamples.Keys().Sign(one)));
        Assert.Null(ReceiptSamples.Refund().Fault());
        Assert.Null((facts with { BalanceAfter = new Money(-5) }).Fault());
    }

    private static string Hex(string text) => Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(text));
}
