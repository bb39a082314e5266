using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Lines;

public sealed class InactivityTests
{
    // KDR-PAYGO: from day 90 on 5.00 a day; then 180 days at zero.
    private static LineBench Idle(long rubles)
    {
        var bench = new LineBench("KDR-PAYGO", rubles);
        bench.Use(0);
        return bench;
    }

    [Fact]
    public void The_fee_begins_after_ninety_idle_days_and_comes_each_local_midnight()
    {
        var bench = new LineBench("KDR-PAYGO", rubles: 12);
        var due = LineBench.Local("Europe/Moscow", 2026, 5, 31, 13);
        bench.GoTo(due + TimeSpan.FromMilliseconds(-1)).Advance();
        Assert.Equal(Money.FromRubles(12), bench.Line.Balance);
        bench.GoTo(due).Advance();
        Assert.Equal((FeeKind.Inactivity, Money.FromRubles(7)), (bench.Happened<LineEvent.FeeCharged>().Kind, bench.Line.Balance));
        bench.GoTo(LineBench.Local("Europe/Moscow", 2026, 6, 1)).Advance();
        Assert.Equal(Money.FromRubles(2), bench.Line.Balance);
        bench.GoTo(LineBench.Local("Europe/Moscow", 2026, 6, 2)).Advance();
        Assert.Equal((Money.Zero, LineLife.Active), (bench.Line.Balance, bench.Line.Life));
        bench.GoTo(LineBench.Local("Europe/Moscow", 2026, 6, 3)).Advance();
        Assert.Equal(LineLife.Grace, bench.Line.Life);
        Assert.Equal(LineBench.Local("Europe/Moscow", 2026, 11, 30), bench.Line.GraceUntil);
    }

    [Fact]
    public void Use_and_a_top_up_put_it_off_and_a_report_of_nothing_does_not()
    {
        var used = new LineBench("KDR-PAYGO", rubles: 1000);
        used.WaitDays(80).Use(1);
        used.WaitDays(20).Advance();
        Assert.DoesNotContain(used.Log, e => e.Event is LineEvent.FeeCharged { Kind: FeeKind.Inactivity });
        var idle = new LineBench("KDR-PAYGO", rubles: 1000);
        idle.WaitDays(80).Use(0);
        idle.WaitDays(20).Advance();
        Assert.Contains(idle.Log, e => e.Event is LineEvent.FeeCharged { Kind: FeeKind.Inactivity });
        var toppedUp = new LineBench("KDR-PAYGO", rubles: 1000);
        toppedUp.WaitDays(80).TopUpRubles(100);
        toppedUp.WaitDays(20).Advance();
        Assert.DoesNotContain(toppedUp.Log, e => e.Event is LineEvent.FeeCharged { Kind: FeeKind.Inactivity });
    }

    [Fact]
    public void A_top_up_revives_a_line_in_grace_and_a_line_left_there_is_closed()
    {
        var bench = Idle(0).WaitDays(100).Advance();
        Assert.Equal(LineLife.Grace, bench.Line.Life);
        Assert.Equal(ResultCode.CreditLimitReached, bench.I().ResultCode);
        bench.TopUpRubles(100);
        Assert.Equal((LineLife.Active, Money.FromRubles(100)), (bench.Line.Life, bench.Line.Balance));
        Assert.Equal(ResultCode.Success, bench.I(session: 2).ResultCode);

        bench = Idle(0).WaitDays(100).Advance();
        bench.GoTo(bench.Line.GraceUntil + TimeSpan.FromMilliseconds(-1)).Advance();
        Assert.Equal(LineLife.Grace, bench.Line.Life);
        bench.Wait(TimeSpan.FromMilliseconds(1)).Advance();
        Assert.Equal(LineLife.Closed, bench.Line.Life);
        Assert.Equal(RefusalCode.LineClosed, bench.TopUpRubles(100).Refused);
        Assert.Equal(ResultCode.UserUnknown, bench.I(session: 3).ResultCode);
        Assert.True(LineDue.Next(bench.Line).IsNever);
    }

    [Fact]
    public void A_year_that_is_paid_for_is_not_lost_by_not_using_it()
    {
        var bench = new LineBench("KDR-YEAR20", rubles: 6500);
        bench.WaitDays(364).Advance();
        Assert.Equal((LineLife.Active, Arrears.None), (bench.Line.Life, bench.Line.Arrears));
        Assert.Equal(ResultCode.Success, bench.I().ResultCode);
        var idle = new LineBench("KDR-YEAR20", rubles: 6500);
        idle.WaitDays(366).Advance();
        Assert.Equal(LineLife.Grace, idle.Line.Life);
    }

    [Fact]
    public void Reviving_a_line_charges_the_fee_that_is_due_in_the_same_step()
    {
        var bench = new LineBench("MLK-D1G", rubles: 10);
        bench.WaitDays(130).Advance();
        Assert.Equal(LineLife.Grace, bench.Line.Life);
        Assert.Equal(Money.FromRubles(40), bench.TopUpRubles(50).AvailableAfter);
        bench.Advance();
        Assert.Empty(bench.Last);
    }
}
