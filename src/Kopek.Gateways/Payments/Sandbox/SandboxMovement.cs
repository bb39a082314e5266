using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;

namespace Kopek.Gateways.Payments.Sandbox;

/// <summary>One payment, refund or chargeback as sandbox.db has it.</summary>
/// <param name="Digest">Of the request's content: the same key with another digest is refused.</param>
internal sealed record SandboxMovement(
    string Id,
    ProviderPaymentKind Kind,
    string? Key,
    byte[] Digest,
    string PaymentId,
    Money Amount,
    string Currency,
    PaymentStatus Status,
    DeclineReason Reason,
    Moment Created)
{
    /// <summary>What becomes of it at <see cref="Due"/>; <see cref="SandboxNext.Nothing"/>: it stays.</summary>
    public SandboxNext Next { get; init; }
    public Moment? Due { get; init; }
    public string OrderNumber { get; init; } = "";
    public string Description { get; init; } = "";
    public Uri? ReturnUrl { get; init; }

    /// <summary>Binds a method when it succeeds.</summary>
    public bool Saves { get; init; }

    /// <summary>The bound method, once there is one.</summary>
    public string? Method { get; init; }
}

/// <summary>What time does to a movement.</summary>
internal enum SandboxNext : byte
{
    Nothing = 0,
    Succeed = 1,

    /// <summary>The payer did not come in time.</summary>
    Cancel = 2,

    /// <summary>The payer's bank takes it back.</summary>
    ChargeBack = 3,
}

/// <summary>A payment as the sandbox's page for payers shows it.</summary>
/// <param name="IsWaiting">It may be confirmed or cancelled now.</param>
/// <param name="ReturnUrl">Where the payer goes back to afterwards.</param>
public sealed record SandboxPayment(string Id, string OrderNumber, string Description, Money Amount, string Currency, PaymentStatus Status, DeclineReason Reason, bool IsWaiting, Uri? ReturnUrl);
