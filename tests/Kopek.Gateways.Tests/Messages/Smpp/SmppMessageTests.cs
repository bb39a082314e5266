using System.Text;
using CsCheck;
using Kopek.Gateways.Messages.Smpp;

namespace Kopek.Gateways.Tests.Messages.Smpp;

/// <summary>The octets of each message as the specification draws them, and what a hostile centre may send.</summary>
public sealed class SmppMessageTests
{
    [Fact]
    public void A_bind_is_pinned() =>
        Assert.Equal("6B6F70656B00" + "73656372657400" + "00" + "34" + "0000" + "00", Convert.ToHexString(new BindTransceiver("kopek", "secret", "").Body()));

    [Fact]
    public void A_message_is_pinned()
    {
        var message = new SubmitSm(SourceAddress.Of("Kopek"), "79000000001", SmsParts.Of("Hi", 1)[0], WantsReceipt: true);
        Assert.Equal("00" + "0500" + "4B6F70656B00" + "0101" + "373930303030303030303100" + "00" + "00" + "00" + "00"
            + "3030303030313030303030303030305200" + "01" + "00" + "00" + "00" + "02" + "4869", Convert.ToHexString(message.Body()));
    }

    [Fact]
    public void A_head_is_pinned() =>
        Assert.Equal("00000012" + "00000015" + "00000000" + "00000007" + "ABCD", Convert.ToHexString(SmppHeader.Pdu(SmppCommand.EnquireLink, 0, 7, [0xAB, 0xCD])));

    [Theory]
    [InlineData("Kopek", 5, 0)]
    [InlineData("79161234567", 1, 1)]
    [InlineData("1234", 3, 1)]
    public void A_sender_is_a_name_a_number_or_a_short_code(string sender, byte ton, byte npi) =>
        Assert.Equal(new SourceAddress(ton, npi, sender), SourceAddress.Of(sender));

    [Theory]
    [InlineData("id:m1 sub:001 dlvrd:001 submit date:2611251200 done date:2611251200 stat:DELIVRD err:000 text:id:m9 stat:EXPIRED", "m1", true)]
    [InlineData("id:m1 stat:UNDELIV", "m1", false)]
    [InlineData("id:m1 stat:REJECTD", "m1", false)]
    [InlineData("id:m1 stat:ACCEPTD", "m1", null)]
    [InlineData("ID:m1 STAT:DELIVRD", "m1", true)]
    public void A_receipt_is_read_out_of_its_text(string text, string id, bool? isDelivered)
    {
        var receipt = DeliverSm.Receipt(Deliver(0x04, text));
        Assert.Equal((id, isDelivered), (receipt!.MessageId, receipt.IsDelivered));
    }

    [Fact]
    public void Parameters_of_a_receipt_go_before_its_text()
    {
        byte[] optional = [0x00, 0x1E, 0x00, 0x03, (byte)'m', (byte)'2', 0, 0x04, 0x27, 0x00, 0x01, 2];
        var receipt = DeliverSm.Receipt([.. Deliver(0x04, "id:m1 stat:UNDELIV"), .. optional]);
        Assert.Equal(("m2", true), (receipt!.MessageId, receipt.IsDelivered));
    }

    [Theory]
    [InlineData(0x00, "id:m1 stat:DELIVRD")] // a message that looks like one
    [InlineData(0x04, "hello")]
    [InlineData(0x04, "stat:DELIVRD")]
    public void What_is_no_receipt_is_none(byte esmClass, string text) => Assert.Null(DeliverSm.Receipt(Deliver(esmClass, text)));

    [Fact]
    public void A_body_cut_anywhere_or_of_any_octets_is_refused_and_breaks_nothing()
    {
        var whole = Deliver(0x04, "id:m1 stat:DELIVRD");
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<SmppException>(() => DeliverSm.Receipt(whole.AsSpan(0, length)));
        }

        Gen.Byte.Array[0, 200].Sample(octets => Assert.True(Record.Exception(() => DeliverSm.Receipt(octets)) is null or SmppException));
    }

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    [InlineData(SmppLimits.MostPduBytes, true)]
    [InlineData(SmppLimits.MostPduBytes + 1, false)]
    public void A_length_is_one_that_a_pdu_can_have(int length, bool isOne)
    {
        var head = SmppHeader.Pdu(SmppCommand.EnquireLink, 0, 1, []);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(head, length);
        Assert.Equal(isOne, SmppHeader.TryRead(head, out _));
    }

    [Theory]
    [InlineData("centre", 2775, "kopek", "secret", "Kopek", true)]
    [InlineData("centre", 0, "kopek", "secret", "Kopek", false)]
    [InlineData("centre", 2775, "", "secret", "Kopek", false)]
    [InlineData("centre", 2775, "kopek", "ninechars", "Kopek", false)]
    [InlineData("centre", 2775, "kopek", "secret", "KopekMobile1", false)]
    [InlineData("centre", 2775, "kopek", "secret", "Ко пек", false)]
    public void Options_that_cannot_be_sent_are_refused(string host, int port, string id, string password, string sender, bool isGood)
    {
        var options = new SmppOptions { Host = host, Port = port, SystemId = id, Password = password, Sender = sender };
        Assert.Equal(isGood, options.Fault() is null);
        Assert.DoesNotContain(password, options.ToString(), StringComparison.Ordinal);
    }

    private static byte[] Deliver(byte esmClass, string text) =>
    [
        0, 1, 1, .. "79000000001"u8, 0, 5, 0, .. "Kopek"u8, 0, esmClass, 0, 0, 0, 0, 0, 0, 0, 0, (byte)text.Length, .. Encoding.Latin1.GetBytes(text),
    ];
}
