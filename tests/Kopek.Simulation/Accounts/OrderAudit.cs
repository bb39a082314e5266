using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Journalling;
using Kopek.Engine.Orders;
using Kopek.Simulation.Holders;

namespace Kopek.Simulation.Accounts;

/// <summary>What holders and staff wished and were told against what the journal holds: one key, one content, one outcome, one effect.</summary>
internal static class OrderAudit
{
    private sealed record Story(OrderEvent.Placed Placed, long PlacedAt)
    {
        public OrderEvent.Settled? Settled { get; set; }
        public long SettledAt { get; set; }
        public List<LineEvent> Effects { get; } = [];
    }

    public static void Check(IReadOnlyList<Wish> wishes, List<JournalEntry> entries)
    {
        var stories = Stories(entries);
        var sent = wishes.ToLookup(wish => wish.Order);
        foreach (var story in stories.Values)
        {
            var placed = story.Placed;
            var wish = sent[placed.Order].FirstOrDefault(wish => wish.Digest == new ContentDigest(placed.DigestHigh, placed.DigestLow) && wish.Command == placed.Command);
            Claim.That(wish is not null, () => $"The journal holds {placed}, which nobody sent.");
            Claim.That(wish!.Numbers is not null || wish.Line == placed.Line, () => $"{wish} was carried out on line {placed.Line}.");
            Claim.That(story.Settled is not null, () => $"{wish} was placed and never settled.");
            CheckEffects(wish, story);
        }

        foreach (var wish in wishes)
        {
            stories.TryGetValue(wish.Order, out var story);
            foreach (var told in wish.Told)
            {
                Check(wish, told, story);
            }
        }
    }

    private static Dictionary<OrderId, Story> Stories(List<JournalEntry> entries)
    {
        var stories = new Dictionary<OrderId, Story>();
        var kept = new HashSet<OrderId>();
        foreach (var entry in entries)
        {
            if (entry.Event is OrderEvent.Placed e)
            {
                Claim.That(stories.TryAdd(e.Order, new Story(e, entry.Sequence)), () => $"{e} is in the journal twice.");
            }
        }

        foreach (var entry in entries)
        {
            switch (entry.Event)
            {
                case OrderEvent.PromiseKept e:
                    Claim.That(kept.Add(e.Order) && stories.ContainsKey(e.Order), () => $"{e} was kept twice, or never given.");
                    break;
                case OrderEvent.Settled e:
                    Claim.That(stories[e.Order].Settled is null, () => $"{e} was settled twice.");
                    (stories[e.Order].Settled, stories[e.Order].SettledAt) = (e, entry.Sequence);
                    break;
                case LineEvent happened when OrderOf(happened) is { } order && order != OrderId.None:
                    Claim.That(stories.TryGetValue(order, out var story) && story.Placed.Line == entry.Account, () => $"Line {entry.Account}: {happened} has an order that was not placed for it.");
                    stories[order].Effects.Add(happened);
                    break;
            }
        }

        return stories;
    }

    private static OrderId? OrderOf(LineEvent happened) => happened switch
    {
        LineEvent.MoneyAdded e => e.Order,
        LineEvent.FeeCharged e => e.Order,
        LineEvent.BucketGranted e => e.Order,
        LineEvent.PlanChanged e => e.Order,
        LineEvent.PlanChangeScheduled e => e.Order,
        LineEvent.PromisedPaymentTaken e => e.Order,
        LineEvent.PromisedPaymentRepaid e => e.Order,
        LineEvent.BarSet e => e.Order,
        LineEvent.LotsTaken e => e.Order,
        LineEvent.RoamingCapSet e => e.Order,
        LineEvent.AutoPackStopSet e => e.Order,
        _ => null,
    };

