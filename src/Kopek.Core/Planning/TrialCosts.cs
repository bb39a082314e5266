using Kopek.Core.Lines;

namespace Kopek.Core.Planning;

/// <summary>What the money of a trial went for.</summary>
internal sealed record TrialCosts
{
    public Money Fees { get; set; }
    public int FeeCount { get; set; }
    public Money Connection { get; set; }
    public Money FallbackFees { get; set; }
    public int FallbackCount { get; set; }
    public Money Packs { get; set; }
    public int PackCount { get; set; }
    public Money Inactivity { get; set; }
    public Money Use { get; set; }
    public Money UseAbroad { get; set; }
    public Money Debt { get; set; }
    public Money PromisedFee { get; set; }

    public void Add(LineEvent happened)
    {
        switch (happened)
        {
            case LineEvent.FeeCharged { Kind: FeeKind.Plan } e: Fees += e.Amount; FeeCount++; break;
            case LineEvent.FeeCharged { Kind: FeeKind.Connection } e: Connection += e.Amount; break;
            case LineEvent.FeeCharged { Kind: FeeKind.DailyFallback } e: FallbackFees += e.Amount; FallbackCount++; break;
            case LineEvent.FeeCharged { Kind: FeeKind.Pack or FeeKind.AutoPack } e: Packs += e.Amount; PackCount++; break;
            case LineEvent.FeeCharged { Kind: FeeKind.Inactivity } e: Inactivity += e.Amount; break;
            case LineEvent.UsageCharged { Interval.Country: 0 } e: Use += e.Charged; break;
            case LineEvent.UsageCharged e: UseAbroad += e.Charged; break;
            case LineEvent.PromisedPaymentRepaid e: Debt += e.Amount; PromisedFee += e.Fee; break;
            case LineEvent.PromisedPaymentOverdue e: Debt += e.TakenBack; break;
        }
    }
}
