using Kopek.Books.Vouchers;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Vouchers;
using Kopek.Engine.Accounts;
using Kopek.Engine.Orders;
using Kopek.Engine.Vouchers;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Keys;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime.Text;

namespace Kopek.Web.Api.Vouchers;

/// <summary>Makes batches of vouchers. The PINs are in the answer and nowhere else: a batch is printed once.</summary>
internal static class VoucherBatchEndpoint
{
    private const string Path = "/api/v1/voucher-batches";
    private const int MostVouchers = 10_000;

    /// <summary>Issued at a time: a commit each, and the answer is one piece anyway.</summary>
    private const int Together = 500;

    private static readonly ApiOperation Post = new("POST", Path, "Make a batch of vouchers")
    {
        Description = $"Up to {MostVouchers}, all of one value. The PINs are in this answer and can never be had again: a repeat with the same key is refused, also while the first is still at work, and a batch whose answer was lost is made void.",
        Request = """{"operator":"KDR","count":100,"value":{"value":50000,"currency":"RUB"},"expiresAt":"2027-11-23T09:00:00Z"}""",
        Answer = """{"batch":"5d41402abc4b2a76","operator":"KDR","value":{"value":50000,"currency":"RUB"},"expiresAt":"2027-11-23T09:00:00Z","vouchers":[{"serial":1,"pin":"1234567890123456"}]}""",
        Status = StatusCodes.Status201Created,
        IsChange = true,
    };

    private static readonly ApiOperation Get = new("GET", Path + "/{batch}", "A batch of vouchers")
    {
        Description = "How many of it are active, redeemed and void.",
        Answer = """{"batch":"5d41402abc4b2a76","operator":"KDR","value":{"value":50000,"currency":"RUB"},"active":99,"redeemed":1,"void":0}""",
    };

    private static readonly ApiOperation Void = new("POST", Path + "/{batch}/void", "Take a batch out of sale")
    {
        Description = "What is redeemed stays redeemed. No body. Repeating it is safe.",
        Answer = Get.Answer,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts)
    {
        Post.Map(to, ApiEndpoint.For(parts, Make));
        Get.Map(to, ApiEndpoint.For(parts, Read));
        Void.Map(to, ApiEndpoint.For(parts, MakeVoid));
    }

    private static async Task<Problem?> Make(HttpContext http, ApiParts parts)
    {
        if (IdempotencyKey.Read(http.Request, out var key) is { } keyProblem)
        {
            return keyProblem;
        }

        var (problem, body) = await BodyForm.Read<VoucherBatchBody>(http.Request);
        problem ??= Wrong(body!, parts, out _);
        if (problem is not null)
        {
            return problem;
        }

        Wrong(body!, parts, out var expires);
        var batch = $"{OrderKey.Of("voucher-batch", key).High:x16}";
        if (await Refused(parts, batch, body!, expires) is { } refused)
        {
            return refused;
        }

        var made = new List<VoucherView>(body!.Count!.Value);
        for (var first = 1; first <= body.Count; first += Together)
        {
            made.AddRange(await Task.WhenAll(Enumerable.Range(first, Math.Min(Together, body.Count.Value - first + 1)).Select(serial => Issue(parts, body, batch, serial, expires))));
        }

        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Location = $"{Path}/{batch}";
        await JsonAnswer.Write(http, StatusCodes.Status201Created,
            new VoucherBatchMade(batch, body.Operator!, AmountView.Of(body.Value!.Value.Amount, body.Value.Value.Currency), expires.ToString(), made), ApiJson.Default.VoucherBatchMade);
        return null;
    }

    /// <summary>
    /// Journals this request as the batch's maker before its first PIN, on the one shard that knows the batch: of two requests with one key, at one moment or
    /// with a crash between them, only one prints.
    /// </summary>
    private static async Task<Problem?> Refused(ApiParts parts, string batch, VoucherBatchBody body, Moment expires)
    {
        var maker = OrderKey.Of("voucher-batch-maker", Guid.NewGuid().ToString());
        var begun = await parts.Payments.Desk.Driver.Tell(VoucherBatch.KeyOf(batch),
            new VoucherBatchCommand.Begin(maker, batch, body.Operator!, body.Count!.Value, body.Value!.Value.Amount, expires));

        // Batches from before makers were journalled have vouchers and no maker.
        return begun.Refused == AccountRefusal.Conflict
            ? new Problem(ProblemKinds.IdempotencyKeyReused, "The key belongs to a request with another content, and nothing was done now. Take a new key for a new change.")
            : !begun.IsDone || (await parts.Shards.VouchersOf(batch)).Count > 0
            ? new Problem(ProblemKinds.VouchersPrinted, "This batch was made or is being made, and its PINs are shown once, in the first answer. If that was lost, wait until no request of this key is under way any more, make the batch void and take a new key.") { Order = batch }
            : null;
    }

