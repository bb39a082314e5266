using Kopek.Books.Notices.Texts;
using Kopek.Books.Numbers;
using Kopek.Books.People;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Shards;

namespace Kopek.Web.Counter.Lines;

/// <summary>A line as the counter shows it: plain values of one moment.</summary>
/// <param name="Number">Masked: the last four digits.</param>
/// <param name="PromisedOwed">Promised payment and its fee: what a payment repays first.</param>
/// <param name="OtherOwed">What negative lots owe (a fee of grace, a chargeback).</param>
public sealed record CounterLine(LineId Id, string Number, string? Sim, string Operator, string Plan, ServiceState Service, BarReason Bar, bool IsClosed, Money Available,
    Money Balance, Money PromisedOwed, Money OtherOwed, Money LeastPayment, Money MostPayment, string TimeZone, IReadOnlyList<Lot> Lots)
{
    /// <summary>Null where none is recorded.</summary>
    public Holder? Holder { get; init; }
    public Money Owed => PromisedOwed + OtherOwed;

    /// <summary>Null where there is no such line.</summary>
    internal static async Task<CounterLine?> Read(CounterCall call, LineId id)
    {
        var parts = call.Parts;
        var words = call.Words;
        var read = await parts.Shards.Ask(id, (line, now) => Of(parts, words, line, now));
        return read.Value is null ? null : read.Value with { Holder = parts.People.HolderOf(id) };
    }

    /// <summary>On the line's writer: the line is not kept.</summary>
    private static CounterLine Of(CounterParts parts, NoticeWords words, Line line, Moment now)
    {
        var decision = new Decision(parts.Engine.Catalogue, QuotaPolicy.Default, new EndedSessions(1));
        decision.Begin(line, now);
        var numbers = parts.Directory.NumbersOf(line.Id);
        var plan = parts.Engine.Catalogue.At(now).FindPlan(line.Plan);
        return new CounterLine(line.Id, MaskedDigits.Of(numbers?.Msisdn), MaskedDigits.Of(numbers?.Iccid), line.Operator, plan is null ? line.Plan : words.Name(plan.Name),
            ServiceState.Of(decision), line.Bar, line.Life == LineLife.Closed, line.Available, line.Balance, line.PromisedDebt + line.PromisedFee,
            new Money(-line.Lots.Where(lot => lot.Amount.IsNegative).Sum(lot => lot.Amount.Kopeks)), plan?.MinTopUp ?? Money.Zero, plan?.MaxTopUp ?? Money.Zero,
            line.TimeZone, [.. line.Lots]);
    }
}