    private static void CheckEffects(Wish wish, Story story)
    {
        var outcome = story.Settled!.Outcome;
        if (!outcome.IsDone)
        {
            Claim.That(story.Effects.Count == 0, () => $"{wish} was refused ({outcome.Refused}) and had the effect {story.Effects[0]}.");
            return;
        }

        int Count<T>(Func<T, bool>? which = null) where T : LineEvent => story.Effects.OfType<T>().Count(which ?? (_ => true));
        var isWhole = wish.Command switch
        {
            LineCommand.TopUp c => Count<LineEvent.MoneyAdded>(e => e.Amount == c.Amount && e.Kind == LotKind.TopUp && e.Source == c.Source) == 1 && Count<LineEvent.MoneyAdded>() == 1
                && Count<LineEvent.FeeCharged>(e => e.Kind == FeeKind.Pack && e.Reference == c.Pack) == (c.Pack is null ? 0 : 1),
            LineCommand.TakeBack => Count<LineEvent.LotsTaken>(e => e.Target == LedgerAccount.PaymentsInTransit && e.Total == outcome.Amount) == 1 && story.Effects.Count == 1,
            LineCommand.ChargeBack c => Count<LineEvent.LotsTaken>(e => e.Target == LedgerAccount.ChargebacksReceivable && e.Total == c.Amount) == 1,
            LineCommand.TransferOut c => Count<LineEvent.LotsTaken>(e => e.Target == LedgerAccount.PaymentsInTransit && e.Total == c.Amount + c.Fee && e.Fee == c.Fee) == 1 && story.Effects.Count == 1,
            LineCommand.ReceiveTransfer c => Count<LineEvent.MoneyAdded>(e => e.Amount == c.Amount && e.Source == LedgerAccount.PaymentsInTransit) == 1 && Count<LineEvent.MoneyAdded>() == 1,
            LineCommand.ReturnTransfer c => Count<LineEvent.MoneyAdded>(e => e.Source == LedgerAccount.PaymentsInTransit && e.Amount == c.Amount) == 1
                && Count<LineEvent.MoneyAdded>(e => e.Source == LedgerAccount.RevenueFees && e.Amount == c.Fee) == (c.Fee.IsZero ? 0 : 1),
            LineCommand.Open c => Count<LineEvent.MoneyAdded>(e => e.Amount == c.OpeningBalance) == (c.OpeningBalance.IsZero ? 0 : 1),
            LineCommand.BuyPack => Count<LineEvent.FeeCharged>(e => e.Amount == outcome.Amount && e.Kind == FeeKind.Pack) == 1 && Count<LineEvent.BucketGranted>() == 1,
            LineCommand.TakePromisedPayment c => Count<LineEvent.MoneyAdded>(e => e.Amount == c.Amount && e.Kind == LotKind.Promised) == 1 && Count<LineEvent.PromisedPaymentTaken>() == 1,
            LineCommand.ChangePlan => Count<LineEvent.PlanChanged>() + Count<LineEvent.PlanChangeScheduled>() == 1,
            LineCommand.SetBar => Count<LineEvent.BarSet>() <= 1 && Count<LineEvent.BarSet>() == story.Effects.Count,
            LineCommand.SetRoamingCap c => Count<LineEvent.RoamingCapSet>(e => e.Cap == c.Cap) == story.Effects.Count && story.Effects.Count <= 1,
            LineCommand.SetAutoPackStop c => Count<LineEvent.AutoPackStopSet>(e => e.IsOn == c.IsOn) == story.Effects.Count && story.Effects.Count <= 1,
            _ => true,
        };
        Claim.That(isWhole, () => $"{wish} was done and had the effects {string.Join(", ", story.Effects)}.");
    }

    private static void Check(Wish wish, ToldOutcome told, Story? story)
    {
        var isOwn = story is not null && wish.Digest == new ContentDigest(story.Placed.DigestHigh, story.Placed.DigestLow);
        switch (told.Answer.Status)
        {
            case OrderStatus.Done:
                Claim.That(isOwn && story!.Settled?.Outcome == told.Answer.Outcome && story.SettledAt <= told.DurableThrough,
                    () => $"{wish} was told {told.Answer} and the journal says {story?.Placed} {story?.Settled}, durable through {told.DurableThrough}.");
                Claim.Same(story!.Placed.Line, told.Answer.Line, () => $"{wish}: its line");
                break;
            case OrderStatus.InFlight:
                Claim.That(isOwn && story!.PlacedAt <= told.DurableThrough, () => $"{wish} was told that it is on its way, and it was not.");
                break;
            default:
                Claim.That(story is not null && !isOwn && story.PlacedAt <= told.DurableThrough, () => $"{wish} was told of a conflict, and there is none: {story?.Placed}.");
                break;
        }
    }
}
