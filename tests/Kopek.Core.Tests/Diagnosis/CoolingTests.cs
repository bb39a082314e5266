using Kopek.Core.Diagnosis;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Diagnosis;

/// <summary>The hours of the cooling period, on both sides of each.</summary>
public sealed class CoolingTests
{
    private static readonly CoolingTerms Terms = new(72, 24, true, "2026-11-01");
    private static readonly Moment Start = new(1_790_000_000_000);
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);
    private static readonly NetworkCode Home = NetworkCode.Parse("00101"u8);
    private static readonly NetworkCode Abroad = NetworkCode.Parse("40101"u8);

    [Theory]
    [InlineData(-1, Verdict.RuledOut)]
    [InlineData(0, Verdict.Likely)]
    public void Silence_begins_it_at_its_hours_and_not_before(int milliseconds, Verdict expected)
    {
        var seen = Session(default, Start);
        Assert.Equal(expected, Find(seen, Start + TimeSpan.FromHours(72) + TimeSpan.FromMilliseconds(milliseconds)).Verdict);
    }

    [Theory]
    [InlineData(-1, Verdict.Likely)]
    [InlineData(0, Verdict.RuledOut)]
    public void It_ends_its_hours_after_the_first_attempt(int milliseconds, Verdict expected)
    {
        var back = Start + TimeSpan.FromHours(80);
        var seen = Begin(Session(default, Start), back);
        var found = Find(seen, back + TimeSpan.FromHours(24) + TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal(expected, found.Verdict);
        Assert.Equal(expected == Verdict.Likely ? back + TimeSpan.FromHours(24) : Moment.Never, found.Until);
    }

    [Fact]
    public void A_second_attempt_does_not_begin_the_hours_anew()
    {
        var back = Start + TimeSpan.FromHours(80);
        var seen = Begin(Begin(Session(default, Start), back), back + TimeSpan.FromMinutes(30));
        Assert.Equal(back + TimeSpan.FromHours(24), Find(seen, back + TimeSpan.FromHours(1)).Until);
    }

    [Fact]
    public void Data_that_flowed_since_rules_it_out()
    {
        var back = Start + TimeSpan.FromHours(80);
        var seen = Session(Begin(Session(default, Start), back), back + Instant);
        Assert.Equal(Verdict.RuledOut, Find(seen, back + TimeSpan.FromHours(1)).Verdict);
    }

    [Fact]
    public void An_end_without_data_rules_nothing_out()
    {
        var back = Start + TimeSpan.FromHours(80);
        var seen = End(Begin(Session(default, Start), back), back + Instant, 0);
        Assert.Equal(Verdict.Likely, Find(seen, back + TimeSpan.FromHours(1)).Verdict);
    }

    [Theory]
    [InlineData(true, Verdict.Likely)]
    [InlineData(false, Verdict.RuledOut)]
    public void A_return_begins_it_where_the_terms_say_so(bool afterReturn, Verdict expected)
    {
        var seen = Begin(Session(default, Start, Abroad), Start + TimeSpan.FromMinutes(5));
        Assert.Equal(expected, Find(seen, Start + TimeSpan.FromHours(1), Terms with { AfterReturn = afterReturn }, cameHome: true).Verdict);
    }

    [Fact]
    public void Without_terms_or_a_sign_of_the_line_nothing_is_guessed()
    {
        Assert.Equal(Verdict.Unknown, Find(Session(default, Start), Start + TimeSpan.FromHours(100), terms: null).Verdict);
        Assert.Equal(Verdict.Unknown, Find(default, Start).Verdict);
    }

    [Fact]
    public void A_refusal_is_kept_with_its_code_and_a_long_session_is_no_silence()
    {
        var seen = Begin(default, Start).See(Start + TimeSpan.FromDays(5), Request(CcRequestType.Update), ResultCode.CreditLimitReached);
        Assert.Equal((ResultCode.CreditLimitReached, Start + TimeSpan.FromDays(5), default(Moment)), (seen.RefusedCode, seen.RefusedAt, seen.BackAt));
        Assert.Equal(default, Begin(Begin(default, Start).Lost(Start + TimeSpan.FromDays(5)), Start + TimeSpan.FromDays(5) + Instant).BackAt);
    }

    private static Finding Find(in Sighting seen, Moment now) => Find(seen, now, Terms);

    private static Finding Find(in Sighting seen, Moment now, CoolingTerms? terms, bool cameHome = false)
    {
        var healthy = new ServiceState("active", "none", "none", true, false, Money.Zero);
        var line = new LineFacts(new LineId(1), "KDR", "KDR-PAYGO", "Europe/Moscow", healthy, Money.Zero, Moment.Never, 0, false, false, seen, null, now) { CameHome = cameHome };
        return DiagnosisRules.Diagnose(new DiagnosisFacts(line, NetworkConditions.None with { Cooling = terms })).Findings.Single(finding => finding.Cause == Cause.CoolingPeriod);
    }

    /// <summary>A session that used data and ended at once.</summary>
    private static Sighting Session(in Sighting seen, Moment at, NetworkCode? network = null) => End(Begin(seen, at, network), at, 1);

    private static Sighting Begin(in Sighting seen, Moment at, NetworkCode? network = null) => seen.See(at, Request(CcRequestType.Initial, network), ResultCode.Success);

    private static Sighting End(in Sighting seen, Moment at, long octets)
    {
        var request = Request(CcRequestType.Termination);
        request.UnitCount = 1;
        request.Units[0] = new RequestedUnits { Reports = true, UsedOctets = octets };
        return seen.See(at, request, ResultCode.Success);
    }

    private static CreditControl Request(CcRequestType type, NetworkCode? network = null) => new() { Type = type, Network = network ?? Home };
}
