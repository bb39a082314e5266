using CsCheck;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Properties;

/// <summary>
/// A core abroad reports what it likes, on several sessions, over the end of a month, while the holder sets and lowers the cap. After every step
/// LineChecks adds up what roaming took, and LineBench replays the events.
/// </summary>
public sealed class RoamingCapProperties
{
    private static readonly string[] Networks = ["46000", "40101", "25001"];

    private readonly record struct Turn(int Deed, int Session, long Octets, long Cap, int Minutes, int Network);

    private static readonly Gen<Turn[]> Turns =
        (from deed in Gen.Int[0, 9]
         from session in Gen.Int[1, 3]
         from octets in Gen.OneOf(Gen.Long[0, 300_000], Gen.Long[0, 20L << 20], Gen.Long[0, 1L << 44])
         from cap in Gen.OneOf(Gen.Long[0, 3], Gen.Long[0, 20_000])
         from minutes in Gen.OneOf(Gen.Const(0), Gen.Int[0, 90], Gen.Int[0, 15 * 24 * 60])
         from network in Gen.Int[0, 2]
         select new Turn(deed, session, octets, cap, minutes, network)).Array[1, 25];

    [Fact]
    public void Roaming_never_takes_a_kopek_more_than_the_cap_however_the_network_reports() =>
        Gen.Select(Turns, Gen.Long[0, 20_000], LineStory.Plan).Sample((turns, cap, plan) =>
        {
            var bench = new LineBench(plan, rubles: 3000, at: "2026-03-25T12:00:00Z");
            bench.Cap(cap);
            foreach (var turn in turns)
            {
                bench.Wait(TimeSpan.FromMinutes(turn.Minutes));
                Play(bench, turn);
            }
        }, iter: Long.Iterations(300));

    [Fact]
    public void How_the_network_slices_its_reports_does_not_change_what_roaming_takes() =>
        Gen.Select(Gen.Long[0, 3_000_000].Array[1, 12], Gen.Long[0, 2_000]).Sample((reports, cap) =>
        {
            var sliced = new LineBench("BRZ-M25", rubles: 1000);
            var whole = new LineBench("BRZ-M25", rubles: 1000);
            foreach (var bench in new[] { sliced, whole })
            {
                bench.Cap(cap);
                bench.I(network: Networks[0]);
            }

            Array.ForEach(reports, octets => sliced.U(octets, network: Networks[0]));
            whole.U(reports.Sum(), network: Networks[0]);
            Assert.InRange(sliced.Line.TotalCharged.Kopeks, 0, cap);
            if (cap > 0)
            {
                Assert.Equal(whole.Line.TotalCharged, sliced.Line.TotalCharged);
            }
        }, iter: Long.Iterations(200));

    private static void Play(LineBench bench, Turn turn)
    {
        bench.Advance();
        var session = (ulong)turn.Session;
        var network = Networks[turn.Network];
        var isOpen = bench.Line.Sessions.Any(open => open.Key.High == session);
        switch (turn.Deed)
        {
            case < 6 when !isOpen: bench.Send(bench.Request(CcRequestType.Initial, session, network, new Use(1, turn.Octets % (5 << 20)), new Use(2, 0))); break;
            case < 5: bench.Send(bench.Request(CcRequestType.Update, session, network, new Use(1 + (uint)(turn.Octets % 2), turn.Octets % (5 << 20), turn.Octets))); break;
            case 5: Twice(bench, bench.Request(CcRequestType.Update, session, network, new Use(1, 1 << 20, turn.Octets), new Use(2, 0, turn.Octets / 3))); break;
            case 6: bench.T(turn.Octets, session, network); break;
            case 7: bench.Cap(turn.Cap); break;
            case 8: bench.Event(RequestedAction.DirectDebiting, kopeks: turn.Cap, session: 900 + session, network: network); break;
            default: bench.Cap(turn.Minutes % 3 == 0 ? null : turn.Cap / 2); break;
        }
    }

    private static void Twice(LineBench bench, CreditControl request)
    {
        var answer = LineChecks.Text(bench.Send(request));
        Assert.Equal(answer, LineChecks.Text(bench.Send(request)));
        Assert.Empty(bench.Last);
    }
}
