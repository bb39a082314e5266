using System.Net;

namespace Kopek.Web.Tests.Care.Held;

/// <summary>What a holder changes: the cap on roaming, automatic renewal, notices.</summary>
public sealed class HeldFormsTests : IAsyncLifetime
{
    private const string Cap = "/care/services/roaming-cap?lang=en";
    private const string AutoPacks = "/care/services/auto-packs?lang=en";
    private const string Renewal = "/care/services/renewal?lang=en";
    private const string Wishes = "/care/notices?lang=en";
    private HeldScene scene = null!;
    private string line = "";

    public async ValueTask InitializeAsync()
    {
        scene = await HeldScene.Start();
        line = await scene.Api.OpenActive(50_000);
        await scene.Api.OpenActive(50_000, "79000000002");
        scene.SignIn(HeldScene.Number);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task A_cap_on_roaming_is_set_raised_and_removed_each_once()
    {
        await scene.Browser.Get("/care/services?lang=en");
        var fields = scene.Browser.Page.Hidden(Cap);
        fields["amount"] = "500";
        Assert.Contains("At most 500.00 RUB a month", (await scene.Browser.Send(Cap, fields)).Text, StringComparison.Ordinal);
        await scene.Browser.Post(Cap, ("amount", "700,50"));
        // The first form again is what was done already: it does not lower the cap.
        await scene.Browser.Send(Cap, fields);
        Assert.Equal(70_050, await CapOf(line));
        fields["amount"] = "1";
        Assert.Equal(409, (await scene.Browser.Send(Cap, fields)).Status);
        Assert.Equal(70_050, await CapOf(line));
        await scene.Browser.Get("/care/services?lang=en");
        await scene.Browser.Post(Cap, ("do", "remove"));
        Assert.Contains("No cap", scene.Browser.Page.Text, StringComparison.Ordinal);
        Assert.Null(await CapOf(line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("20000000")]
    [InlineData("<b>5</b>")]
    public async Task A_cap_that_is_no_sum_is_refused(string amount)
    {
        await scene.Browser.Get("/care/services?lang=en");
        var page = await scene.Browser.Post(Cap, ("amount", amount));
        Assert.Equal(422, page.Status);
        Assert.DoesNotContain("<b>5", page.Html, StringComparison.Ordinal);
        Assert.Null(await CapOf(line));
    }

    [Fact]
    public async Task Packs_by_themselves_are_stopped_and_allowed_each_once()
    {
        var own = await scene.Api.Open("79000000003", "MLK-D1G");
        scene.SignIn("79000000003");
        Assert.Contains("50.00 RUB each; bought in this period: 0, at most 5", (await scene.Browser.Get("/care/services?lang=en")).Text, StringComparison.Ordinal);
        var fields = scene.Browser.Page.Hidden(AutoPacks);
        fields["do"] = "stop";
        Assert.Contains("Stopped: when the data is used up it ends", (await scene.Browser.Send(AutoPacks, fields)).Text, StringComparison.Ordinal);
        await scene.Browser.Post(AutoPacks, ("do", "allow"));
        Assert.DoesNotContain("Stopped:", scene.Browser.Page.Text, StringComparison.Ordinal);
        // The first form again is what was done already.
        await scene.Browser.Send(AutoPacks, fields);
        Assert.False((await scene.Api.Get(own)).Json["autoPackStop"]!.GetValue<bool>());
        fields["do"] = "allow";
        Assert.Equal(409, (await scene.Browser.Send(AutoPacks, fields)).Status);
        fields["do"] = "buy";
        Assert.Equal(400, (await scene.Browser.Send(AutoPacks, fields)).Status);
    }

    [Fact]
    public async Task Automatic_renewal_is_paused_resumed_and_stopped()
    {
        await scene.Api.Post($"{line}/auto-renewal", """{"rules":{"beforeRenewal":{"hours":48}},"method":"none"}""", method: HttpMethod.Put);
        Assert.Contains("What lacks for the fee, 48 h before it.", (await scene.Browser.Get("/care/services?lang=en")).Text, StringComparison.Ordinal);
        var pause = scene.Browser.Page.Hidden(Renewal);
        pause["do"] = "pause";
        await scene.Browser.Send(Renewal, pause);
        Assert.Equal("paused", await StatusOf(line));
        await scene.Browser.Post(Renewal, ("do", "resume"));
        await scene.Browser.Send(Renewal, pause);
        Assert.Equal("active", await StatusOf(line));
        await scene.Browser.Get("/care/services?lang=en");
        await scene.Browser.Post(Renewal, ("do", "stop"));
        Assert.Equal("stopped", await StatusOf(line));
        Assert.Equal(422, (await scene.Browser.Send(Renewal, new Dictionary<string, string>(pause) { ["order"] = new('a', 32) })).Status);
        Assert.Equal(400, (await scene.Browser.Send(Renewal, new Dictionary<string, string>(pause) { ["do"] = "buy" })).Status);
    }

    [Fact]
    public async Task Thresholds_quiet_hours_and_language_are_kept_and_what_is_wrong_is_not()
    {
        await scene.Browser.Get(Wishes);
        var page = await scene.Browser.Post(Wishes, ("language", "ru"), ("low1", "30"), ("low2", "100,5"), ("from", "23:00"), ("until", "07:30"), ("sms", "yes"));
        Assert.Contains("Saved.", page.Text, StringComparison.Ordinal);
        var kept = (await scene.Api.Get($"{line}/notice-preferences")).Json;
        Assert.Equal(("ru", 10_050, "07:30", false), (kept["language"]!.GetValue<string>(), kept["lowBalance"]![0]!["value"]!.GetValue<long>(),
            kept["quietHours"]!["until"]!.GetValue<string>(), kept["urgentInQuietHours"]!.GetValue<bool>()));
        Assert.Equal(422, (await scene.Browser.Post(Wishes, ("language", "en"), ("low1", "<script>"), ("from", ""), ("until", ""))).Status);
        Assert.DoesNotContain("<script>", scene.Browser.Page.Html, StringComparison.Ordinal);
        Assert.Equal(422, (await scene.Browser.Post(Wishes, ("language", "en"), ("from", "22:00"), ("until", "22:00"))).Status);
        Assert.Equal(422, (await scene.Browser.Post(Wishes, ("language", "en"), ("from", "22:00"), ("until", "24:00"))).Status);
        Assert.Equal(400, (await scene.Browser.Post(Wishes, ("language", "de"))).Status);
        Assert.Equal("ru", (await scene.Api.Get($"{line}/notice-preferences")).Json["language"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_form_changes_no_line_but_the_one_of_the_session()
    {
        await scene.Browser.Get("/care/services?lang=en");
        var fields = scene.Browser.Page.Hidden(Cap);
        fields["amount"] = "500";
        fields["number"] = "79000000002";
        Assert.Equal(409, (await scene.Browser.Send(Cap, fields)).Status);
        fields["number"] = HeldScene.Number;
        fields["order"] = "x";
        Assert.Equal(400, (await scene.Browser.Send(Cap, fields)).Status);
        Assert.Null(await CapOf("/api/v1/lines/79000000002"));
        Assert.Null(await CapOf(line));
    }

    [Theory]
    [InlineData(Cap)]
    [InlineData(Renewal)]
    [InlineData(Wishes)]
    public async Task A_form_of_another_site_or_after_signing_out_is_refused(string path)
    {
        await scene.Browser.Get("/care/services?lang=en");
        var fields = scene.Browser.Page.Hidden(Cap);
        fields["amount"] = "500";
        fields["language"] = "ru";
        Assert.Equal(HttpStatusCode.BadRequest, await Send(path, fields, "cross-site"));
        scene.SignedIn.End(HeldScene.Token);
        Assert.Equal(HttpStatusCode.SeeOther, await Send(path, fields, "same-origin"));
        Assert.Null(await CapOf(line));
        Assert.Equal("zh-CN", (await scene.Api.Get($"{line}/notice-preferences")).Json["language"]!.GetValue<string>());
    }

    private async Task<HttpStatusCode> Send(string path, Dictionary<string, string> fields, string from)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = scene.Browser.Cookies }) { BaseAddress = scene.Api.Client.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", from);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task<long?> CapOf(string of) => (await scene.Api.Get($"{of}/roaming-cap")).Json["roamingCap"]?["cap"]?["value"]?.GetValue<long>();

    private async Task<string> StatusOf(string of) => (await scene.Api.Get($"{of}/auto-renewal")).Json["status"]!.GetValue<string>();
}
