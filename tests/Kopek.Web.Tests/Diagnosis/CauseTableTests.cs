using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Web.Diagnosis;

namespace Kopek.Web.Tests.Diagnosis;

/// <summary>For every cause a line that is in it, made through the engine or the operators' files: it comes first. A healthy line has none.</summary>
public sealed class CauseTableTests
{
    private static readonly LocalizedText Note = new("注", "Note", "Заметка");
    private static readonly DiagnosisQuestion Moscow = new(Region: "RU-MOW", Device: RadioTechnologies.FourthGeneration, AccessPoint: "Internet.KDR.example", Imei: DiagnosisScene.Phone);

    private static readonly Dictionary<string, Way> Ways = new()
    {
        ["no money for data, refused"] = new(Cause.BalanceShort, Verdict.Certain, scene => Refused(scene, scene.Open(rubles: 0), ResultCode.CreditLimitReached)),
        ["fee not covered, data off"] = new(Cause.BalanceShort, Verdict.Certain, scene => Refused(scene, After(scene, scene.Open("MLK-M40", 550), 31), ResultCode.CreditLimitReached)),
        ["fee not covered, all off"] = new(Cause.BalanceShort, Verdict.Certain, scene => Refused(scene, After(scene, scene.Open("BRZ-DAY1", 25), 1), ResultCode.CreditLimitReached)),
        ["promised payment overdue"] = new(Cause.BalanceShort, Verdict.Certain, scene =>
            Refused(scene, After(scene, scene.Do(scene.UseUp(scene.Open(rubles: 1)), new LineCommand.TakePromisedPayment(Money.FromRubles(100))), 4), ResultCode.CreditLimitReached)),
        ["silent for days"] = new(Cause.CoolingPeriod, Verdict.Likely, scene => After(scene, scene.Online(scene.Open()), 4)),
        ["first attempt after days"] = new(Cause.CoolingPeriod, Verdict.Likely, scene => Attempt(scene, After(scene, scene.Online(scene.Open()), 4))),
        ["back from abroad"] = new(Cause.CoolingPeriod, Verdict.Likely, scene => Attempt(scene, After(scene, scene.Online(scene.Open(), "401-01"), 1))),
        ["shutdown in the region"] = new(Cause.AreaShutdown, Verdict.Likely, scene => scene.Online(scene.Open()), Moscow, Shut("RU-MOW")),
        ["shutdown everywhere"] = new(Cause.AreaShutdown, Verdict.Certain, scene => scene.Online(scene.Open()), null, Shut(null)),
        ["included data used up"] = new(Cause.DataUsedUp, Verdict.Certain, scene => scene.UseUp(scene.Open("MLK-D1G", 1000))),
        ["packs by themselves stopped"] = new(Cause.DataUsedUp, Verdict.Certain, Stopped),
        ["slow after the bundle"] = new(Cause.SpeedReduced, Verdict.Certain, scene => scene.Online(scene.Open("BRZ-DAY1", 500), octets: 1L << 30)),
        ["slow for an open fee"] = new(Cause.SpeedReduced, Verdict.Certain, scene => After(scene, scene.Open("LED-FLEX30", 480), 31)),
        ["plan over"] = new(Cause.PlanExpired, Verdict.Certain, scene => Refused(scene, After(scene, scene.Open("BRZ-GUEST7", 1000), 8), ResultCode.EndUserServiceDenied)),
        ["identity not confirmed"] = new(Cause.IdentityNotConfirmed, Verdict.Certain, Barred(BarReason.IdentityNotConfirmed)),
        ["another device"] = new(Cause.DeviceNotBound, Verdict.Likely, scene => scene.Online(scene.Open()), Moscow with { Imei = DiagnosisScene.Phone + 1 }),
        ["barred by its holder"] = new(Cause.BarredByHolder, Verdict.Certain, Barred(BarReason.Voluntary)),
        ["barred by the operator"] = new(Cause.BarredByOperator, Verdict.Certain, Barred(BarReason.Operator)),
        ["barred for fraud"] = new(Cause.BarredForFraud, Verdict.Certain, Barred(BarReason.Fraud)),
        ["another access point"] = new(Cause.WrongAccessPoint, Verdict.Likely, scene => scene.Online(scene.Open()), Moscow with { AccessPoint = "internet.led.example" }),
        ["a foreign SIM's first hours"] = new(Cause.ForeignSimSilent, Verdict.Likely, scene => Attempt(scene, scene.Open(imsi: "460001234567890"))),
        ["plan does not go there"] = new(Cause.RoamingOff, Verdict.Certain, scene => Refused(scene, scene.Open("LED-ROUTER", 1500), ResultCode.EndUserServiceDenied, "460-01")),
        ["in a network of no country"] = new(Cause.RoamingOff, Verdict.Certain, scene => Refused(scene, scene.Open(), ResultCode.RatingFailed, "901-01")),
        ["nothing covers data there"] = new(Cause.NoCoverAbroad, Verdict.Certain, scene => Refused(scene, scene.Open("MLK-M40", 550), ResultCode.CreditLimitReached, "401-01")),
        ["cap on roaming reached"] = new(Cause.RoamingCapReached, Verdict.Certain,
            scene => Refused(scene, scene.Do(scene.Open("MLK-M40", 5000), new LineCommand.SetRoamingCap(Money.Zero)), ResultCode.CreditLimitReached, "401-01")),
        ["cap on roaming reached, and no money"] = new(Cause.RoamingCapReached, Verdict.Certain,
            scene => Refused(scene, scene.Do(scene.Open("MLK-M40", 550), new LineCommand.SetRoamingCap(Money.Zero)), ResultCode.CreditLimitReached, "401-01")),
        ["no network in the region"] = new(Cause.NoCoverage, Verdict.Certain, scene => scene.Online(scene.Open()), Moscow with { Region = "RU-CHU" }),
        ["3G device, 3G gone"] = new(Cause.NoCoverage, Verdict.Certain, scene => scene.Online(scene.Open()), Moscow with { Device = RadioTechnologies.ThirdGeneration }),
        ["never used, not paid"] = new(Cause.NotActivated, Verdict.Certain, scene => Refused(scene, scene.Open(rubles: 0, sold: false), ResultCode.CreditLimitReached)),
        ["never used, paid"] = new(Cause.NotActivated, Verdict.Likely, scene => scene.Open(sold: false)),
        ["contract ended"] = new(Cause.ContractEnded, Verdict.Certain, scene => Refused(scene, scene.Do(scene.Open(rubles: 0), new LineCommand.Close()), ResultCode.UserUnknown)),
        ["outage in the region"] = new(Cause.Outage, Verdict.Likely, scene => scene.Online(scene.Open()), Moscow, Broken("RU-MOW")),
        ["outage of the network"] = new(Cause.Outage, Verdict.Certain, scene => scene.Online(scene.Open()), null, Broken(null)),
    };

