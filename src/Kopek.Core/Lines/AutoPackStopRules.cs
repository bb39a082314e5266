using Kopek.Core.Orders;
using Kopek.Core.Plans;

namespace Kopek.Core.Lines;

/// <summary>
/// The holder's stop of packs that are bought by themselves. With it the overuse rule is block (see Tariff): data ends with the bundle. Grants that are out
/// keep what was set aside for them, packs included (ADR 0010).
/// </summary>
internal static class AutoPackStopRules
{
    public static LineOutcome Set(Decision d, LineCommand.SetAutoPackStop command, OrderId order)
    {
        if (d.Line.Life == LineLife.Closed)
        {
            return Outcome.Refused(d, RefusalCode.LineClosed);
        }

        if (d.Line.HasAutoPackStop != command.IsOn)
        {
            d.Emit(new LineEvent.AutoPackStopSet(command.IsOn, order));
        }

        return Outcome.Done(d, Money.Zero);
    }

    /// <summary>The pack that comes next but for the stop; null where none would come without it either.</summary>
    public static AutoPack? HeldBack(Decision d) => d.Line is { HasAutoPackStop: true, Arrears: Arrears.None } && RenewalRules.PlanOf(d).AutoPack is { } pack
        && (pack.MaxPerPeriod == 0 || d.Line.AutoPacks < pack.MaxPerPeriod) ? pack : null;
}
