using Kopek.Books.Notices;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Notices;
using Microsoft.Extensions.Logging;

namespace Kopek.Gateways.Messages.Smpp;

/// <summary>
/// The way by SMS: keeps a connection to the SMS centre, tries again with growing pauses, slows down when the centre asks for it, sends notices in their
/// parts, and stores receipts.
/// </summary>
public sealed class SmsCentre : IMessageChannel, IAsyncDisposable
{
    private readonly SmppOptions options;
    private readonly NoticeStore store;
    private readonly ILogger log;
    private readonly SourceAddress source;
    private readonly CancellationTokenSource stopping = new();
    private Task keeping = Task.CompletedTask;
    private Task answering = Task.CompletedTask;
    private SmsAnswering? answers;
    private int reference;
    private SmppConnection? connection;
    private long pausedUntil;
    private long throttle;

    /// <summary>Throws <see cref="ArgumentException"/> where <see cref="SmppOptions.Fault"/> says so.</summary>
    public SmsCentre(SmppOptions options, NoticeStore store, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        this.options = options;
        this.store = store;
        this.log = log;
        source = SourceAddress.Of(options.Sender);
    }

    public NoticeChannel Channel => NoticeChannel.Sms;

    public bool IsReady => Volatile.Read(ref connection) is { Closed.IsCompleted: false } && Now >= Volatile.Read(ref pausedUntil);

    private long Now => options.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Begins to connect.</summary>
    /// <param name="answer">Id, sender and text of what a holder wrote to us give the answer; null for none. Where it is null itself, nobody reads what is written.</param>
    public void Start(Func<string, string, string, Task<string?>>? answer = null)
    {
        if (answer is not null)
        {
            answers = new SmsAnswering(answer, AnswerAsync, options.Time, log);
            answering = Task.Run(() => answers.RunAsync(stopping.Token));
        }

        keeping = Task.Run(KeepAsync);
    }

    public async Task<SendOutcome> SendAsync(OutgoingNotice notice, string address, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var parts = SmsParts.Of(notice.Text, unchecked((byte)notice.Id));
        for (var index = 0; index < parts.Count; index++)
        {
            if (Volatile.Read(ref connection) is not { Closed.IsCompleted: false } bound)
            {
                return index == 0 ? new SendOutcome.Later("not_connected", SmppLimits.FirstReconnect) : new SendOutcome.Unknown("partly_accepted");
            }

            // Another notice of the same batch was told to be slower.
            if (index == 0 && Volatile.Read(ref pausedUntil) - Now is var rest and > 0)
            {
                return new SendOutcome.Later("throttled", TimeSpan.FromMilliseconds(rest));
            }

            var isLast = index == parts.Count - 1;
            var outcome = await SubmitAsync(bound, new SubmitSm(source, address, parts[index], isLast), cancellation);
            if (isLast || outcome is not SendOutcome.Accepted)
            {
                return index > 0 && outcome is not SendOutcome.Accepted ? new SendOutcome.Unknown("partly_accepted") : outcome;
            }
        }

        return new SendOutcome.Refused("empty_text");
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await keeping;
        await answering;
        stopping.Dispose();
    }

    /// <summary>Once, without a record: who gets none asks again.</summary>
    private async Task AnswerAsync(string to, string text)
    {
        foreach (var part in SmsParts.Of(text, unchecked((byte)Interlocked.Increment(ref reference))))
        {
            if (Volatile.Read(ref connection) is not { Closed.IsCompleted: false } bound
                || await SubmitAsync(bound, new SubmitSm(source, to, part, false), stopping.Token) is not SendOutcome.Accepted)
            {
                return;
            }
        }
    }

    /// <summary>What an answer means for the notice.</summary>
    internal SendOutcome Judge(uint status, Func<string> messageId)
    {
        if (status == SmppStatus.Ok)
        {
            Volatile.Write(ref throttle, 0);
            var id = messageId();
            return new SendOutcome.Accepted(id.Length == 0 ? null : id);
        }

        if (SmppStatus.IsThrottling(status))
        {
            var pause = Pause();
            MessageLog.Throttled(log, status, (long)pause.TotalMilliseconds);
            return new SendOutcome.Later("throttled", pause);
        }

        return SmppStatus.IsTemporary(status) ? new SendOutcome.Later("centre_error", SmppLimits.LongestThrottle) : new SendOutcome.Refused($"smpp_0x{status:x8}");
    }

    private async Task<SendOutcome> SubmitAsync(SmppConnection bound, SubmitSm message, CancellationToken cancellation)
    {
        try
        {
            var answer = await bound.SubmitAsync(message, cancellation);
            return Judge(answer.Header.Status, () => SubmitSm.MessageId(answer.Body));
        }
        catch (SmppException)
        {
            return new SendOutcome.Unknown("no_answer");
        }
        catch (OperationCanceledException)
        {
            return new SendOutcome.Later("stopping", SmppLimits.FirstReconnect);
        }
        catch (ArgumentException)
        {
            // No number of a subscriber is longer than the protocol's field.
            return new SendOutcome.Refused("address_invalid");
        }
    }

    /// <summary>Doubled with each answer of the kind, up to a minute; an accepted message begins anew.</summary>
    private TimeSpan Pause()
    {
        var next = Math.Clamp(Volatile.Read(ref throttle) * 2, (long)SmppLimits.FirstThrottle.TotalMilliseconds, (long)SmppLimits.LongestThrottle.TotalMilliseconds);
        Volatile.Write(ref throttle, next);
        Volatile.Write(ref pausedUntil, Now + next);
        return TimeSpan.FromMilliseconds(next);
    }

    private async Task KeepAsync()
    {
        var pause = SmppLimits.FirstReconnect;
        while (!stopping.IsCancellationRequested)
        {
            string reason;
            try
            {
                await using var bound = await SmppConnection.BindAsync(options, Store, stopping.Token, answers is { } taking ? taking.Take : null);
                MessageLog.Bound(log, options.Host, options.Port);
                pause = SmppLimits.FirstReconnect;
                Volatile.Write(ref connection, bound);
                reason = await bound.Closed.WaitAsync(stopping.Token);
            }
            catch (SmppException failed)
            {
                reason = failed.Message;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            finally
            {
                Volatile.Write(ref connection, null);
            }

            MessageLog.Unbound(log, options.Host, options.Port, reason, (long)pause.TotalSeconds);
            try
            {
                await Task.Delay(pause, options.Time, stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, SmppLimits.LongestReconnect.Ticks));
        }
    }

    private bool Store(DeliveryReceipt receipt)
    {
        try
        {
            if (receipt.IsDelivered is { } isDelivered)
            {
                store.RecordReceipt(receipt.MessageId, isDelivered, isDelivered ? null : receipt.State, new Moment(Now));
            }

            return true;
        }
        catch (BooksException failed)
        {
            MessageLog.StoreFailed(log, failed.Message);
            return false;
        }
    }
}