    public static TheoryData<string> Names => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_line_in_this_state_gets_this_cause_first(string name)
    {
        var way = Ways[name];
        var scene = new DiagnosisScene(way.Conditions);
        var diagnosis = await scene.Diagnose(way.Make(scene), way.Question);
        Assert.Equal((way.Cause, way.Verdict), (diagnosis.First?.Cause, diagnosis.First?.Verdict));
        Assert.NotEqual(Fix.None, diagnosis.First!.Fix);
        Assert.Equal(diagnosis.First.TopUpHelps, diagnosis.TopUpHelps);
        Assert.Equal(diagnosis.TopUpHelps, diagnosis.Needed > Money.Zero);
        Assert.NotEmpty(diagnosis.First.Evidence);
    }

    [Fact]
    public async Task Where_the_holder_stopped_packs_that_the_plan_would_buy_that_is_what_helps_and_a_top_up_is_not()
    {
        var scene = new DiagnosisScene();
        var first = (await scene.Diagnose(Stopped(scene))).First!;
        Assert.Equal((Fix.AllowAutoPacks, false), (first.Fix, first.TopUpHelps));
        Assert.Contains(first.Evidence, evidence => evidence.Code == EvidenceCode.StoppedAutoPack && evidence.Amount == Money.FromRubles(50));
    }

    [Fact]
    public void Every_cause_has_its_line() => Assert.Empty(Enum.GetValues<Cause>().Except(Ways.Values.Select(way => way.Cause)));

    [Theory]
    [InlineData("KDR-PAYGO", 1000)]
    [InlineData("KDR-M50", 900)]
    [InlineData("BRZ-DAY1", 500)]
    [InlineData("BRZ-GUEST7", 1000)]
    [InlineData("LED-FLEX30", 1000)]
    [InlineData("MLK-D1G", 500)]
    public async Task A_healthy_line_has_no_cause_and_every_cause_is_spoken_of_once(string plan, long rubles)
    {
        var scene = new DiagnosisScene();
        var diagnosis = await scene.Diagnose(scene.Online(scene.Open(plan, rubles, imsi: "001030000000001")));
        Assert.Null(diagnosis.First);
        Assert.False(diagnosis.TopUpHelps);
        Assert.Equal(Enum.GetValues<Cause>(), diagnosis.Findings.Select(finding => finding.Cause).Order());
        Assert.Equal(Enum.GetValues<Check>(), diagnosis.Checks.Order());
    }

    [Fact]
    public async Task A_healthy_line_that_says_where_it_is_has_no_cause_either()
    {
        var scene = new DiagnosisScene();
        Assert.Null((await scene.Diagnose(scene.Online(scene.Open(imsi: "001030000000001")), Moscow)).First);
    }

    private static LineId Refused(DiagnosisScene scene, LineId line, int code, string network = DiagnosisScene.Home)
    {
        Assert.Equal(code, scene.Begin(line, network));
        return line;
    }

    /// <summary>The bundle is used up, and packs by themselves are stopped.</summary>
    private static LineId Stopped(DiagnosisScene scene) =>
        scene.Online(scene.Do(scene.Open("MLK-D1G", 1000), new LineCommand.SetAutoPackStop(true)), octets: 1L << 30);

    /// <summary>A session is granted, but no data flows in it.</summary>
    private static LineId Attempt(DiagnosisScene scene, LineId line) => Refused(scene, line, ResultCode.Success);

    private static LineId After(DiagnosisScene scene, LineId line, int days)
    {
        scene.Wait(TimeSpan.FromDays(days));
        return line;
    }

    private static Func<DiagnosisScene, LineId> Barred(BarReason reason) =>
        scene => Refused(scene, scene.Do(scene.Open(), new LineCommand.SetBar(reason)), ResultCode.EndUserServiceDenied);

    private static NetworkConditions Shut(string? region) =>
        DiagnosisScene.Known with { Shutdowns = [new Shutdown(region, Moment.Beginning, Moment.Never, Note, "2026-11-26")] };

    private static NetworkConditions Broken(string? region) =>
        DiagnosisScene.Known with { Outages = [new Outage("KDR", region, Moment.Beginning, Moment.Never, Note, "2026-11-26")] };

    private sealed record Way(Cause Cause, Verdict Verdict, Func<DiagnosisScene, LineId> Make, DiagnosisQuestion? Question = null, NetworkConditions? Conditions = null);
}
