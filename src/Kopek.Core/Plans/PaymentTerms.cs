namespace Kopek.Core.Plans;

/// <summary>How a brand takes money in, beside the least and most of each plan. Configuration with anti-fraud limits of the trade (domain: top-ups and transfers).</summary>
/// <param name="TopUpStep">Amounts are whole multiples of it.</param>
/// <param name="PayWithin">A payer has that long; what comes later goes back.</param>
/// <param name="HoldForNewNumber">A number that this payer never paid for waits that long before anything is taken.</param>
/// <param name="ReversalWithin">A wrong number may be told within that time.</param>
/// <param name="Transfer">Null where lines may not pass money on.</param>
public sealed record PaymentTerms(Money TopUpStep, TimeSpan PayWithin, TimeSpan HoldForNewNumber, TimeSpan ReversalWithin, TransferLimits? Transfer)
{
    public AutoRenewalTerms AutoRenewal { get; init; } = AutoRenewalTerms.Default;

    public static PaymentTerms Default { get; } = new(
        new Money(1),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromDays(14),
        new TransferLimits(Money.FromRubles(10), Money.FromRubles(200), Money.FromRubles(400), 5, Money.FromRubles(5), TimeSpan.FromHours(24), Money.FromRubles(10_000)));
}

/// <param name="Fee">On top, paid by the giving line.</param>
/// <param name="FrozenFor">What was received may be spent at once, but not passed on before.</param>
public sealed record TransferLimits(Money Least, Money Most, Money MostADay, int MostTimesADay, Money Fee, TimeSpan FrozenFor, Money RecipientCeiling);
