using Kopek.Books.Notices;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Notices;
using Kopek.Engine.Lines;
using Microsoft.Extensions.Logging;

namespace Kopek.Gateways.Messages;

/// <summary>
/// Sends what waits in the outbox: intent first, then the call, then the outcome, each durable before the next. So nothing is lost by a crash, and what
/// was under way at a crash is marked as unknown instead of being sent again. Every channel has its own loop, so that a slow one holds up no other.
/// </summary>
public sealed class NoticeDispatcher : IAsyncDisposable
{
    /// <summary>Notices under way on one channel: as many as a crash can leave unknown.</summary>
    public const int MostUnderWay = 10;

    /// <summary>How often the outbox is looked at when nobody says that there is news: quiet hours end, pauses are over.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Pause after notices.db could not be used.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly NoticeStore store;
    private readonly Func<LineDirectory> directory;
    private readonly IReadOnlyList<IMessageChannel> channels;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly CancellationTokenSource stopping = new();
    private readonly Dictionary<NoticeChannel, SemaphoreSlim> wakes = Enum.GetValues<NoticeChannel>().ToDictionary(channel => channel, _ => new SemaphoreSlim(0));
    private Task[] loops = [];

    public NoticeDispatcher(NoticeStore store, Func<LineDirectory> directory, IReadOnlyList<IMessageChannel> channels, TimeProvider time, ILogger log)
    {
        this.store = store;
        this.directory = directory;
        this.channels = channels;
        this.time = time;
        this.log = log;
    }

    /// <summary>Adds to a notice of money where its receipt is; null where nobody could open it.</summary>
    public ReceiptLinks? Receipts { get; init; }

    private Moment Now => new(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Marks what a crash left under way, then begins. Throws <see cref="BooksException"/>.</summary>
    public void Start()
    {
        var interrupted = store.SettleInterrupted(Now);
        if (interrupted > 0)
        {
            MessageLog.Interrupted(log, interrupted);
        }

        store.Made += OnMade;
        loops = [.. Enum.GetValues<NoticeChannel>().Select(channel => Task.Run(() => LoopAsync(channel)))];
    }

    /// <summary>Takes nothing more, and waits for the outcome of what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        store.Made -= OnMade;
        await stopping.CancelAsync();
        await Task.WhenAll(loops);
        stopping.Dispose();
        foreach (var wake in wakes.Values)
        {
            wake.Dispose();
        }
    }

    /// <summary>Sends what is due on a channel now; false where there was nothing.</summary>
    internal async Task<bool> StepAsync(NoticeChannel kind)
    {
        var channel = channels.FirstOrDefault(known => known.Channel == kind);
        if (channel is { IsReady: false })
        {
            return false;
        }

        var taken = store.Take(Now, kind, MostUnderWay, channel is not null);
        // One after the other for a line, so that a holder reads them in their order.
        await Task.WhenAll(taken.GroupBy(notice => notice.Line).Select(async ofLine =>
        {
            foreach (var notice in ofLine)
            {
                await RecordAsync(notice, await SendAsync(channel!, notice));
            }
        }));
        return taken.Count > 0;
    }

    private async Task<SendOutcome> SendAsync(IMessageChannel channel, OutgoingNotice notice)
    {
        var address = notice.Channel == NoticeChannel.Email ? notice.Email : directory().NumbersOf(notice.Line)?.Msisdn;
        if (address is null)
        {
            return new SendOutcome.NotTried(notice.Channel == NoticeChannel.Email ? NoticeReasons.NoAddress : NoticeReasons.NoNumber);
        }

        try
        {
            var (link, waits) = Receipts is null ? (null, false) : await Receipts.Of(notice);
            if (waits && notice.Attempts < ReceiptLinks.MostLooks)
            {
                return new SendOutcome.Later(NoticeReasons.ReceiptComing, LookEvery);
            }

            // A channel that put it off has it with its link already.
            if (link is not null && !notice.Text.EndsWith(link, StringComparison.Ordinal))
            {
                notice = notice with { Text = $"{notice.Text} {link}" };
                store.Reword(notice.Id, notice.Text);
            }

            return await channel.SendAsync(notice, address, stopping.Token);
        }
        catch (Engine.Shards.ShardFailedException)
        {
            // Nothing was sent: the order's shard is being read anew, or the server stops.
            return new SendOutcome.Later(NoticeReasons.ReceiptComing, LookEvery);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // A bug of the channel: nobody knows how far it came. Its message could hold a number, so only its kind is told.
            MessageLog.ChannelFailed(log, notice.Channel, notice.Id, failed.GetType().Name);
            return new SendOutcome.Unknown("internal_error");
        }
    }

    /// <summary>Until it is stored: an outcome that is known must not become unknown because a disk was full for a while.</summary>
    private async Task RecordAsync(OutgoingNotice notice, SendOutcome outcome)
    {
        while (true)
        {
            try
            {
                store.Record(notice.Id, outcome, Now);
                MessageLog.Outcome(log, notice.Id, notice.Line.Value, notice.Kind, notice.Channel, outcome.GetType().Name);
                return;
            }
            catch (BooksException failed)
            {
                MessageLog.StoreFailed(log, failed.Message);
                if (stopping.IsCancellationRequested)
                {
                    return;
                }

                await PauseAsync(RetryAfter);
            }
        }
    }

    private async Task LoopAsync(NoticeChannel channel)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!await StepAsync(channel))
                {
                    await wakes[channel].WaitAsync(LookEvery, stopping.Token);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (BooksException failed)
            {
                MessageLog.StoreFailed(log, failed.Message);
                await PauseAsync(RetryAfter);
            }
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, time, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the caller sees it.
        }
    }

    private void OnMade()
    {
        foreach (var wake in wakes.Values)
        {
            if (wake.CurrentCount == 0)
            {
                wake.Release();
            }
        }
    }
}
