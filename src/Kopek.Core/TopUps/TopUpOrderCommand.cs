using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Receipts;

namespace Kopek.Core.TopUps;

/// <summary>What may be said to an order: by people, by the clock, or as the answer to one of its steps. Each may come twice.</summary>
public abstract record TopUpOrderCommand : AccountCommand
{
    private TopUpOrderCommand() { }

    public sealed record Place(TopUpRequest Request) : TopUpOrderCommand;

    /// <summary>The second phase of a two-phase order.</summary>
    public sealed record Confirm : TopUpOrderCommand;

    /// <summary>Before anything is taken.</summary>
    public sealed record Cancel : TopUpOrderCommand;

    /// <summary>The hold is over: the intent to take the money is journalled.</summary>
    public sealed record Start : TopUpOrderCommand;

    /// <summary>Its time is over.</summary>
    public sealed record Expire : TopUpOrderCommand;

    /// <summary>What the provider said of the payment, in an answer, a webhook or a look-up.</summary>
    public sealed record ProviderSaid(PaymentStatus Status, string? ProviderId, Money Amount, DeclineReason Reason, string? RedirectUrl, BoundMethod? Bound) : TopUpOrderCommand;

    /// <summary>A float, till or voucher gave its money, or not.</summary>
    public sealed record AccountPaid(AccountRefusal Refused, Money Limit) : TopUpOrderCommand;

    /// <summary>The giving line of a transfer gave its money, or not.</summary>
    public sealed record LinePaid(LineOutcome Outcome) : TopUpOrderCommand;

    /// <summary>The line took the money, or not. <paramref name="WithPack"/>: together with the pack or plan that was ordered.</summary>
    public sealed record LineCredited(LineOutcome Outcome, bool WithPack) : TopUpOrderCommand;

    /// <summary>What the provider, an account or the giving line said of the refund. Amount zero: all of it.</summary>
    public sealed record RefundSaid(PaymentStatus Status, string? ProviderId, string? Detail) : TopUpOrderCommand;

    /// <summary>Takes it back as far as it is unspent. <paramref name="Most"/>: zero for all.</summary>
    public sealed record Undo(UndoKind Kind, RefundReason Reason, Money Most, LineId MoveTo) : TopUpOrderCommand;

    /// <summary>What the line gave back of it.</summary>
    public sealed record LineUndone(LineOutcome Outcome) : TopUpOrderCommand;

    public sealed record LineMoved(LineOutcome Outcome) : TopUpOrderCommand;

    /// <summary>The payer's bank took it back. The sum of all chargebacks whose money is gone: a repeat changes nothing.</summary>
    public sealed record ChargedBack(Money Total) : TopUpOrderCommand
    {
        /// <summary>What those that were won brought back. Besides <see cref="Total"/>; zero where none was.</summary>
        public Money Won { get; init; }
    }

    public sealed record ChargebackDone(LineOutcome Outcome) : TopUpOrderCommand;

    public sealed record Numbered(ReceiptKind Kind, long Number) : TopUpOrderCommand;

    /// <summary>Somebody has looked: it goes on.</summary>
    public sealed record GoOn : TopUpOrderCommand;
}

/// <summary>What happened to an order.</summary>
public abstract record TopUpOrderEvent : AccountEvent
{
    private TopUpOrderEvent() { }

    public sealed record Requested(TopUpRequest Request) : TopUpOrderEvent;

    public sealed record Confirmed : TopUpOrderEvent;

    public sealed record Cancelled : TopUpOrderEvent;

    public sealed record Expired : TopUpOrderEvent;

    public sealed record PaymentStarted : TopUpOrderEvent;

    public sealed record PaymentPending(string? ProviderId, string? RedirectUrl) : TopUpOrderEvent;

    /// <param name="AtProvider">The posting is this event's; else that of the account or line that gave it.</param>
    public sealed record PaymentTaken(string? ProviderId, Money Amount, BoundMethod? Bound, bool AtProvider) : TopUpOrderEvent;

    public sealed record PaymentDeclined(DeclineReason Reason, AccountRefusal Account, RefusalCode Line, Money Limit) : TopUpOrderEvent;

    /// <summary>The pack or plan could not be had: the money is credited without it.</summary>
    public sealed record PackDropped(RefusalCode Refused, Money Limit) : TopUpOrderEvent;

    public sealed record Credited(Money DebtRepaid, Money AvailableAfter) : TopUpOrderEvent;

    public sealed record CreditRefused(RefusalCode Refused, Money Limit) : TopUpOrderEvent;

    /// <summary>The intent to give money back, before anybody is asked to.</summary>
    public sealed record RefundStarted(Money Amount, RefundReason Reason, Moment By) : TopUpOrderEvent;

    public sealed record RefundDone(string? ProviderId, Money Amount, bool AtProvider) : TopUpOrderEvent;

    public sealed record UndoStarted(UndoKind Kind, RefundReason Reason, Money Most, LineId MoveTo) : TopUpOrderEvent;

    public sealed record UndoTaken(Money Amount) : TopUpOrderEvent;

    public sealed record UndoRefused(RefusalCode Refused) : TopUpOrderEvent;

    public sealed record Moved(LineId Line, Money Amount) : TopUpOrderEvent;

    public sealed record ChargebackSeen(Money Amount) : TopUpOrderEvent;

    public sealed record ChargebackBooked(Money FromLine, RefusalCode Refused) : TopUpOrderEvent;

    public sealed record ReceiptNumbered(ReceiptKind Kind, long Number) : TopUpOrderEvent;

    public sealed record PersonNeeded(string Why) : TopUpOrderEvent;

    public sealed record WentOn : TopUpOrderEvent;
}
