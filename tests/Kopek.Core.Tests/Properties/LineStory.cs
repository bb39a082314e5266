using CsCheck;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Properties;

internal enum Deed
{
    Report,
    Report2,
    Report3,
    End,
    Again,
    Abroad,
    TopUp,
    Pack,
    Plan,
    PlanLater,
    Promise,
    Bar,
    Debit,
    Refund,
    Cap,
    AutoPackStop,
}

/// <summary>One thing that happens to a line, after a pause.</summary>
internal readonly record struct Step(Deed Deed, int Size, int Pause, int Session);

/// <summary>Random lives of lines: everything that people and the network can do, in any order, with pauses from none to a month.</summary>
internal static class LineStory
{
    private static readonly long[] Sizes = [0, 1, 1000, 150_000, 153_600, 1 << 20, 10 << 20, 100 << 20, 1L << 30, 30L << 30];

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(50), TimeSpan.FromMinutes(20), TimeSpan.FromHours(1),
        TimeSpan.FromHours(7), TimeSpan.FromDays(1), TimeSpan.FromDays(4), TimeSpan.FromDays(31),
    ];

    public static Gen<Step[]> Steps(int most) =>
        Gen.Select(Gen.Enum<Deed>(), Gen.Int[0, Sizes.Length - 1], Gen.Int[0, Pauses.Length - 1], Gen.Int[1, 3], (deed, size, pause, session) => new Step(deed, size, pause, session)).Array[1, most];

    public static Gen<string> Plan { get; } = OneOf([.. SampleCatalogue.Shipped.Versions[0].Plans.Select(plan => plan.Code)]);

    public static Gen<int> Rubles { get; } = OneOf([0, 5, 100, 700, 1200, 7000]);

    private static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    public static TimeSpan Pause(Step step) => Pauses[step.Pause];

    public static string Words(IEnumerable<Step> steps) => string.Join(" ", steps.Select(step => $"{step.Deed}({Sizes[step.Size]},{Pauses[step.Pause]},{step.Session})"));

    public static void Do(LineBench bench, Step step)
    {
        var session = (ulong)step.Session;
        var size = Sizes[step.Size];
        bench.Advance();
        var isOpen = bench.Line.Sessions.Any(open => open.Key.High == session);
        switch (step.Deed)
        {
            case Deed.Report or Deed.Report2 or Deed.Report3 when isOpen: bench.U(size, asked: step.Size % 2 == 0 ? 0 : 1 << 20, session, group: (uint)(step.Pause % 2)); break;
            case Deed.Report or Deed.Report2 or Deed.Report3: Open(bench, session, null); break;
            case Deed.Abroad when !isOpen: Open(bench, session, "46000"); break;
            case Deed.Abroad: bench.U(size, session: session, network: step.Size % 2 == 0 ? "46000" : "25001"); break;
            case Deed.End: bench.T(size, session); break;
            case Deed.Again: Repeat(bench, session, size); break;
            case Deed.TopUp: bench.TopUpRubles(size % 700); break;
            case Deed.Pack: bench.BuyPack($"{bench.Line.Operator}-{(step.Size % 2 == 0 ? "H500" : "CN7D")}"); break;
            case Deed.Plan or Deed.PlanLater: bench.ChangePlan(OtherPlan(bench, step.Size), step.Deed == Deed.PlanLater); break;
            case Deed.Promise: bench.Promise(1 + size % 99); break;
            case Deed.Bar: bench.Do(new LineCommand.SetBar(step.Size < 6 ? BarReason.None : BarReason.Operator)); break;
            case Deed.Cap: bench.Do(new LineCommand.SetRoamingCap(step.Size < 2 ? null : new Money(size % 20_000))); break;
            case Deed.AutoPackStop: bench.StopAutoPacks(step.Size % 2 == 0); break;
            case Deed.Debit: bench.Event(RequestedAction.DirectDebiting, step.Size % 2 == 0 ? size : 0, step.Size % 2 == 0 ? 0 : size % 5000, 900 + session); break;
            case Deed.Refund: bench.Event(RequestedAction.RefundAccount, 0, size % 3000, 950 + session); break;
        }
    }

    private static void Open(LineBench bench, ulong session, string? network) =>
        bench.Send(bench.Request(CcRequestType.Initial, session, network, new Use(0, 1 << 20), new Use(1, 0)));

    /// <summary>The network had no answer and asks again: the answer is the same and nothing happens.</summary>
    private static void Repeat(LineBench bench, ulong session, long size)
    {
        bench.Advance();
        var request = bench.Line.Sessions.Any(open => open.Key.High == session)
            ? bench.Request(size == 0 ? CcRequestType.Termination : CcRequestType.Update, session, null, new Use(0, 1 << 20, size))
            : bench.Request(CcRequestType.Initial, session, null, new Use(0, 1 << 20));
        var answer = LineChecks.Text(bench.Send(request));
        for (var again = 0; again < 2; again++)
        {
            Assert.Equal(answer, LineChecks.Text(bench.Send(request)));
            Assert.Empty(bench.Last);
        }
    }

    private static string OtherPlan(LineBench bench, int size)
    {
        var plans = SampleCatalogue.Shipped.Versions[0].Plans.Where(plan => plan.Operator == bench.Line.Operator).ToList();
        return plans[size % plans.Count].Code;
    }
}
