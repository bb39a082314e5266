using Kopek.Core.Mandates;
using Kopek.Core.Notices;
using Kopek.Core.TopUps;

namespace Kopek.Core.Tests.Mandates;

public sealed class CardExpiryTests
{
    private static readonly MandateMethod november = MandateBench.Card with { ExpiresYear = 2026, ExpiresMonth = 11 };
    private static readonly Moment end = MandateBench.Local(2026, 12, 1, 0);
    private readonly MandateBench bench = new() { Now = MandateBench.Local(2026, 10, 15, 12) };

    public CardExpiryTests() => bench.Sets(MandateBench.Below(method: november));

    [Fact]
    public void The_holder_is_warned_once_thirty_days_ahead_and_once_seven()
    {
        foreach (var days in (int[])[30, 7])
        {
            bench.Now = end + -TimeSpan.FromDays(days) + -TimeSpan.FromMilliseconds(1);
            Assert.Empty(bench.Looks());
            bench.Now = end + -TimeSpan.FromDays(days);
            Assert.Equal(days, Assert.IsType<MandateEvent.CardExpiryWarned>(Assert.Single(bench.Looks())).Days);
            Assert.Empty(bench.Looks());
        }

        Assert.Equal(2, bench.Told.OfType<Notice.CardExpiring>().Select(notice => notice.Occasion).Distinct().Count());
    }

    [Fact]
    public void What_is_found_out_in_the_last_days_is_told_once()
    {
        bench.Now = end + -TimeSpan.FromDays(3);
        Assert.Equal(7, Assert.IsType<MandateEvent.CardExpiryWarned>(Assert.Single(bench.Looks())).Days);
        Assert.Empty(bench.Looks());
    }

    [Fact]
    public void Another_card_is_warned_of_anew_and_the_same_one_is_not()
    {
        bench.Now = end + -TimeSpan.FromDays(3);
        bench.Looks();
        bench.Sets(MandateBench.Below(cap: 900, method: november));
        Assert.Empty(bench.Looks());
        bench.Sets(MandateBench.Below(method: november with { Id = "pm_2" }));
        Assert.Single(bench.Looks());
    }

    [Fact]
    public void A_card_is_charged_in_the_last_minute_of_its_month_and_not_after()
    {
        bench.Now = end + -TimeSpan.FromMilliseconds(1);
        bench.Looks(10);
        Assert.Equal(1, bench.Attempts);
        var late = new MandateBench { Now = end };
        late.Sets(MandateBench.Below(method: november));
        late.Looks(10);
        Assert.Equal(0, late.Attempts);
        Assert.Equal(DeclineReason.ExpiredMethod, Assert.IsType<Notice.AutoRenewalFailed>(late.Told[^1]).Reason);
    }

    [Fact]
    public void What_never_expires_is_never_warned_of()
    {
        bench.Sets(MandateBench.Below());
        bench.Now = MandateBench.Local(2099, 1, 1, 0);
        Assert.Empty(bench.Looks());
    }
}
