using System.Runtime.CompilerServices;
using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Microsoft.Data.Sqlite;

namespace Kopek.Gateways.Payments.Sandbox;

/// <summary>
/// A provider that takes no real money and does what the amount's last two digits say (docs/payments.md). What it took is in sandbox.db and outlives a
/// restart. Thread-safe; all work is done in the thread pool.
/// </summary>
public sealed class SandboxProvider : IPaymentProvider, IDisposable
{
    private const int RowsOfPage = 200;

    private readonly SandboxBank bank;

    /// <summary>Throws <see cref="ArgumentException"/> where <see cref="SandboxOptions.Fault"/> says so, and <see cref="SandboxException"/>.</summary>
    public SandboxProvider(SandboxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        bank = new SandboxBank(options);
    }

    public string Name => "sandbox";

    /// <summary>It never forgets a key; the answer is that of the others, so that whoever tries it out meets the same rules.</summary>
    public TimeSpan KeyMemory => TimeSpan.FromHours(23);

    public Task<PaymentAnswer> Pay(PaymentRequest request, CancellationToken cancel) => Take(request, isPayerThere: true);

    public Task<PaymentAnswer> Charge(PaymentRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Method is null ? Task.FromResult(RequestFaults.Misconfigured("a charge needs a bound method")) : Take(request, isPayerThere: false);
    }

    public Task<PaymentAnswer> Find(string key, string? providerId, CancellationToken cancel) => Ask(() => bank.Find(key, providerId));

    public Task<PaymentAnswer> Refund(RefundRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RequestFaults.Of(request) is { } fault ? Task.FromResult(RequestFaults.Misconfigured(fault)) : Ask(() => bank.Refund(request));
    }

    public Task<PaymentAnswer> FindRefund(string key, string providerId, CancellationToken cancel) => Ask(() => bank.Find(key, null));

    public async IAsyncEnumerable<ProviderPayment> List(Moment from, Moment until, [EnumeratorCancellation] CancellationToken cancel)
    {
        var after = (Moment.Beginning, "");
        while (true)
        {
            var page = await Page(from, until, after, cancel).ConfigureAwait(false);
            foreach (var (row, key) in page)
            {
                yield return new ProviderPayment(row.Kind, key, row.Id, row.PaymentId, row.Status, row.Amount, row.Currency, row.Created);
            }

            if (page.Count < RowsOfPage)
            {
                yield break;
            }

            after = (page[^1].Row.Created, page[^1].Row.Id);
        }
    }

    public async Task<WebhookReading> ReadWebhook(ReceivedWebhook received, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(received);
        var verdict = WebhookSignature.Check(received.Headers.GetValueOrDefault(SandboxWebhooks.SignatureHeader), received.Body.Span, [bank.Secret], received.At);
        if (verdict != WebhookVerdict.Genuine)
        {
            return WebhookReading.Of(verdict);
        }

        if (SandboxWebhooks.Read(received.Body) is not var (name, id))
        {
            return WebhookReading.Of(WebhookVerdict.Malformed);
        }

        try
        {
            return await Task.Run(() => Reading(name, id), CancellationToken.None).ConfigureAwait(false);
        }
        catch (SqliteException)
        {
            return WebhookReading.Of(WebhookVerdict.TryLater);
        }
    }

    /// <summary>A payment for the page /sandbox/pay/{id}; null where there is none.</summary>
    public Task<SandboxPayment?> View(string id) =>
        Task.Run(() => bank.Look(id) is { Movement.Kind: ProviderPaymentKind.Payment } found ? Shown(found.Movement) : null);

    /// <summary>The payer confirmed on that page. Answers the payment as it is then, also where it was over before; null where there is none.</summary>
    public Task<SandboxPayment?> Confirm(string id) => Task.Run(() => Shown(bank.Decide(id, isConfirmed: true)));

    /// <summary>The payer went away from that page.</summary>
    public Task<SandboxPayment?> Cancel(string id) => Task.Run(() => Shown(bank.Decide(id, isConfirmed: false)));

    /// <summary>
    /// Sends the webhooks that are due, signed now, each until <paramref name="send"/> says that it was taken (ten times at most, later and later).
    /// Answers how many were taken. For one caller at a time: two would send the same twice, which every receiver must bear anyway.
    /// </summary>
    public async Task<int> Deliver(Func<SandboxWebhook, CancellationToken, Task<bool>> send, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(send);
        var due = await Task.Run(() => bank.Do(now => bank.Events.Due(now, RowsOfPage)), CancellationToken.None).ConfigureAwait(false);
        var taken = 0;
        foreach (var (id, movement) in due)
        {
            var isTaken = bank.Look(movement) is not { } found || await send(Signed(id, found.Movement), cancel).ConfigureAwait(false);
            await Task.Run(() => Delivered(id, isTaken), CancellationToken.None).ConfigureAwait(false);
            taken += isTaken ? 1 : 0;
        }

        return taken;
    }

    public void Dispose() => bank.Dispose();

    private Task<PaymentAnswer> Take(PaymentRequest request, bool isPayerThere)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RequestFaults.Of(request) is { } fault ? Task.FromResult(RequestFaults.Misconfigured(fault)) : Ask(() => bank.Pay(request, isPayerThere));
    }

    /// <summary>Not cancelled: what has begun is finished, and its answer is worth more than the wait.</summary>
    private static async Task<PaymentAnswer> Ask(Func<PaymentAnswer> work)
    {
        try
        {
            return await Task.Run(work, CancellationToken.None).ConfigureAwait(false);
        }
        catch (SqliteException failed)
        {
            return PaymentAnswer.Unknown($"sandbox: sandbox.db could not be used (SQLite {failed.SqliteErrorCode})");
        }
    }

    private async Task<List<(SandboxMovement Row, string? Key)>> Page(Moment from, Moment until, (Moment At, string Id) after, CancellationToken cancel)
    {
        try
        {
            return await Task.Run(() => bank.Page(from, until, after, RowsOfPage), cancel).ConfigureAwait(false);
        }
        catch (SqliteException failed)
        {
            throw new ProviderUnavailableException($"sandbox.db could not be used (SQLite {failed.SqliteErrorCode})", failed);
        }
    }

    private WebhookReading Reading(string name, string id) => bank.Look(id) is var (movement, answer)
        ? new WebhookReading(WebhookVerdict.Genuine, movement.Kind, name, movement.Key ?? bank.KeyOf(movement.PaymentId), movement.Id, answer)
        : WebhookReading.Of(WebhookVerdict.Ignored);

    private SandboxWebhook Signed(long id, SandboxMovement movement)
    {
        var body = SandboxWebhooks.Body(id, movement);
        return new SandboxWebhook(id, WebhookSignature.Sign(bank.Secret, bank.Now, body), body);
    }

    private bool Delivered(long id, bool isTaken) => bank.Do(now =>
    {
        if (isTaken)
        {
            bank.Events.Delivered(id);
        }
        else
        {
            bank.Events.Refused(id, now);
        }

        return isTaken;
    });

    private static SandboxPayment? Shown(SandboxMovement? row) => row is null
        ? null
        : new SandboxPayment(row.Id, row.OrderNumber, row.Description, row.Amount, row.Currency, row.Status, row.Reason, row.Status == PaymentStatus.NeedsPayer, row.ReturnUrl);
}
