using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;

namespace Kopek.Gateways.Payments.Sandbox;

/// <summary>How movements begin and change. Ids are random, as a provider's are.</summary>
internal static class SandboxRules
{
    private const int YearsOfMethod = 3;

    public static SandboxMovement Payment(
        PaymentRequest request, byte[] digest, SandboxOutcome outcome, bool isPayerThere, bool isMethodMissing, SandboxOptions options, Moment now)
    {
        var id = NewId("pay");
        var made = new SandboxMovement(id, ProviderPaymentKind.Payment, request.Key, digest, id, request.Amount, request.Currency, PaymentStatus.Succeeded, DeclineReason.None, now)
        {
            OrderNumber = request.OrderNumber,
            Description = request.Description,
            ReturnUrl = request.ReturnUrl,
            Saves = request.SaveMethod,
        };
        if (isMethodMissing)
        {
            return made with { Status = PaymentStatus.Declined, Reason = DeclineReason.Declined };
        }

        return outcome switch
        {
            SandboxOutcome.NeedsConfirmation when !isPayerThere => made with { Status = PaymentStatus.Declined, Reason = DeclineReason.ConfirmationNeeded },
            SandboxOutcome.NeedsConfirmation => made with { Status = PaymentStatus.NeedsPayer, Next = SandboxNext.Cancel, Due = now + options.ConfirmsWithin },
            SandboxOutcome.SucceedsLater => made with { Status = PaymentStatus.Pending, Next = SandboxNext.Succeed, Due = now + options.SettlesAfter },
            SandboxOutcome.ChargedBack => made with { Next = SandboxNext.ChargeBack, Due = now + options.ChargesBackAfter },
            _ when SandboxOutcomes.Reason(outcome) is var reason and not DeclineReason.None => made with { Status = PaymentStatus.Declined, Reason = reason },
            _ => made,
        };
    }

    public static SandboxMovement Refund(RefundRequest request, byte[] digest, SandboxOutcome outcome, SandboxOptions options, Moment now)
    {
        var made = new SandboxMovement(NewId("ref"), ProviderPaymentKind.Refund, request.Key, digest, request.ProviderId, request.Amount, request.Currency, PaymentStatus.Succeeded, DeclineReason.None, now) { Description = request.Reason };
        return outcome switch
        {
            SandboxOutcome.Declined => made with { Status = PaymentStatus.Declined, Reason = DeclineReason.Declined },
            SandboxOutcome.SucceedsLater => made with { Status = PaymentStatus.Pending, Next = SandboxNext.Succeed, Due = now + options.SettlesAfter },
            _ => made,
        };
    }

    /// <summary>Has no key of its own: nobody asked for it.</summary>
    public static SandboxMovement Chargeback(SandboxMovement payment, Money amount, Moment now) =>
        new(NewId("cbk"), ProviderPaymentKind.Chargeback, null, [], payment.Id, amount, payment.Currency, PaymentStatus.Succeeded, DeclineReason.None, now);

    public static SandboxMovement Settle(SandboxMovement row, SandboxNext next) => next switch
    {
        SandboxNext.Succeed => row with { Status = PaymentStatus.Succeeded, Next = SandboxNext.Nothing, Due = null },
        SandboxNext.Cancel => row with { Status = PaymentStatus.Declined, Reason = DeclineReason.Cancelled, Next = SandboxNext.Nothing, Due = null },
        _ => throw new UnreachableException($"{next} is no end of a payment."),
    };

    public static BoundMethod Method(Moment now)
    {
        var day = now.ToInstant().InUtc().Date;
        var digits = RandomNumberGenerator.GetInt32(10_000).ToString("0000", CultureInfo.InvariantCulture);
        return new BoundMethod(NewId("met"), $"Mir •• {digits}", day.Year + YearsOfMethod, day.Month);
    }

    private static string NewId(string kind) => $"{kind}_{RandomNumberGenerator.GetHexString(20, lowercase: true)}";
}
