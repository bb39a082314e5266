using Kopek.Books.Partners;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Engine.Shards;
using Kopek.Web.Partner.Products;

namespace Kopek.Web.Partner;

/// <summary>Why a line cannot have what is wished; <see cref="RefusalCode.None"/> where it can.</summary>
internal readonly record struct LineFinding(RefusalCode Refused, Money Limit)
{
    public static LineFinding Of(RefusalCode refused) => new(refused, Money.Zero);
}

/// <summary>
/// Looks at a line before anybody pays: closed, barred in a way that money does not end, of another operator, or with another least and most. The rules
/// look again when the money comes, and then it goes back by itself.
/// </summary>
internal static class LineCheck
{
    public static async Task<LineFinding> Look(PartnerParts parts, LineId line, PartnerProduct product, Money amount)
    {
        var version = parts.Api.Engine.Catalogue.At(parts.Now);
        var read = await parts.Api.Shards.Ask(line, (found, _) => Look(found, version, product, amount));
        return read.Found ? read.Value : LineFinding.Of(RefusalCode.UnknownLine);
    }

    private static LineFinding Look(Line line, CatalogueVersion version, PartnerProduct product, Money amount)
    {
        var plan = version.FindPlan(line.Plan);
        if (line.Life == LineLife.Closed)
        {
            return LineFinding.Of(RefusalCode.LineClosed);
        }

        if (line.Operator != product.Operator.Terms.Code)
        {
            return LineFinding.Of(product.IsPlain ? RefusalCode.UnknownLine : RefusalCode.PackOfOtherOperator);
        }

        // What a payment ends is no reason to refuse it; the other bars stay however much comes (ServiceState).
        if (line.Bar is not (BarReason.None or BarReason.PromisedPaymentOverdue or BarReason.Chargeback))
        {
            return LineFinding.Of(RefusalCode.LineBarred);
        }

        return plan is null ? default
            : amount < plan.MinTopUp ? new LineFinding(RefusalCode.AmountBelowMinimum, plan.MinTopUp)
            : amount > plan.MaxTopUp ? new LineFinding(RefusalCode.AmountAboveMaximum, plan.MaxTopUp)
            : product.Pack is { } pack ? LookAtPack(line, plan, pack, amount)
            : default;
    }

    private static LineFinding LookAtPack(Line line, Plan plan, DataPack pack, Money amount)
    {
        if (line.Life is not (LineLife.Active or LineLife.Grace) || line.Arrears == Arrears.PlanExpired)
        {
            return LineFinding.Of(RefusalCode.LineNotActive);
        }

        var owed = line.PromisedDebt + line.PromisedFee + (line.Arrears == Arrears.None ? Money.Zero : plan.Fee);
        var lacking = owed + pack.Price - line.Available - amount;
        return lacking > Money.Zero ? new LineFinding(RefusalCode.InsufficientFunds, lacking) : default;
    }
}
