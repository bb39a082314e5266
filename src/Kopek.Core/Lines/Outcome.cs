namespace Kopek.Core.Lines;

/// <summary>The outcome of a command, with the sums as they stand after it.</summary>
internal static class Outcome
{
    public static LineOutcome Done(Decision d, Money amount) => Done(d, amount, Money.Zero);

    public static LineOutcome Done(Decision d, Money amount, Money debtRepaid) =>
        new(RefusalCode.None, Money.Zero, amount, debtRepaid, d.Line.Available, d.Line.Reserved);

    public static LineOutcome Refused(Decision d, RefusalCode code) => Refused(d, code, Money.Zero);

    public static LineOutcome Refused(Decision d, RefusalCode code, Money limit) =>
        new(code, limit, Money.Zero, Money.Zero, d.Line.Available, d.Line.Reserved);
}
