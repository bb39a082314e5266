using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Payments;
using Kopek.Web.Care.Held;

namespace Kopek.Web.Care.Packs;

/// <summary>The least payment with which the line has a pack in the same step.</summary>
internal static class PackPayment
{
    /// <summary>Each try mends one bound: step, least, what an open fee and a debt take first.</summary>
    private const int MostTries = 6;

    /// <summary>Null where no payment buys it.</summary>
    public static async Task<TopUpQuote?> Of(OwnLine line, string pack, Money lacks)
    {
        var amount = Money.Max(new Money(1), lacks);
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await line.Call.Parts.Desk.Quote(line.Id, amount, pack, renewPlan: false) is not { } quote)
            {
                return null;
            }

            var least = Money.Max(amount, quote.Least);
            var whole = new Money((least.Kopeks + quote.Step.Kopeks - 1) / quote.Step.Kopeks * quote.Step.Kopeks);
            if (whole == amount && quote.Line.WhyNot == RefusalCode.None)
            {
                return quote;
            }

            if (whole == amount && quote.Line.WhyNot != RefusalCode.InsufficientFunds)
            {
                return null;
            }

            amount = whole == amount ? amount + quote.Line.Outcome.Limit : whole;
        }

        return null;
    }
}