    private static async Task<VoucherView> Issue(ApiParts parts, VoucherBatchBody body, string batch, int serial, Moment expires)
    {
        while (true)
        {
            var pin = VoucherPins.New();
            var answer = await parts.Payments.Desk.Driver.Tell(parts.Options.Payments.Pins.KeyOf(pin)!.Value, new VoucherCommand.Issue(batch, serial, body.Operator!, body.Value!.Value.Amount, expires));
            if (answer.IsDone)
            {
                return new VoucherView(serial, pin);
            }
        }
    }

    private static async Task<Problem?> Read(HttpContext http, ApiParts parts)
    {
        var batch = http.Request.RouteValues["batch"] as string ?? "";
        var vouchers = await parts.Shards.VouchersOf(batch);
        if (vouchers.Count > 0)
        {
            return await Written(http, parts, batch, vouchers[0].Operator, vouchers[0].Value, vouchers);
        }

        var query = new AccountQuery(VoucherBatch.KeyOf(batch));
        parts.Shards.Post(query);

        // It broke off before its first voucher.
        return await query.Task is VoucherBatch begun ? await Written(http, parts, batch, begun.Operator, begun.Value, vouchers) : Unknown();
    }

    private static async Task<Problem?> MakeVoid(HttpContext http, ApiParts parts)
    {
        var batch = http.Request.RouteValues["batch"] as string ?? "";
        foreach (var some in (await parts.Shards.VouchersOf(batch)).Where(voucher => voucher.Status == VoucherStatus.Active).Chunk(Together))
        {
            await Task.WhenAll(some.Select(voucher => parts.Payments.Desk.Driver.Tell(voucher.Key, new VoucherCommand.MakeVoid())));
        }

        return await Read(http, parts);
    }

    private static async Task<Problem?> Written(HttpContext http, ApiParts parts, string batch, string operatorCode, Money value, IReadOnlyList<Voucher> vouchers)
    {
        int Count(VoucherStatus status) => vouchers.Count(voucher => voucher.Status == status);
        await JsonAnswer.Write(http, StatusCodes.Status200OK, new VoucherBatchView(batch, operatorCode, AmountView.Of(value, parts.CurrencyOf(operatorCode) ?? ""),
            Count(VoucherStatus.Active), Count(VoucherStatus.Redeemed), Count(VoucherStatus.Void)), ApiJson.Default.VoucherBatchView);
        return null;
    }

    private static Problem? Wrong(VoucherBatchBody body, ApiParts parts, out Moment expires)
    {
        expires = default;
        if (body.Operator is null || body.Count is null || body.Value is not { } value || body.ExpiresAt is null)
        {
            return new Problem(ProblemKinds.MemberMissing, "Send operator, count, value and expiresAt.");
        }

        if (parts.Engine.Catalogue.At(parts.Now).FindOperator(body.Operator) is not { } terms)
        {
            return new Problem(ProblemKinds.MemberInvalid, "The catalogue has no such operator.") { Member = "operator" };
        }

        var reading = InstantPattern.ExtendedIso.Parse(body.ExpiresAt);
        expires = reading.Success ? Moment.FromInstant(reading.Value) : default;
        var plans = parts.Engine.Catalogue.At(parts.Now).Plans.Where(plan => plan.Operator == body.Operator).ToArray();
        var (least, most) = (new Money(plans.Min(plan => plan.MinTopUp.Kopeks)), new Money(plans.Max(plan => plan.MaxTopUp.Kopeks)));
        return value.Currency != terms.CurrencyCode ? new Problem(ProblemKinds.CurrencyMismatch, $"This operator's money is {terms.CurrencyCode}.") { Member = "value.currency" }
            : value.Amount < least || value.Amount > most ? new Problem(ProblemKinds.MemberInvalid, $"No line of this operator takes that at one time: {Problem.Rubles(least, value.Currency)} to {Problem.Rubles(most, value.Currency)}.") { Member = "value" }
            : body.Count is < 1 or > MostVouchers ? new Problem(ProblemKinds.MemberInvalid, $"It is 1 to {MostVouchers}.") { Member = "count" }
            : !reading.Success || expires <= parts.Now ? new Problem(ProblemKinds.MemberInvalid, "It is a moment to come, such as 2027-11-23T09:00:00Z.") { Member = "expiresAt" }
            : null;
    }

    private static Problem Unknown() => new(ProblemKinds.UnknownOrder, "There is no such batch of vouchers.");
}

internal sealed record VoucherBatchBody(string? Operator, int? Count, BodyAmount? Value, string? ExpiresAt);

internal sealed record VoucherBatchMade(string Batch, string Operator, AmountView Value, string ExpiresAt, IReadOnlyList<VoucherView> Vouchers);

internal sealed record VoucherView(int Serial, string Pin);

internal sealed record VoucherBatchView(string Batch, string Operator, AmountView Value, int Active, int Redeemed, int Void);
