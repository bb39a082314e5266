using System.Globalization;
using System.Text.Json;
using Kopek.Books.Partners;
using Kopek.Core;
using Kopek.Web.Api;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Keys;
using Kopek.Web.Api.Problems;
using Kopek.Web.Partner.Products;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Partner.Own;

/// <summary>Selling over our own interface: one request, once for each Idempotency-Key for ever, and its repeat reads the same.</summary>
internal static class OwnTopUps
{
    public const string Path = "/partner/v1/top-ups";

    public static void Map(IEndpointRouteBuilder to, PartnerParts parts)
    {
        to.MapPost(Path, OwnEndpoint.For(parts, Create)).ExcludeFromDescription();
        to.MapGet(Path + "/{id}", OwnEndpoint.For(parts, One)).ExcludeFromDescription();
    }

    public static void Write(Utf8JsonWriter json, Sale sale)
    {
        var stored = sale.Stored;
        json.WriteStartObject();
        json.WriteNumber("id"u8, stored.Id);
        json.WriteString("key"u8, stored.ExternalId);
        json.WriteString("status"u8, TransactionStatuses.ClassNameOf(sale.Status).ToLowerInvariant());
        json.WriteString("msisdn"u8, stored.Msisdn);
        json.WriteString("operator"u8, stored.Operator);
        json.WriteString("pack"u8, stored.Pack);
        json.WriteBoolean("packDropped"u8, sale.PackDropped);
        Amount(json, "amount", stored.Amount, stored.Currency);
        Amount(json, "commission", stored.Commission, stored.Currency);
        Amount(json, "price", stored.Price, stored.Currency);
        json.WriteString("refused"u8, sale.Refused);
        json.WriteString("createdAt"u8, stored.CreatedAt.ToString());
        json.WriteString("finishedAt"u8, sale.FinishedAt.IsNever ? null : sale.FinishedAt.ToString());
        json.WriteEndObject();
    }

    public static void Amount(Utf8JsonWriter json, string name, Money amount, string currency)
    {
        json.WriteStartObject(name);
        json.WriteNumber("value"u8, amount.Kopeks);
        json.WriteString("currency"u8, currency);
        json.WriteEndObject();
    }

    private static async Task<Problem?> Create(HttpContext http, PartnerCall call)
    {
        if (call.Profile.Status != PartnerStatus.Authorised)
        {
            return new Problem(PartnerProblems.Suspended, "The operator has suspended the account. Reading still works; ask the operator.");
        }

        var body = new HeldBody();
        var problem = IdempotencyKey.Read(http.Request, out var key) ?? RequestBody.WrongHead(http.Request)
            ?? await RequestBody.Read(http.Request, BodyMembers.Msisdn | BodyMembers.Amount | BodyMembers.Pack, BodyMembers.Msisdn | BodyMembers.Amount, body);
        if (problem is not null)
        {
            return problem;
        }

        var (wish, wrong) = await Wish(call, key, body);
        if (wish is null)
        {
            return wrong;
        }

        var sale = await PartnerSale.Place(call, wish);
        if (!sale.IsNew)
        {
            if (sale.Stored.Digest != PartnerOrder.DigestOf(wish.Product.Code, wish.Msisdn, wish.Amount, wish.Product.Currency, wish.NeedsConfirmation))
            {
                return new Problem(ProblemKinds.IdempotencyKeyReused, "The key belongs to a request with another content, and nothing was done now. Take a new key for a new change.");
            }

            http.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
            // Where a crash left the wish without its order, asking again goes on with it.
            sale = await PartnerSale.Begin(call.Parts, sale.Stored);
        }

        return await Answer(http, StatusCodes.Status201Created, await PartnerSale.WaitFor(call.Parts, sale, http.RequestAborted));
    }

    private static async Task<(SaleWish? Wish, Problem? Problem)> Wish(PartnerCall call, string key, HeldBody body)
    {
        var pack = body.Value.Pack;
        var (amount, currency) = (body.Value.Amount, body.Value.Currency);
        if (!PartnerSale.TryFindLine(call.Parts, body.Value.Msisdn, out var msisdn, out var line))
        {
            return (null, ApiParts.UnknownLine());
        }

        if (currency != call.Profile.Currency)
        {
            return (null, new Problem(ProblemKinds.CurrencyMismatch, $"The float's money is {call.Profile.Currency}; nothing is exchanged here.") { Member = "amount.currency" });
        }

        var code = pack is null ? (await Engine.Shards.Asking.Ask(call.Parts.Api.Shards, line, static (found, _) => found.Operator)).Value is { } known ? PartnerProduct.PlainCode(known) : "" : PartnerProduct.PackCode(pack);
        if (call.Products.Find(code) is not { } product || !call.Profile.MaySell(product.Operator.Terms.Code) || product.Currency != currency)
        {
            return (null, new Problem(PartnerProblems.NotSold, "This number's operator or this pack is not among what the partner sells. GET /v1/products lists that."));
        }

        return product.Takes(amount)
            ? (new SaleWish(TransactionShape.Own, key, product, amount, msisdn, line, NeedsConfirmation: false, CallbackUrl: null), null)
            : (null, Outside(product, amount));
    }

    private static Problem Outside(PartnerProduct product, Money amount)
    {
        var isBelow = amount < product.Least;
        var kind = RuleProblems.Kind(isBelow ? Core.Lines.RefusalCode.AmountBelowMinimum : Core.Lines.RefusalCode.AmountAboveMaximum);
        var limit = isBelow ? product.Least : product.Most;
        return new Problem(kind, $"{Problem.Rubles(product.Least, product.Currency)} to {Problem.Rubles(product.Most, product.Currency)} in steps of {Problem.Rubles(product.Step, product.Currency)}. Nothing was done.")
        {
            Currency = product.Currency,
            Amounts = [(isBelow ? "minimum" : "maximum", limit)],
        };
    }

    private static async Task<Problem?> One(HttpContext http, PartnerCall call)
    {
        var isNumber = long.TryParse(http.Request.RouteValues["id"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var id);
        if (!isNumber || call.Parts.Store.Read(reader => reader.Find(call.Code, TransactionShape.Own, id)) is not { } stored)
        {
            return new Problem(PartnerProblems.UnknownTransaction, "This partner has no transaction of this number.");
        }

        var sale = await PartnerSale.Read(call.Parts, stored);
        await JsonAnswer.Write(http, StatusCodes.Status200OK, sale, Write);
        return null;
    }

    private static async Task<Problem?> Answer(HttpContext http, int status, Sale sale)
    {
        http.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"{Path}/{sale.Stored.Id}");
        if (PartnerProblems.Of(sale) is { } refused)
        {
            return refused;
        }

        await JsonAnswer.Write(http, status, sale, Write);
        return null;
    }
}
