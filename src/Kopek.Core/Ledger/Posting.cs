using Kopek.Core.Lines;

namespace Kopek.Core.Ledger;

/// <summary>One double entry: the same amount on the debit side of one account and on the credit side of another.</summary>
public readonly record struct Posting(LedgerAccount Debit, LedgerAccount Credit, Money Amount);

/// <summary>Which postings an event is. Reservations are state, not postings.</summary>
public static class Postings
{
    /// <summary>The postings of an event; none where no money moves.</summary>
    public static IEnumerable<Posting> Of(LineEvent happened)
    {
        var (first, second) = Both(happened);
        return ((Posting[])[first, second]).Where(posting => !posting.Amount.IsZero);
    }

    /// <summary>The same without garbage, for whoever posts every event: no event is more than two postings, and one of zero is none.</summary>
    public static (Posting First, Posting Second) Both(LineEvent happened) => happened switch
    {
        LineEvent.MoneyAdded e => (new(e.Source, LedgerAccount.AdvancesHeld, e.Amount), default),
        LineEvent.FeeCharged e => (new(LedgerAccount.AdvancesHeld, Revenue(e.Kind), e.Amount), default),
        LineEvent.UsageCharged e =>
            (new(LedgerAccount.AdvancesHeld, LedgerAccount.RevenueData, e.Charged), new(LedgerAccount.UncoveredUse, LedgerAccount.RevenueData, e.UncoveredValue)),
        LineEvent.DirectDebited e => (new(LedgerAccount.AdvancesHeld, LedgerAccount.RevenueData, e.Amount), default),
        LineEvent.PromisedPaymentRepaid e =>
            (new(LedgerAccount.AdvancesHeld, LedgerAccount.PromisedReceivable, e.Amount), new(LedgerAccount.AdvancesHeld, LedgerAccount.RevenueFees, e.Fee)),
        LineEvent.LotsTaken e =>
            (new(LedgerAccount.AdvancesHeld, e.Target, e.Total - e.Fee), new(LedgerAccount.AdvancesHeld, LedgerAccount.RevenueFees, e.Fee)),
        LineEvent.PromisedPaymentOverdue e => (new(LedgerAccount.AdvancesHeld, LedgerAccount.PromisedReceivable, e.TakenBack), default),
        _ => default,
    };

    private static LedgerAccount Revenue(FeeKind kind) => kind is FeeKind.Pack or FeeKind.AutoPack ? LedgerAccount.RevenuePacks : LedgerAccount.RevenueFees;
}
