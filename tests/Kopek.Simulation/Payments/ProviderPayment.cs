using Kopek.Core;
using Kopek.Core.TopUps;

namespace Kopek.Simulation.Payments;

/// <summary>A payment as the provider has it: the truth about the payer's money.</summary>
internal sealed class ProviderPayment(string key, string id, Money wanted, long at)
{
    public string Key { get; } = key;
    public string Id { get; } = id;
    public Money Wanted { get; } = wanted;

    /// <summary>World's time of the call that made it.</summary>
    public long At { get; } = at;
    public PaymentStatus Status { get; set; }
    public DeclineReason Reason { get; set; }
    public Money Taken { get; set; }
    public Money ChargedBack { get; set; }
    public List<ProviderRefund> Refunds { get; } = [];

    /// <summary>Given back, or promised to be.</summary>
    public Money Returning => Refunds.Where(refund => refund.Status != PaymentStatus.Declined).Aggregate(Money.Zero, (sum, refund) => sum + refund.Amount);
}

internal sealed class ProviderRefund(string key, string id, Money amount, long at)
{
    public string Key { get; } = key;
    public string Id { get; } = id;
    public Money Amount { get; } = amount;
    public long At { get; } = at;
    public PaymentStatus Status { get; set; }
}

/// <summary>What a call brought back. As the port has it, without what only people see.</summary>
internal readonly record struct ProviderReply(PaymentStatus Status, string? ProviderId, Money Amount, DeclineReason Reason)
{
    public static ProviderReply Unknown => new(PaymentStatus.Unknown, null, Money.Zero, DeclineReason.None);
}
