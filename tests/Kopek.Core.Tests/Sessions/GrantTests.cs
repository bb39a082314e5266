using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Sessions;

public sealed class GrantTests
{
    [Fact]
    public void A_grant_is_what_was_asked_or_the_default_and_never_above_the_cap()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 10_000);
        Assert.Equal(1_000_000, bench.I(asked: 1_000_000).Grants[0].Octets);
        Assert.Equal(QuotaPolicy.Default.DefaultSlice, bench.U(0, asked: 0).Grants[0].Octets);
        Assert.Equal(QuotaPolicy.Default.MaxSlice, bench.U(0, asked: long.MaxValue).Grants[0].Octets);
    }

    [Fact]
    public void A_grant_reserves_exactly_what_it_can_cost()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 10_000);
        bench.I(asked: LineBench.Megabyte);
        Assert.Equal(Pricing.Cost(Pricing.RoundUp(LineBench.Megabyte, 150 * LineBench.Kilobyte), new Money(120)), bench.Line.Reserved);
        bench.U(LineBench.Megabyte, asked: LineBench.Megabyte);
        bench.T(LineBench.Megabyte);
        Assert.Equal(Money.FromRubles(10_000) - Pricing.Cost(Pricing.RoundUp(2 * LineBench.Megabyte, 150 * LineBench.Kilobyte), new Money(120)), bench.Available);
    }

    [Fact]
    public void Slices_and_validity_shrink_as_the_money_runs_low_and_the_last_grant_is_final()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 20, at: "2026-03-02T10:00:00Z");
        var grant = bench.I(asked: 10 * LineBench.Megabyte).Grants[0];
        var sizes = new List<long> { grant.Octets };
        while (!grant.Final)
        {
            grant = bench.U(grant.Octets, asked: 10 * LineBench.Megabyte).Grants[0];
            sizes.Add(grant.Octets);
            Assert.Equal(QuotaPolicy.Default.LowValiditySeconds, grant.ValiditySeconds);
        }

        Assert.Equal(sizes.SkipLast(1).OrderDescending(), sizes.SkipLast(1));
        Assert.True(sizes.Count > 3 && sizes[^1] < LineBench.Megabyte);
        Assert.Equal(Pricing.Affordable(Money.FromRubles(20), new Money(120)), sizes.Sum());
        var end = bench.U(grant.Octets);
        Assert.Equal(ResultCode.CreditLimitReached, end.Grants[0].ResultCode);
        Assert.Equal((0L, Money.Zero), (bench.Line.UncoveredOctets, bench.Available));
        bench.TopUpRubles(100);
        Assert.Equal(ResultCode.Success, bench.U(0).Grants[0].ResultCode);
    }

    [Fact]
    public void A_grant_ends_with_its_rating_hour()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 1000, at: "2026-03-02T10:59:50.500Z");
        Assert.Equal(10, bench.I().Grants[0].ValiditySeconds);
        bench.GoTo(LineBench.Utc("2026-03-02T10:00:00Z"));
        Assert.Equal(3600, new LineBench("KDR-PAYGO", rubles: 1000, at: "2026-03-02T10:00:00Z").I().Grants[0].ValiditySeconds);
    }

    [Theory]
    [InlineData("BRZ-DAY1")]
    [InlineData("MLK-BLOCK10")]
    [InlineData("LED-D40")]
    public void A_grant_ends_at_local_midnight_where_a_fee_or_a_bundle_does(string plan)
    {
        var bench = new LineBench(plan, rubles: 1000, at: "2026-03-02T20:59:00Z");
        Assert.Equal(60, bench.I().Grants[0].ValiditySeconds);
    }

    [Fact]
    public void A_grant_ends_with_a_plan_that_has_an_end()
    {
        var bench = new LineBench("BRZ-GUEST7", rubles: 1000);
        bench.Use(10_240 * LineBench.Megabyte);
        bench.GoTo(bench.Line.PlanValidUntil + TimeSpan.FromSeconds(-30));
        Assert.Equal(30, bench.I().Grants[0].ValiditySeconds);
    }

    [Fact]
    public void Throttled_quota_is_free_and_names_its_rate()
    {
        var bench = new LineBench("BRZ-DAY1", rubles: 25);
        bench.Use(1024 * LineBench.Megabyte);
        var grant = bench.I(session: 8).Grants[0];
        Assert.Equal((ResultCode.Success, 64, Money.Zero, false), (grant.ResultCode, grant.ThrottleKbps, grant.ReservedMoney, grant.Final));
        bench.U(50 * LineBench.Megabyte, session: 8);
        Assert.Equal((Money.Zero, 0L), (bench.Line.TotalCharged, bench.Line.UncoveredOctets));
        Assert.False(bench.Line.ThrottleNotEnforceable);
    }

    [Fact]
    public void A_core_that_cannot_throttle_is_shown()
    {
        var bench = new LineBench("BRZ-DAY1", rubles: 25);
        bench.Use(1024 * LineBench.Megabyte);
        var request = bench.Request(CcRequestType.Initial, 8, null, new Use(1, 0));
        request.CanThrottle = false;
        Assert.True(bench.Send(request).CannotThrottle);
        Assert.True(bench.Line.ThrottleNotEnforceable);
    }

    [Fact]
    public void An_opening_that_gets_nothing_is_refused_as_a_whole_and_in_each_service()
    {
        var bench = new LineBench("KDR-PAYGO");
        bench.Do(new LineCommand.Activate());
        var answer = bench.Send(bench.Request(CcRequestType.Initial, 1, null, new Use(1, 0), new Use(2, 0)));
        Assert.Equal(ResultCode.CreditLimitReached, answer.ResultCode);
        Assert.All(answer.Grants, grant => Assert.Equal(ResultCode.CreditLimitReached, grant.ResultCode));
        Assert.Empty(bench.Line.Sessions);
    }

    [Fact]
    public void Units_at_command_level_are_refused_at_command_level_in_mid_session()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 1);
        bench.I();
        var update = bench.Request(CcRequestType.Update, 1, null, new Use(1, 0, 10 * LineBench.Megabyte));
        update.HasServices = false;
        Assert.Equal(ResultCode.CreditLimitReached, bench.Send(update).ResultCode);
        Assert.Equal(Money.Zero, bench.Line.Balance);
    }

    [Fact]
    public void Several_services_of_one_request_share_what_there_is()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 2);
        var answer = bench.Send(bench.Request(CcRequestType.Initial, 1, null, [.. Enumerable.Range(1, 8).Select(group => new Use((uint)group, LineBench.Megabyte))]));
        Assert.True(bench.Available >= Money.Zero);
        Assert.InRange(answer.Grants.Sum(grant => grant.Octets), LineBench.Megabyte, 200 * LineBench.Megabyte / 120);
        Assert.Equal(ResultCode.Success, answer.ResultCode);
        bench.Send(bench.Request(CcRequestType.Termination, 1, null, [.. answer.Grants.Select(grant => new Use(grant.Unit.RatingGroup, null, grant.Octets))]));
        Assert.Equal(0, bench.Line.UncoveredOctets);
    }

    [Fact]
    public void The_same_service_twice_in_one_request_is_held_and_freed_twice()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 100);
        bench.Send(bench.Request(CcRequestType.Initial, 1, null, new Use(1, LineBench.Megabyte), new Use(1, LineBench.Megabyte)));
        bench.Send(bench.Request(CcRequestType.Update, 1, null, new Use(1, LineBench.Megabyte, 1000), new Use(1, LineBench.Megabyte, 1000)));
        bench.Send(bench.Request(CcRequestType.Termination, 1, null, new Use(1, null, 1000), new Use(1, null, 1000)));
        Assert.Equal((Money.Zero, 4000L), (bench.Line.Reserved, bench.Line.TotalOctets));
    }

    [Fact]
    public void A_report_of_nothing_costs_nothing_also_after_use_without_cover()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 1);
        bench.I();
        bench.U(20 * LineBench.Megabyte);
        Assert.True(bench.Line.UncoveredOctets > 0);
        bench.TopUpRubles(100);
        bench.U(0);
        Assert.Equal(Money.FromRubles(100), bench.Line.Balance);
        bench.T(1);
        Assert.True(bench.Line.Balance < Money.FromRubles(100));
    }

    [Fact]
    public void A_session_without_a_sign_is_supervised_and_what_it_held_comes_free()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 100);
        bench.I();
        var until = bench.Line.Sessions[0].SupervisedUntil;
        Assert.Equal(bench.Now + TimeSpan.FromSeconds(2 * 3600 + 60), until);
        bench.GoTo(until + TimeSpan.FromMilliseconds(-1)).Advance();
        Assert.Single(bench.Line.Sessions);
        bench.GoTo(until).Advance();
        Assert.Empty(bench.Line.Sessions);
        Assert.Equal((Money.FromRubles(100), Money.Zero), (bench.Available, bench.Line.Reserved));
        Assert.Equal(ResultCode.UnknownSessionId, bench.U(1000).ResultCode);
    }

    [Fact]
    public void A_line_has_at_most_sixteen_sessions()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 10_000);
        for (var session = 1UL; session <= 16; session++)
        {
            Assert.Equal(ResultCode.Success, bench.I(session: session).ResultCode);
        }

        Assert.Equal(ResultCode.EndUserServiceDenied, bench.I(session: 17).ResultCode);
    }

    [Fact]
    public void A_suspended_line_is_refused_and_charged_for_what_it_used()
    {
        var bench = new LineBench("MLK-D1G", rubles: 10, at: "2026-03-02T20:30:00Z");
        bench.I();
        bench.Wait(TimeSpan.FromMinutes(31));
        var answer = bench.U(LineBench.Megabyte);
        Assert.Equal((ResultCode.Success, ResultCode.CreditLimitReached), (answer.ResultCode, answer.Grants[0].ResultCode));
        Assert.Equal(1023 * LineBench.Megabyte, bench.Line.Buckets[0].Rest);
    }

    [Fact]
    public void Money_that_a_report_sets_free_pays_the_open_fee_and_data_goes_on()
    {
        var bench = new LineBench("MLK-D1G", rubles: 60, at: "2026-03-02T20:30:00Z");
        bench.I();
        bench.U(1024 * LineBench.Megabyte);
        Assert.Equal(Money.FromRubles(50), bench.Line.Reserved);
        bench.Wait(TimeSpan.FromMinutes(31)).Advance();
        Assert.Equal(Arrears.DataSuspended, bench.Line.Arrears);
        bench.U(0);
        Assert.Equal((Arrears.None, Money.FromRubles(40)), (bench.Line.Arrears, bench.Line.Balance));
    }
}
