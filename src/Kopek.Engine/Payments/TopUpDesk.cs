using System.Diagnostics;
using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.TopUps;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Payments;

/// <summary>
/// The one way in for every way to pay: looks first whether the line would take the money, then places the order and lets it be driven. A payer is
/// refused before paying, never after; what changes in between is given back by the order itself.
/// </summary>
public sealed class TopUpDesk(ChargingEngine engine, OrderDriver driver, OrdersByLine byLine, TimeProvider time)
{
    public OrderDriver Driver => driver;
    public OrdersByLine ByLine => byLine;

    private Moment Now => new(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Null where there is no such line. A refusal is in the line's outcome.</summary>
    public async Task<TopUpQuote?> Quote(LineId line, Money amount, string? pack, bool renewPlan)
    {
        var trial = await Try(line, new LineCommand.TopUp(amount, LedgerAccount.PaymentsInTransit) { Pack = pack, RenewPlan = renewPlan }).ConfigureAwait(false);
        if (trial is null || TermsOf(trial.Operator) is not { } terms)
        {
            return null;
        }

        var plan = engine.Catalogue.At(Now).FindPlan(trial.Plan);
        return new TopUpQuote(trial, amount, terms.Payments.TopUpStep, plan?.MinTopUp ?? terms.Payments.TopUpStep, plan?.MaxTopUp ?? amount, terms.CurrencyCode);
    }

    /// <summary>A wish that was placed before gives its order as it is now, whatever the line would say today.</summary>
    public async Task<TopUpPlacing> Place(TopUpWish wish)
    {
        ArgumentNullException.ThrowIfNull(wish);
        var digest = OrderKey.Digest(wish.Content);
        if (await driver.Read(wish.OrderKey).ConfigureAwait(false) is { } known)
        {
            return (known.Request.DigestHigh, known.Request.DigestLow) == (digest.High, digest.Low)
                ? new TopUpPlacing(TopUpRefusal.None, known, Replayed: true)
                : new TopUpPlacing(TopUpRefusal.KeyReused, null, Replayed: false);
        }

        var (refused, request) = await Look(wish, digest).ConfigureAwait(false);
        if (refused is not null)
        {
            return refused;
        }

        if (wish.Token is { } token)
        {
            driver.Remember(wish.OrderKey, token);
        }

        var answer = await driver.Tell(wish.OrderKey, new TopUpOrderCommand.Place(request!)).ConfigureAwait(false);
        return answer.IsDone
            ? new TopUpPlacing(TopUpRefusal.None, (TopUpOrder)answer.State!, Replayed: false)
            : new TopUpPlacing(TopUpRefusal.KeyReused, null, Replayed: false);
    }

    private async Task<(TopUpPlacing? Refused, TopUpRequest? Request)> Look(TopUpWish wish, ContentDigest digest)
    {
        var isTransfer = wish.Way == PaymentWay.Transfer;
        var limits = isTransfer ? await LimitsOfTransfer(wish).ConfigureAwait(false) : null;
        if (isTransfer && limits is null)
        {
            return (Refused(TopUpRefusal.TransfersNotOffered), null);
        }

        var trial = await Try(wish.Line, CommandOf(wish, limits)).ConfigureAwait(false);
        if (trial is null || TermsOf(trial.Operator) is not { } terms)
        {
            return (Refused(TopUpRefusal.UnknownLine), null);
        }

        var refused = trial.WhyNot != RefusalCode.None ? Refused(TopUpRefusal.ByLine) with { Outcome = trial.Outcome with { Refused = trial.WhyNot } }
            : wish.Way == PaymentWay.Provider && !driver.Providers.ContainsKey(wish.Source) ? Refused(TopUpRefusal.UnknownProvider)
            : !isTransfer && wish.Way != PaymentWay.Voucher && wish.Amount.Kopeks % terms.Payments.TopUpStep.Kopeks != 0 ? Refused(TopUpRefusal.NotAStep) with { Limit = terms.Payments.TopUpStep }
            : null;
        refused ??= isTransfer ? await RefusedGiver(wish, limits!, trial.Operator).ConfigureAwait(false) : null;
        var isNew = wish.Payer.Length > 0 && wish.Way == PaymentWay.Provider && wish.Method is null && !byLine.HasPaid(OrdersByLine.NameOf(wish.Caller, wish.Payer), wish.Line);
        refused ??= isNew && !wish.NumberConfirmed ? Refused(TopUpRefusal.NumberNotConfirmed) : null;
        return refused is null
            ? (null, RequestOf(wish, trial.Operator, terms, digest, limits, IsHeld(wish, isNew)))
            : (refused with { Currency = terms.CurrencyCode }, null);
    }

    private TopUpRequest RequestOf(TopUpWish wish, string operatorCode, OperatorTerms terms, ContentDigest digest, TransferLimits? limits, bool isHeld) => new(
        operatorCode, terms.CurrencyCode, wish.Line, wish.Amount, limits?.Fee ?? Money.Zero, wish.Way, wish.Source, wish.SourceAccount, wish.SourceLine, wish.Clerk,
        wish.Method, wish.SaveMethod, wish.Mandate, wish.Pack, wish.RenewPlan, OrdersByLine.NameOf(wish.Caller, wish.Payer), digest.High, digest.Low, wish.NeedsConfirmation,
        isHeld ? Now + terms.Payments.HoldForNewNumber : Now, Now + terms.Payments.PayWithin,
        limits is null ? null : new TransferTerms(limits.Most, limits.MostADay, limits.MostTimesADay, limits.FrozenFor, limits.RecipientCeiling));

    private static bool IsHeld(TopUpWish wish, bool isNew) => wish.Hold switch
    {
        OrderHold.NewNumbers => isNew,
        OrderHold.Always => true,
        OrderHold.Never => false,
        _ => throw new UnreachableException(),
    };

    private static LineCommand CommandOf(TopUpWish wish, TransferLimits? limits) => limits is null
        ? new LineCommand.TopUp(wish.Amount, LedgerAccount.PaymentsInTransit) { Pack = wish.Pack, RenewPlan = wish.RenewPlan }
        : new LineCommand.ReceiveTransfer(wish.Amount, limits.FrozenFor, limits.RecipientCeiling);

    private async Task<TransferLimits?> LimitsOfTransfer(TopUpWish wish)
    {
        var giver = await engine.Shards.Ask(wish.SourceLine, static (line, _) => line.Operator).ConfigureAwait(false);
        return giver.Found && TermsOf(giver.Value!) is { } terms ? terms.Payments.Transfer : null;
    }

    private async Task<TopUpPlacing?> RefusedGiver(TopUpWish wish, TransferLimits limits, string receiver)
    {
        var giver = await Try(wish.SourceLine, new LineCommand.TransferOut(wish.Amount, limits.Fee, limits.Most, limits.MostADay, limits.MostTimesADay)).ConfigureAwait(false);
        return giver is null || giver.Operator != receiver || wish.SourceLine == wish.Line ? Refused(TopUpRefusal.WrongRecipient)
            : wish.Amount < limits.Least ? Refused(TopUpRefusal.ByLine) with { Outcome = giver.Outcome with { Refused = RefusalCode.AmountBelowMinimum, Limit = limits.Least } }
            : !giver.Outcome.IsDone ? Refused(TopUpRefusal.ByLine) with { Outcome = giver.Outcome }
            : null;
    }

    private Task<DryRunResult?> Try(LineId line, LineCommand command)
    {
        var run = new DryRun(line, command);
        engine.Shards.Post(run);
        return run.Task;
    }

    private OperatorTerms? TermsOf(string operatorCode) => engine.Catalogue.At(Now).FindOperator(operatorCode);

    private static TopUpPlacing Refused(TopUpRefusal why) => new(why, null, Replayed: false);
}
