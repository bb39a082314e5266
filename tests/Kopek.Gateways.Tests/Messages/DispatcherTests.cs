using System.Collections.Concurrent;
using Kopek.Books.Notices;
using Kopek.Core.Notices;
using Kopek.Gateways.Messages;

namespace Kopek.Gateways.Tests.Messages;

public sealed class DispatcherTests
{
    [Fact]
    public async Task Without_any_channel_a_notice_is_recorded_as_not_sent()
    {
        await using var desk = new NoticeDesk();
        desk.Send();
        desk.TopUp(100);
        await desk.UntilAsync(notice => notice is { State: NoticeState.NotSent, Reason: NoticeReasons.NoChannel });
    }

    [Fact]
    public async Task A_holder_is_told_in_order_at_the_line_s_number()
    {
        await using var desk = new NoticeDesk();
        var channel = new ScriptedChannel();
        for (var count = 1; count <= 5; count++)
        {
            desk.TopUp(count * 100);
        }

        desk.Send(channel);
        await desk.UntilAsync(notice => notice.State == NoticeState.Sent);
        Assert.Equal(["100.00", "200.00", "300.00", "400.00", "500.00"], channel.Got.Select(got => got.Text.Split(' ')[1]));
        Assert.All(channel.Got, got => Assert.Equal("79000000001", got.Address));
    }

    [Fact]
    public async Task A_channel_that_is_not_ready_is_not_bothered()
    {
        await using var desk = new NoticeDesk();
        var channel = new ScriptedChannel { IsReady = false };
        desk.TopUp(100);
        desk.Send(channel);
        desk.TopUp(100);
        Assert.All(desk.Told(), notice => Assert.Equal((NoticeState.Waiting, 0), (notice.State, notice.Attempts)));
    }

    [Fact]
    public async Task A_channel_that_breaks_leaves_the_outcome_unknown_and_the_next_notice_goes_out()
    {
        await using var desk = new NoticeDesk();
        var channel = new ScriptedChannel();
        channel.Fails.Enqueue(new InvalidOperationException("a bug"));
        desk.Send(channel);
        desk.TopUp(100);
        await desk.UntilAsync(notice => notice is { State: NoticeState.Unknown, Reason: "internal_error" });
        desk.TopUp(100);
        await desk.UntilAsync(notice => notice.State == NoticeState.Sent);
        Assert.Single(channel.Got);
    }

    [Fact]
    public async Task What_was_under_way_at_a_crash_is_marked_and_not_sent_again()
    {
        await using var desk = new NoticeDesk();
        desk.TopUp(100);
        Assert.Single(desk.Store.Take(desk.Told()[0].Made, NoticeChannel.Sms, 10, isConfigured: true));
        var channel = new ScriptedChannel();
        desk.Send(channel);
        desk.TopUp(200);
        await desk.UntilAsync(notice => notice.State == NoticeState.Sent);
        Assert.Equal((NoticeState.Unknown, NoticeReasons.Interrupted), (desk.Told()[1].State, desk.Told()[1].Reason));
        Assert.Single(channel.Got);
    }

    [Fact]
    public async Task A_notice_of_money_that_is_put_off_has_its_receipt_once()
    {
        await using var desk = new NoticeDesk();
        var channel = new ScriptedChannel { PutsOff = 2 };
        desk.Sell(150);
        desk.Send(channel);
        await desk.UntilAsync(notice => notice.State == NoticeState.Sent);
        var (_, text) = Assert.Single(channel.Got);
        Assert.Equal("Received: 150.00 RUB. Your balance is 160.00 RUB. Receipt KDR-0000001: https://kopek.example/r/KDR1", text);
        Assert.Equal(text, desk.Told()[0].Text);
    }

    private sealed class ScriptedChannel : IMessageChannel
    {
        /// <summary>So many times the other side is busy.</summary>
        public int PutsOff { get; set; }
        public ConcurrentQueue<(string Address, string Text)> Got { get; } = new();
        public ConcurrentQueue<Exception> Fails { get; } = new();
        public NoticeChannel Channel => NoticeChannel.Sms;
        public bool IsReady { get; init; } = true;

        public Task<SendOutcome> SendAsync(OutgoingNotice notice, string address, CancellationToken cancellation)
        {
            if (Fails.TryDequeue(out var failure))
            {
                return Task.FromException<SendOutcome>(failure);
            }

            if (PutsOff-- > 0)
            {
                return Task.FromResult<SendOutcome>(new SendOutcome.Later("busy", TimeSpan.Zero));
            }

            Got.Enqueue((address, notice.Text));
            return Task.FromResult<SendOutcome>(new SendOutcome.Accepted(null));
        }
    }
}
