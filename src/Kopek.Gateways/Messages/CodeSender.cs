using System.Globalization;
using Kopek.Books.Notices;
using Kopek.Books.People.SignIns;
using Kopek.Core;
using Kopek.Core.Notices;
using Kopek.Engine.Lines;
using Microsoft.Extensions.Logging;

namespace Kopek.Gateways.Messages;

/// <summary>
/// Sends one-time codes by the channels of the notices, but past their outbox: a code stands in no database and in no log. What a crash takes with it, its
/// holder asks for again.
/// </summary>
public sealed class CodeSender(IReadOnlyList<IMessageChannel> channels, Func<LineDirectory> directory, TimeProvider time, ILogger log) : ICodeSender, IAsyncDisposable
{
    /// <summary>Under way at a time: more than a server gets of people in a minute, and what a flood may hold in memory.</summary>
    public const int MostUnderWay = 200;

    /// <summary>A code that is not out by then is better asked for anew.</summary>
    private static readonly TimeSpan tryFor = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly HashSet<Task> underWay = [];
    private long sent;

    private Moment Now => new(time.GetUtcNow().ToUnixTimeMilliseconds());

    public bool Has(NoticeChannel channel) => channels.Any(known => known.Channel == channel);

    public void Send(CodeMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        lock (gate)
        {
            underWay.RemoveWhere(task => task.IsCompleted);
            if (underWay.Count >= MostUnderWay || stopping.IsCancellationRequested)
            {
                MessageLog.CodeNotSent(log, message.Line.Value, "too_many_under_way");
                return;
            }

            underWay.Add(Task.Run(() => SendAsync(message)));
        }
    }

    /// <summary>Waits for what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        Task[] left;
        lock (gate)
        {
            left = [.. underWay];
        }

        await Task.WhenAll(left);
        stopping.Dispose();
    }

    private async Task SendAsync(CodeMessage message)
    {
        try
        {
            var outcome = await TryAsync(message);
            if (outcome is not SendOutcome.Accepted)
            {
                MessageLog.CodeNotSent(log, message.Line.Value, outcome.GetType().Name);
            }
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // A bug of the channel, or we stop. Its message could hold a number or the code, so only its kind is told.
            MessageLog.CodeNotSent(log, message.Line.Value, failed.GetType().Name);
        }
    }

    private async Task<SendOutcome> TryAsync(CodeMessage message)
    {
        var kind = message.Email is null ? NoticeChannel.Sms : NoticeChannel.Email;
        var address = message.Email ?? directory().NumbersOf(message.Line)?.Msisdn;
        if (address is null || channels.FirstOrDefault(known => known.Channel == kind) is not { } channel)
        {
            return new SendOutcome.NotTried(address is null ? NoticeReasons.NoNumber : NoticeReasons.NoChannel);
        }

        // Of no kind, since it is no notice and stands in no record.
        var id = Interlocked.Increment(ref sent);
        var key = string.Create(CultureInfo.InvariantCulture, $"code-{Now.UnixMilliseconds}-{id}");
        var outgoing = new OutgoingNotice(id, key, message.Line, default, kind, message.Language, message.Email, message.Subject, message.Text, 1);
        var until = Now + tryFor;
        while (true)
        {
            var outcome = await channel.SendAsync(outgoing, address, stopping.Token);
            if (outcome is not SendOutcome.Later later || Now + later.After >= until)
            {
                return outcome;
            }

            await Task.Delay(later.After, time, stopping.Token);
        }
    }
}
