using Kopek.Core;
using Kopek.Core.Vouchers;
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

    private static readonly ApiOperation Post = new("POST", Path, "Make a batch of vouchers")
    {
        Description = $"Up to {MostVouchers}, all of one value. The PINs are in this answer and can never be had again: a repeat with the same key is refused, also while the first is still at work, and a batch whose answer was lost is made void. One that is made void while it is printed is refused with voucher_batch_void.",
        Request = """{"operator":"KDR","count":100,"value":{"value":50000,"currency":"RUB"},"expiresAt":"2027-11-23T09:00:00Z"}""",
        Answer = """{"batch":"5d41402abc4b2a76","operator":"KDR","value":{"value":50000,"currency":"RUB"},"expiresAt":"2027-11-23T09:00:00Z","vouchers":[{"serial":1,"pin":"1234567890123456"}]}""",
        Status = StatusCodes.Status201Created,
        IsChange = true,
    };

    private static readonly ApiOperation Get = new("GET", Path + "/{batch}", "A batch of vouchers")
    {
        Description = "How many were asked for (null for a batch from before that was kept), whether it was made void as a whole, and how many are active, redeemed and void. Fewer than asked for while it is printed, and where that broke off.",
        Answer = """{"batch":"5d41402abc4b2a76","operator":"KDR","value":{"value":50000,"currency":"RUB"},"count":100,"isVoid":false,"active":99,"redeemed":1,"void":0}""",
    };

    private static readonly ApiOperation Void = new("POST", Path + "/{batch}/void", "Take a batch out of sale")
    {
        Description = "What is redeemed stays redeemed, and is void if its order brings nothing and gives it back. While the batch is printed, the rest is made void by who prints it. No body. Repeating it is safe, and finishes one that broke off.",
        Answer = """{"batch":"5d41402abc4b2a76","operator":"KDR","value":{"value":50000,"currency":"RUB"},"count":100,"isVoid":true,"active":0,"redeemed":1,"void":99}""",
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
        var wish = new VoucherBatchCommand.Begin(OrderKey.Of("voucher-batch-maker", Guid.NewGuid().ToString()), batch, body!.Operator!, body.Count!.Value, body.Value!.Value.Amount, expires);
        if (await VoucherPrinting.Begin(parts, wish) is { } refused)
        {
            return refused;
        }

        var (voided, made) = await VoucherPrinting.Print(parts, wish);
        if (voided is not null)
        {
            return voided;
        }

        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Location = $"{Path}/{batch}";
        await JsonAnswer.Write(http, StatusCodes.Status201Created,
            new VoucherBatchMade(batch, wish.Operator, AmountView.Of(wish.Value, body.Value.Value.Currency), expires.ToString(), made), ApiJson.Default.VoucherBatchMade);
        return null;
    }

    private static async Task<Problem?> Read(HttpContext http, ApiParts parts)
    {
        var batch = http.Request.RouteValues["batch"] as string ?? "";
        var begun = await VoucherPrinting.Find(parts, batch);
        var vouchers = await parts.Shards.VouchersOf(batch);
        return begun is not null ? await Written(http, parts, batch, begun, begun.Operator, begun.Value, vouchers)
            // From before makers were journalled.
            : vouchers.Count > 0 ? await Written(http, parts, batch, null, vouchers[0].Operator, vouchers[0].Value, vouchers)
            : Unknown();
    }

    private static async Task<Problem?> MakeVoid(HttpContext http, ApiParts parts) =>
        await VoucherPrinting.MakeVoid(parts, http.Request.RouteValues["batch"] as string ?? "") ? await Read(http, parts) : Unknown();

    private static async Task<Problem?> Written(HttpContext http, ApiParts parts, string batch, VoucherBatch? begun, string operatorCode, Money value, IReadOnlyList<Voucher> vouchers)
    {
        int Count(VoucherStatus status) => vouchers.Count(voucher => voucher.Status == status);
        await JsonAnswer.Write(http, StatusCodes.Status200OK, new VoucherBatchView(batch, operatorCode, AmountView.Of(value, parts.CurrencyOf(operatorCode) ?? ""), begun?.Count, begun?.IsVoid ?? false,
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

internal sealed record VoucherBatchView(string Batch, string Operator, AmountView Value, int? Count, bool IsVoid, int Active, int Redeemed, int Void);
