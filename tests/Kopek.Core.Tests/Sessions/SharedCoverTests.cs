using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Sessions;

/// <summary>Several sessions and several services of one line share its buckets and its money.</summary>
public sealed class SharedCoverTests
{
    [Fact]
    public void A_second_session_that_asks_for_less_than_is_already_rounded_up_is_granted()
    {
        var bench = new LineBench("BRZ-M25", rubles: 1000);
        bench.I();
        bench.U(1);
        Assert.Equal(LineBench.Kilobyte, bench.I(asked: LineBench.Kilobyte, session: 2).Grants[0].Octets);
    }

    [Fact]
    public void Two_sessions_are_never_granted_the_same_money()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 10);
        var granted = 0L;
        for (var session = 1UL; session <= 12; session++)
        {
            granted += bench.I(asked: LineBench.Megabyte, session: session).Grants[0].Octets;
        }

        Assert.InRange(granted, 7 * LineBench.Megabyte, 10 * LineBench.Megabyte * 100 / 120);
        for (var session = 1UL; session <= 12; session++)
        {
            var held = bench.Line.Sessions.FirstOrDefault(open => open.Key.High == session)?.Grants.Sum(grant => grant.Octets) ?? 0;
            if (held > 0)
            {
                bench.T(held, session);
            }
        }

        Assert.Equal(0, bench.Line.UncoveredOctets);
    }

    [Fact]
    public void The_last_auto_pack_of_the_period_is_granted_to_one_session_only()
    {
        var bench = new LineBench("MLK-D1G", rubles: 10_000);
        bench.Use(1024 * LineBench.Megabyte);
        bench.Use(4 * 500 * LineBench.Megabyte);
        Assert.Equal(4, bench.Line.AutoPacks);
        Assert.Equal(ResultCode.Success, bench.I(session: 1).ResultCode);
        Assert.Equal(ResultCode.CreditLimitReached, bench.I(session: 2).ResultCode);
    }

    [Fact]
    public void The_last_auto_pack_of_the_period_is_granted_to_one_service_of_a_request_only()
    {
        var bench = new LineBench("MLK-D1G", rubles: 10_000);
        bench.Use(1024 * LineBench.Megabyte);
        bench.Use(4 * 500 * LineBench.Megabyte);
        var answer = bench.Send(bench.Request(CcRequestType.Initial, 1, null, new Use(1, LineBench.Megabyte), new Use(2, LineBench.Megabyte)));
        Assert.Equal([ResultCode.Success, ResultCode.CreditLimitReached], answer.Grants.Select(grant => grant.ResultCode));
    }

    [Fact]
    public void What_one_session_holds_of_a_bucket_another_cannot_use()
    {
        var bench = new LineBench("LED-ROUTER", rubles: 1100);
        bench.Use(204_800L * LineBench.Megabyte - 2 * LineBench.Megabyte);
        bench.I(session: 1);
        bench.I(session: 2);
        bench.U(5 * LineBench.Megabyte, session: 2);
        var charged = bench.Last.OfType<LineEvent.UsageCharged>().Single();
        Assert.Equal((LineBench.Megabyte, 4 * LineBench.Megabyte), (charged.Buckets.Sum(part => part.Octets), charged.Free));
        bench.T(LineBench.Megabyte, session: 1);
        Assert.Equal(LineBench.Megabyte, bench.Happened<LineEvent.UsageCharged>().Buckets.Sum(part => part.Octets));
    }

    [Fact]
    public void A_fee_of_grace_leaves_the_money_under_a_grant_to_the_grant()
    {
        // 250.00 connection was paid at the sale; 18.90 a day; one auto-pack of 1 GB costs 120.00.
        var bench = new LineBench("LED-D40", zone: "UTC", at: "2026-03-02T23:30:00Z");
        bench.TopUp(1890 + 12_000 + 1000);
        bench.Do(new LineCommand.Activate());
        bench.I();
        bench.U(40_960 * LineBench.Megabyte);
        Assert.Equal(Money.FromRubles(120), bench.Line.Reserved);
        bench.GoTo(LineBench.Utc("2026-03-03T00:00:01Z"));
        bench.T(LineBench.Megabyte);
        Assert.Equal(0, bench.Line.UncoveredOctets);
        Assert.Equal(new Money(1000 - 1890), bench.Available);
    }
}
