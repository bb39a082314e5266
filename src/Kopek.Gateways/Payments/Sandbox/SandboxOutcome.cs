using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;

namespace Kopek.Gateways.Payments.Sandbox;

/// <summary>What the sandbox does, chosen by the last two digits (kopeks) of an amount. docs/payments.md has the same table.</summary>
public enum SandboxOutcome : byte
{
    Succeeds = 0,
    Declined = 1,
    InsufficientFunds = 2,

    /// <summary>The payer is sent to a page of ours and confirms there, as with 3-D Secure; without the payer it is declined.</summary>
    NeedsConfirmation = 3,

    /// <summary>It happens, and the first answer is lost.</summary>
    AnswerLost = 4,

    /// <summary>The request is lost: nothing happens, however often it is sent.</summary>
    RequestLost = 5,

    /// <summary>Succeeds, and the payer's bank takes it back later.</summary>
    ChargedBack = 6,

    /// <summary>Is worked on, and succeeds later.</summary>
    SucceedsLater = 7,
    ExpiredMethod = 8,
    Fraud = 9,
}

/// <summary>The table.</summary>
public static class SandboxOutcomes
{
    private const int Digits = 100;

    public static SandboxOutcome OfPayment(Money amount) => (amount.Kopeks % Digits) switch
    {
        1 => SandboxOutcome.Declined,
        2 => SandboxOutcome.InsufficientFunds,
        3 => SandboxOutcome.NeedsConfirmation,
        4 => SandboxOutcome.AnswerLost,
        5 => SandboxOutcome.RequestLost,
        6 => SandboxOutcome.ChargedBack,
        7 => SandboxOutcome.SucceedsLater,
        8 => SandboxOutcome.ExpiredMethod,
        9 => SandboxOutcome.Fraud,
        _ => SandboxOutcome.Succeeds,
    };

    /// <summary>Refunds have digits of their own, so that a payment of any outcome can be given back whole.</summary>
    public static SandboxOutcome OfRefund(Money amount) => (amount.Kopeks % Digits) switch
    {
        91 => SandboxOutcome.Declined,
        94 => SandboxOutcome.AnswerLost,
        95 => SandboxOutcome.RequestLost,
        97 => SandboxOutcome.SucceedsLater,
        _ => SandboxOutcome.Succeeds,
    };

    /// <summary>Why it is declined; <see cref="DeclineReason.None"/> where it is not.</summary>
    public static DeclineReason Reason(SandboxOutcome outcome) => outcome switch
    {
        SandboxOutcome.Declined => DeclineReason.Declined,
        SandboxOutcome.InsufficientFunds => DeclineReason.InsufficientFunds,
        SandboxOutcome.ExpiredMethod => DeclineReason.ExpiredMethod,
        SandboxOutcome.Fraud => DeclineReason.Fraud,
        _ => DeclineReason.None,
    };
}
