using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Engine.Lines;
using Kopek.Web.Partner.Products;

namespace Kopek.Web.Partner;

/// <summary>Why a line cannot have what is wished; <see cref="RefusalCode.None"/> where it can.</summary>
internal readonly record struct LineFinding(RefusalCode Refused, Money Limit);

/// <summary>
/// Looks at a line before anybody pays, by the very rules on a copy of it: closed, barred in a way that money does not end, of another operator, with another
/// least and most, or not able to have the pack. The rules look again when the money comes, and then it goes back by itself.
/// </summary>
internal static class LineCheck
{
    public static async Task<LineFinding> Look(PartnerParts parts, LineId line, PartnerProduct product, Money amount)
    {
        var trial = new DryRun(line, new LineCommand.TopUp(amount, LedgerAccount.PaymentsInTransit) { Pack = product.Pack?.Code });
        parts.Api.Shards.Post(trial);
        return await trial.Task switch
        {
            null => new LineFinding(RefusalCode.UnknownLine, Money.Zero),
            { Outcome.Refused: RefusalCode.LineClosed } => new LineFinding(RefusalCode.LineClosed, Money.Zero),
            var found when found.Operator != product.Operator.Terms.Code => new LineFinding(product.IsPlain ? RefusalCode.UnknownLine : RefusalCode.PackOfOtherOperator, Money.Zero),
            var found => new LineFinding(found.WhyNot, found.Outcome.Limit),
        };
    }
}
