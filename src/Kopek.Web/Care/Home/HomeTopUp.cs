using Kopek.Core.Lines;
using Kopek.Web.Care.Held;
using Kopek.Web.Care.TopUps;

namespace Kopek.Web.Care.Home;

/// <summary>The way from the balance to the money: amounts that lead to what is to be checked, and the last payment once more.</summary>
/// <param name="Again">Null where nothing was paid before.</param>
public sealed record HomeTopUp(IReadOnlyList<AmountChoice> Amounts, AgainView? Again)
{
    /// <summary>Null where a payment would be refused, as the top-up itself will see it: what is barred or ended takes no money.</summary>
    internal static async Task<HomeTopUp?> Of(OwnLine line)
    {
        var facts = line.Facts.Line;
        if (facts.Life == LineLife.Closed || facts.Bar is not (BarReason.None or BarReason.PromisedPaymentOverdue or BarReason.Chargeback)
            || await PaidLine.Of(line.Api, Recipient.Own(line.Session.Line), TopUpAmounts.Probe) is not { } paid)
        {
            return null;
        }

        return new HomeTopUp([.. (await TopUpAmounts.OfOwn(line.Call.Parts, paid, line.Today)).Select(amount => new AmountChoice(TopUpAmounts.Written(amount), line.Words.Amount(amount)))],
            await AgainEndpoint.Of(line));
    }
}
