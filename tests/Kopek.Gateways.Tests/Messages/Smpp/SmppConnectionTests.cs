using Kopek.Books.Notices;
using Kopek.Gateways.Messages.Smpp;
using Kopek.Gateways.Tests.Messages.Centre;
using Microsoft.Extensions.Time.Testing;

namespace Kopek.Gateways.Tests.Messages.Smpp;

public sealed class SmppConnectionTests : IAsyncLifetime
{
    private readonly ScriptedCentre peer = new();
    private readonly FakeTimeProvider time = new();
    private SmppConnection connection = null!;

    public async ValueTask InitializeAsync()
    {
        var binding = SmppConnection.BindAsync(BoundCentre.Options(peer.Port) with { Time = time }, _ => false, TestContext.Current.CancellationToken);
        await peer.BoundAsync();
        connection = await binding;
    }

    public async ValueTask DisposeAsync()
    {
        peer.HangUp();
        await connection.DisposeAsync();
        await peer.DisposeAsync();
    }

    [Fact]
    public async Task No_more_than_a_window_is_asked_at_a_time()
    {
        var submitted = Enumerable.Range(0, SmppLimits.Window + 1).Select(_ => Submit()).ToList();
        var asked = new List<SmppPdu>();
        for (var count = 0; count < SmppLimits.Window; count++)
        {
            asked.Add(await peer.NextAsync());
        }

        var next = peer.NextAsync();
        Assert.False(next.IsCompleted);
        await peer.AnswerAsync(asked[3], SmppCommand.SubmitSmResp, 0, "m\0"u8.ToArray());
        asked.Add(await next);
        foreach (var pdu in asked.Where(pdu => pdu != asked[3]))
        {
            await peer.AnswerAsync(pdu, SmppCommand.SubmitSmResp, 0, "m\0"u8.ToArray());
        }

        await Task.WhenAll(submitted);
        Assert.Distinct(asked.Select(pdu => pdu.Header.Sequence));
    }

    [Fact]
    public async Task A_centre_that_does_not_answer_in_time_leaves_it_unknown()
    {
        var submitted = Submit();
        await peer.NextAsync();
        while (!submitted.IsCompleted)
        {
            // Again and again: the wait may begin only after the centre has read the request.
            time.Advance(SmppLimits.ResponseTimeout);
            await Task.Yield();
        }

        Assert.Contains("no answer", (await Assert.ThrowsAsync<SmppException>(() => submitted)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_link_is_asked_after_and_given_up()
    {
        time.Advance(SmppLimits.EnquireEvery);
        await peer.AnswerAsync(await peer.NextAsync(), SmppCommand.EnquireLinkResp, 0);
        while (!connection.Closed.IsCompleted)
        {
            time.Advance(SmppLimits.ResponseTimeout);
            await Task.Yield();
        }

        Assert.Contains("EnquireLink", await connection.Closed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_enquiry_and_an_unknown_request_are_answered()
    {
        await peer.SendAsync(SmppHeader.Pdu(SmppCommand.EnquireLink, 0, 5, []));
        Assert.Equal((SmppCommand.EnquireLinkResp, 5u), Shape(await peer.NextAsync()));
        await peer.SendAsync(SmppHeader.Pdu((SmppCommand)0x00000103, 0, 6, []));
        var nack = await peer.NextAsync();
        Assert.Equal((SmppCommand.GenericNack, 6u), Shape(nack));
        Assert.Equal(SmppStatus.InvalidCommandId, nack.Header.Status);
    }

    [Fact]
    public async Task A_receipt_that_cannot_be_stored_is_asked_for_again_and_a_malformed_one_is_refused()
    {
        byte[] receipt = [0, 0, 0, 0, 0, 0, 0, 0x04, 0, 0, 0, 0, 0, 0, 0, 0, 18, .. "id:m1 stat:DELIVRD"u8];
        await peer.SendAsync(SmppHeader.Pdu(SmppCommand.DeliverSm, 0, 7, receipt));
        Assert.Equal(SmppStatus.TemporaryReceiverError, (await peer.NextAsync()).Header.Status);
        await peer.SendAsync(SmppHeader.Pdu(SmppCommand.DeliverSm, 0, 8, [1, 2, 3]));
        Assert.Equal(SmppStatus.InvalidCommandLength, (await peer.NextAsync()).Header.Status);
    }

    [Fact]
    public async Task A_length_that_is_none_ends_the_connection()
    {
        await peer.SendAsync([0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        Assert.Equal(SmppCommand.GenericNack, (await peer.NextAsync()).Header.Command);
        Assert.Contains("is none", await connection.Closed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_centre_that_unbinds_us_or_hangs_up_ends_what_waits()
    {
        var submitted = Submit();
        await peer.NextAsync();
        await peer.SendAsync(SmppHeader.Pdu(SmppCommand.Unbind, 0, 9, []));
        Assert.Equal(SmppCommand.UnbindResp, (await peer.NextAsync()).Header.Command);
        await Assert.ThrowsAsync<SmppException>(() => submitted);
        await Assert.ThrowsAsync<SmppException>(Submit);
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_is_passed_over()
    {
        await peer.SendAsync(SmppHeader.Pdu(SmppCommand.SubmitSmResp, 0, 4711, "m\0"u8));
        var submitted = Submit();
        await peer.AnswerAsync(await peer.NextAsync(), SmppCommand.SubmitSmResp, 0, "m1\0"u8.ToArray());
        Assert.Equal("m1", SubmitSm.MessageId((await submitted).Body));
    }

    private static (SmppCommand, uint) Shape(SmppPdu pdu) => (pdu.Header.Command, pdu.Header.Sequence);

    private Task<SmppPdu> Submit() => connection.SubmitAsync(new SubmitSm(SourceAddress.Of("Kopek"), "79000000001", SmsParts.Of("Hi", 1)[0], true), TestContext.Current.CancellationToken);
}
