using System.Security.Cryptography;
using System.Text.Json;
using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;

namespace Kopek.Gateways.Payments.Sandbox;

/// <summary>
/// The rules of the sandbox over its tables: one user at a time, every call one durable transaction, and what fell due until now happens first. The same
/// key with the same content is the same movement; with other content nothing is done.
/// </summary>
internal sealed class SandboxBank : IDisposable
{
    /// <summary>Of what is due, at a time; the rest comes with the next call.</summary>
    private const int MostDue = 1000;

    private readonly Lock gate = new();
    private readonly SandboxOptions options;
    private readonly SandboxDatabase database;
    private readonly SandboxTable table;

    public SandboxBank(SandboxOptions options)
    {
        this.options = options;
        database = new SandboxDatabase(options.Folder);
        table = new SandboxTable(database);
        Events = new SandboxEvents(database);
        database.Run("INSERT OR IGNORE INTO meta (id, secret) VALUES (1, $1)", RandomNumberGenerator.GetHexString(64, lowercase: true));
        Secret = options.WebhookSecret ?? (string)database.Scalar("SELECT secret FROM meta")!;
    }

    /// <summary>Signs webhooks.</summary>
    public string Secret { get; }

    public SandboxEvents Events { get; }

    public Moment Now => new(options.Time.GetUtcNow().ToUnixTimeMilliseconds());

    public PaymentAnswer Pay(PaymentRequest request, bool isPayerThere) => Do(now =>
    {
        var digest = SandboxDigest.Of(request, isPayerThere);
        if (table.ByKey(request.Key) is { } known)
        {
            return known.Digest.AsSpan().SequenceEqual(digest) ? Answer(known) : Conflict();
        }

        var outcome = SandboxOutcomes.OfPayment(request.Amount);
        if (outcome == SandboxOutcome.RequestLost)
        {
            return PaymentAnswer.Unknown("sandbox: no answer within the time");
        }

        var made = SandboxRules.Payment(request, digest, outcome, isPayerThere, request.Method is { } method && table.Method(method) is null, options, now);
        table.Add(made);
        Settled(made, now);
        return outcome == SandboxOutcome.AnswerLost && made.Status == PaymentStatus.Succeeded ? PaymentAnswer.Unknown("sandbox: no answer within the time") : Answer(table.ById(made.Id)!);
    });

    public PaymentAnswer Refund(RefundRequest request) => Do(now =>
    {
        var digest = SandboxDigest.Of(request);
        if (table.ByKey(request.Key) is { } known)
        {
            return known.Digest.AsSpan().SequenceEqual(digest) ? Answer(known) : Conflict();
        }

        var outcome = SandboxOutcomes.OfRefund(request.Amount);
        if (outcome == SandboxOutcome.RequestLost)
        {
            return PaymentAnswer.Unknown("sandbox: no answer within the time");
        }

        if (table.ById(request.ProviderId) is not { Kind: ProviderPaymentKind.Payment, Status: PaymentStatus.Succeeded } payment || payment.Currency != request.Currency)
        {
            return RequestFaults.Misconfigured("sandbox: no payment that can be given back");
        }

        if (request.Amount > payment.Amount - table.TakenBack(payment.Id))
        {
            return RequestFaults.Misconfigured("sandbox: more than is left of the payment");
        }

        var made = SandboxRules.Refund(request, digest, outcome, options, now);
        table.Add(made);
        Settled(made, now);
        return outcome == SandboxOutcome.AnswerLost ? PaymentAnswer.Unknown("sandbox: no answer within the time") : Answer(made);
    });

    public PaymentAnswer Find(string key, string? id) =>
        Do(_ => (table.ByKey(key) ?? (id is null ? null : table.ById(id))) is { } known ? Answer(known) : new PaymentAnswer(PaymentStatus.NotFound, null, Money.Zero));

