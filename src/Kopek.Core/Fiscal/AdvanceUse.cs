using Kopek.Core.Ledger;
using Kopek.Core.Lines;

namespace Kopek.Core.Fiscal;

/// <summary>
/// What of the money that was paid in for a line its service used up: the sum that an offset settles (tag 1215). Bonus and promised money is no advance that
/// anybody paid; what it carries counts when a payment fills the debt or repays the promise. So, always: paid in = used + taken back + what is left.
/// </summary>
public static class AdvanceUse
{
    /// <summary>
    /// Applies an event to a line, as <see cref="LineState"/> does, and answers what it used of the advances. Less than zero where service is not paid
    /// for any more: the network gave a charge back, or a payer's bank took a payment back that was spent.
    /// </summary>
    public static Money Apply(Line line, Moment at, LineEvent happened)
    {
        ArgumentNullException.ThrowIfNull(line);
        var before = PaidIn(line);
        LineState.Apply(line, at, happened);
        var spent = before - PaidIn(line);
        return happened switch
        {
            // A fee that comes back with a transfer which failed was never paid in anew.
            LineEvent.MoneyAdded { Kind: LotKind.TopUp, Source: not LedgerAccount.RevenueFees } e => e.Amount + spent,
            LineEvent.LotsTaken e => e.Fee - e.Debt,
            _ => spent,
        };
    }

    /// <summary>What is left of the advances. A charge that was given back is one again.</summary>
    private static Money PaidIn(Line line) => Lots.Of(line.Lots, LotKind.TopUp) + Lots.Of(line.Lots, LotKind.Refund);
}
