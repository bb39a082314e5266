using Kopek.Books.Partners;
using Kopek.Books.Storage;
using Kopek.Core;
using Microsoft.Extensions.Logging;

namespace Kopek.Gateways.Webhooks;

/// <summary>
/// Tells partners what waits in their outbox: intent, call, outcome, each durable before the next. A crash between call and outcome sends again; the message's
/// id is the same, so receivers know a repeat.
/// </summary>
public sealed class WebhookDispatcher : IAsyncDisposable
{
    /// <summary>Callbacks under way at a time, over all partners.</summary>
    public const int MostUnderWay = 64;

    private static readonly TimeSpan lookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan retryAfter = TimeSpan.FromSeconds(5);

    private readonly PartnerStore store;
    private readonly WebhookSender sender;
    private readonly Func<Callback, ReadOnlyMemory<byte>?> bodyOf;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly SemaphoreSlim wake = new(0);
    private readonly CancellationTokenSource stopping = new();
    private Task loop = Task.CompletedTask;

    /// <param name="bodyOf">The JSON of a callback; null where its transaction cannot be found.</param>
    public WebhookDispatcher(PartnerStore store, WebhookSender sender, Func<Callback, ReadOnlyMemory<byte>?> bodyOf, TimeProvider time, ILogger log)
    {
        this.store = store;
        this.sender = sender;
        this.bodyOf = bodyOf;
        this.time = time;
        this.log = log;
    }

    private Moment Now => new(time.GetUtcNow().ToUnixTimeMilliseconds());

    public void Start()
    {
        store.Made += OnMade;
        loop = Task.Run(LoopAsync);
    }

    /// <summary>Takes nothing more, and waits for the outcome of what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        store.Made -= OnMade;
        await stopping.CancelAsync();
        await loop;
        stopping.Dispose();
        wake.Dispose();
    }

    /// <summary>Sends what is due now; false where nothing was.</summary>
    internal async Task<bool> StepAsync()
    {
        var taken = await store.TakeCallbacks(MostUnderWay);
        await Task.WhenAll(taken.Select(SendAsync));
        return taken.Count > 0;
    }

    private async Task SendAsync(Callback callback)
    {
        var body = bodyOf(callback);
        var now = Now;
        var secrets = store.Directory.Find(callback.Partner)?.Secrets.Where(secret => now < secret.ValidUntil).Select(secret => secret.Bytes32).ToList() ?? [];
        var answer = body is { } json
            ? await sender.SendAsync(callback.Url, callback.MessageId, json, secrets, stopping.Token)
            : new WebhookAnswer(false, true, "no_transaction");
        var pause = answer.IsUnwanted ? null : WebhookSchedule.After(callback.Attempts);
        var state = answer.IsTaken ? CallbackState.Delivered : pause is null ? CallbackState.GivenUp : CallbackState.Waiting;
        await store.Settle(callback, state, Now + (pause ?? TimeSpan.Zero), answer.Words);
        WebhookLog.Outcome(log, callback.Id, callback.Partner, callback.Attempts, state, answer.Words);
    }

    private async Task LoopAsync()
    {
        var isFirst = true;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (isFirst)
                {
                    await store.SendInterruptedAgain();
                    isFirst = false;
                }

                if (!await StepAsync())
                {
                    await wake.WaitAsync(lookEvery, stopping.Token);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (BooksException failed)
            {
                WebhookLog.StoreFailed(log, failed.Message);
                isFirst = true;
                await PauseAsync();
            }
        }
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(retryAfter, time, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the loop sees it.
        }
    }

    private void OnMade()
    {
        if (wake.CurrentCount == 0)
        {
            wake.Release();
        }
    }
}