    /// <summary>A movement with what is to be said of it; null where there is none.</summary>
    public (SandboxMovement Movement, PaymentAnswer Answer)? Look(string id) =>
        Do<(SandboxMovement, PaymentAnswer)?>(_ => table.ById(id) is { } known ? (known, Answer(known)) : null);

    public string? KeyOf(string id) => Do(_ => table.ById(id)?.Key);

    /// <summary>With the key, of a chargeback the payment's.</summary>
    public List<(SandboxMovement Row, string? Key)> Page(Moment from, Moment until, (Moment At, string Id) after, int most) =>
        Do(_ => table.Page(from, until, after, most).ConvertAll(row => (row, row.Key ?? table.ById(row.PaymentId)?.Key)));

    /// <summary>The payer has decided. Null where there is no such payment; one that waits for nobody stays as it is.</summary>
    public SandboxMovement? Decide(string id, bool isConfirmed) => Do(now =>
    {
        if (table.ById(id) is not { Kind: ProviderPaymentKind.Payment } known)
        {
            return null;
        }

        if (known.Status == PaymentStatus.NeedsPayer)
        {
            Settle(known, isConfirmed ? SandboxNext.Succeed : SandboxNext.Cancel, now);
        }

        return table.ById(id);
    });

    /// <summary>Something on the tables, alone.</summary>
    public T Do<T>(Func<Moment, T> work)
    {
        lock (gate)
        {
            return database.Transaction(() =>
            {
                var now = Now;
                foreach (var due in table.Due(now, MostDue))
                {
                    Settle(due, due.Next, now);
                }

                return work(now);
            });
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            database.Dispose();
        }
    }

    private static PaymentAnswer Conflict() => PaymentAnswer.Unknown("sandbox: the key was used with other content, nothing was done");

    private void Settle(SandboxMovement row, SandboxNext next, Moment now)
    {
        if (next == SandboxNext.ChargeBack)
        {
            table.Change(row with { Next = SandboxNext.Nothing, Due = null });
            var left = row.Amount - table.TakenBack(row.Id);
            if (left > Money.Zero)
            {
                var back = SandboxRules.Chargeback(row, left, now);
                table.Add(back);
                Events.Add(back.Id, now);
            }

            return;
        }

        var settled = SandboxRules.Settle(row, next);
        table.Change(settled);
        Settled(settled, now);
    }

    /// <summary>A movement has come to a state: its method is bound where that was wanted, and whoever listens will be told.</summary>
    private void Settled(SandboxMovement row, Moment now)
    {
        if (row is { Status: PaymentStatus.Succeeded, Saves: true, Method: null })
        {
            var method = SandboxRules.Method(now);
            table.AddMethod(method);
            table.Change(row with { Method = method.Id });
        }

        Events.Add(row.Id, now);
    }

    private PaymentAnswer Answer(SandboxMovement row) => new(row.Status, row.Id, row.Status == PaymentStatus.Succeeded ? row.Amount : Money.Zero)
    {
        Reason = row.Reason,
        RedirectUrl = row.Status == PaymentStatus.NeedsPayer ? new Uri(options.PublicUrl, $"sandbox/pay/{row.Id}") : null,
        Bound = row is { Saves: true, Method: { } method } ? table.Method(method) : null,
    };
}

/// <summary>What makes two requests the same.</summary>
internal static class SandboxDigest
{
    public static byte[] Of(PaymentRequest request, bool isPayerThere) => Of(
        "payment", isPayerThere ? "there" : "away", request.OrderNumber, $"{request.Amount.Kopeks}", request.Currency, request.Description, request.Token, request.Method,
        request.SaveMethod ? "save" : "", request.ReturnUrl?.OriginalString);

    public static byte[] Of(RefundRequest request) => Of("refund", request.ProviderId, $"{request.Amount.Kopeks}", request.Currency, request.Reason);

    // JSON keeps the parts apart, whatever is in them; the digest keeps the token out of the file.
    private static byte[] Of(params string?[] parts) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts));
}
