using System.Globalization;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;

namespace Kopek.Core.Mandates;

/// <summary>What of a mandate's events a holder is told: before, after, when it failed, when the cap stood against it, and when the card ends.</summary>
public static class MandateNotices
{
    /// <summary>Null where it is nothing to tell.</summary>
    public static Notice? Of(MandateEvent happened) => happened switch
    {
        // A balance that fell is announced with the charge itself: the cap may have no room for it.
        MandateEvent.OccasionOpened e when e.Rule != MandateRule.BelowBalance || e.Label is null =>
            new Notice.AutoRenewalComing(e.Occasion, e.Rule, e.Amount, e.ChargeAt, e.Rule == MandateRule.BeforeRenewal ? e.DueAt : Moment.Never, e.Label),
        MandateEvent.AttemptStarted { Rule: MandateRule.BelowBalance } e =>
            new Notice.AutoRenewalComing(e.Occasion, e.Rule, e.Amount, Moment.Never, Moment.Never, e.Label ?? ""),
        MandateEvent.AttemptEnded { Outcome: AttemptOutcome.Paid } e => new Notice.AutoRenewalDone(Attempt(e.Occasion, e.Attempt), e.Amount, e.Label ?? ""),
        MandateEvent.AttemptEnded { Outcome: not (AttemptOutcome.Open or AttemptOutcome.Cancelled) } e =>
            new Notice.AutoRenewalFailed(Attempt(e.Occasion, e.Attempt), e.Amount, e.Label ?? "", e.Reason, e.RetryAt),
        MandateEvent.CapReached e => new Notice.AutoRenewalCapped(e.Occasion, e.Amount, e.Cap, e.Used),
        MandateEvent.OccasionEnded { End: OccasionEnd.Failed or OccasionEnd.GivenUp, Label: { } label } e =>
            new Notice.AutoRenewalFailed(e.Occasion, e.Amount, label, e.Reason, Moment.Never),
        MandateEvent.CardExpiryWarned e => new Notice.CardExpiring(string.Create(CultureInfo.InvariantCulture, $"{e.ExpiresAt.UnixMilliseconds}:{e.Days}"), e.Label, e.ExpiresAt),
        _ => null,
    };

    /// <summary>The order that an attempt becomes.</summary>
    public static OrderId OrderOf(LineId line, string occasion, int attempt) => MandateKey.OrderOf(MandateKey.Of(line), occasion, attempt).Id;

    /// <summary>The orders that money on a line may be of, by the step that brought it: one with a pack or without.</summary>
    public static IEnumerable<OrderId> OrdersOf(OrderId step) => [TopUpSteps.OrderOf(step, LineAskedFor.Credit), TopUpSteps.OrderOf(step, LineAskedFor.CreditWithPack)];

    private static string Attempt(string occasion, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{occasion}#{attempt}");
}
