using Kopek.Web.Tests.Care.Held;
using Microsoft.Data.Sqlite;

namespace Kopek.Web.Tests.Care.Plans;

/// <summary>A holder who is signed in changes the plan of his line.</summary>
public sealed class PlanChangeTests : IAsyncLifetime
{
    private const string Change = "/care/plans/change?lang=en";
    private HeldScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await HeldScene.Start();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    [InlineData("ru")]
    public async Task Every_page_is_small_and_whole_in_each_language(string language)
    {
        await Open("KDR-M50", 200_000);
        foreach (var path in (string[])["plans", "plans/KDR-PAYGO", "plans/change", "plans/KDR-PAYGO/change", "plans/KDR-YEAR20/change"])
        {
            var page = await scene.Browser.Get($"/care/{path}?lang={language}");
            Assert.Equal(200, page.Status);
            Assert.InRange(HeldScene.Weight(page), 1000, HeldScene.MostBytes);
            Assert.Equal(2, page.Html.Split("<h1>").Length);
            Assert.DoesNotMatch(@"\b(held|home|packs|change|plans)\.[a-z_]+", page.Text);
        }
    }

    [Fact]
    public async Task A_change_at_once_says_what_it_takes_and_what_is_lost_and_happens_once()
    {
        var line = await Open("KDR-PAYGO", 200_000);
        var page = await scene.Browser.Get("/care/plans/KDR-M50/change?lang=en");
        Assert.Contains("Fee now 850.00 RUB", page.Text, StringComparison.Ordinal);
        Assert.Contains("New data 50.0 GB", page.Text, StringComparison.Ordinal);
        // Nothing is paid for a period on this plan: there is no end to wait for.
        Assert.DoesNotContain("When the paid period ends", page.Text, StringComparison.Ordinal);
        var before = await scene.Api.Balance(line);
        var fields = Fields(page, "now");
        var done = await scene.Browser.Send(Change, fields);
        Assert.StartsWith("/care/done/", done.Path, StringComparison.Ordinal);
        Assert.Contains("-850.00 RUB", done.Text, StringComparison.Ordinal);
        Assert.Equal(done.Path, (await scene.Browser.Send(Change, fields)).Path);
        Assert.Equal(("KDR-M50", before - 85_000), (await PlanOf(line), await scene.Api.Balance(line)));
        fields["plan"] = "KDR-PAYGO";
        Assert.Equal(409, (await scene.Browser.Send(Change, fields)).Status);
        Assert.Equal("KDR-M50", await PlanOf(line));
        await scene.Online(HeldScene.Number, 1 << 30);
        page = await scene.Browser.Get("/care/plans/KDR-YEAR20/change?lang=en");
        Assert.Contains("The balance does not cover it", page.Text, StringComparison.Ordinal);
        Assert.Contains("Old data that is lost 48.9 GB", (await scene.Browser.Get("/care/plans/KDR-PAYGO/change?lang=en")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_at_the_end_of_the_period_takes_nothing_now_and_can_be_taken_back()
    {
        var line = await Open("KDR-M50", 200_000);
        var before = await scene.Api.Balance(line);
        var page = await scene.Browser.Get("/care/plans/KDR-PAYGO/change?lang=en");
        Assert.Contains("Paid until, not given back", page.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await scene.Browser.Send(Change, Fields(page, "period_end"))).Status);
        Assert.Equal(("KDR-M50", "KDR-PAYGO", before), (await PlanOf(line), await NextOf(line), await scene.Api.Balance(line)));
        Assert.Contains("it changes to Pay As You Go when this period ends", (await scene.Browser.Get("/care/plans/change?lang=en")).Text, StringComparison.Ordinal);
        page = await scene.Browser.Get("/care/plans/KDR-M50/change?lang=en");
        Assert.DoesNotContain("Fee now", page.Text, StringComparison.Ordinal);
        await scene.Browser.Send(Change, Fields(page, "period_end"));
        Assert.Null(await NextOf(line));
        Assert.DoesNotContain("when this period ends.", (await scene.Browser.Get("/care/plans/change?lang=en")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_statement_is_late_the_change_is_not_said_to_be_nothing()
    {
        await Open("KDR-PAYGO", 200_000);
        var fields = Fields(await scene.Browser.Get("/care/plans/KDR-M50/change?lang=en"), "now");
        string path;
        using (var another = new SqliteConnection($"Data Source={Path.Combine(scene.Api.Folder, "books.db")};Pooling=False"))
        {
            another.Open();
            using var hold = another.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            hold.ExecuteNonQuery();
            var late = await scene.Browser.Send(Change, fields);
            path = late.Path;
            Assert.Equal(503, late.Status);
            Assert.Contains("not yet in the statement", late.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Nothing found", late.Text, StringComparison.Ordinal);
        }

        foreach (var shard in Enumerable.Range(0, LiveApi.ShardCount))
        {
            Assert.True(await scene.Api.Books.CaughtUp(shard, TimeSpan.FromSeconds(60)));
        }

        Assert.Contains("-850.00 RUB", (await scene.Browser.Get(path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_offered_only_where_the_rules_allow_it_and_only_to_who_is_signed_in()
    {
        var line = await Open("KDR-M50", 200_000);
        const string link = "/care/plans/KDR-PAYGO/change";
        Assert.Contains(link, (await scene.Browser.Get("/care/plans/KDR-PAYGO?lang=en")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/change?", (await scene.Browser.Get("/care/plans/KDR-M50?lang=en")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/change?", (await scene.Browser.Get("/care/plans/BRZ-M25?lang=en")).Html, StringComparison.Ordinal);
        Assert.Equal(404, (await scene.Browser.Get("/care/plans/BRZ-M25/change?lang=en")).Status);
        Assert.Contains("The line has this plan already", (await scene.Browser.Get("/care/plans/KDR-M50/change?lang=en")).Text, StringComparison.Ordinal);
        var fields = Fields(await scene.Browser.Get($"{link}?lang=en"), "now");
        fields["plan"] = "BRZ-M25";
        Assert.Equal(404, (await scene.Browser.Send(Change, fields)).Status);
        fields["plan"] = "KDR-M50";
        Assert.Equal(422, (await scene.Browser.Send(Change, fields)).Status);
        fields["when"] = "yesterday";
        Assert.Equal(400, (await scene.Browser.Send(Change, fields)).Status);
        Assert.Equal("KDR-M50", await PlanOf(line));
        scene.SignedIn.End(HeldScene.Token);
        Assert.DoesNotContain("/change?", (await scene.Browser.Get("/care/plans/KDR-PAYGO?lang=en")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/change?", (await scene.Browser.Get("/care/plans?lang=en")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pack_that_the_new_plan_does_not_carry_is_named()
    {
        var line = await Open("LED-D40", 300_000);
        await scene.Api.Post($"{line}/packs", """{"pack":"LED-CN7D"}""");
        var page = await scene.Browser.Get("/care/plans/LED-ROUTER/change?lang=en");
        Assert.Contains("China 3 GB, 7 days has 3.0 GB left, which does not work with this plan.", page.Text, StringComparison.Ordinal);
        Assert.Contains("This plan does not work abroad; yours does.", page.Text, StringComparison.Ordinal);
    }

    private async Task<string> Open(string plan, long kopeks)
    {
        var line = await scene.Api.Open(plan: plan);
        Assert.Equal(201, (await scene.Api.TopUp(line, kopeks)).Status);
        Assert.Equal(200, (await scene.Api.Post($"{line}/activation", null)).Status);
        scene.SignIn(HeldScene.Number);
        return line;
    }

    /// <summary>Of the form for that moment: there may be two on the page.</summary>
    private static Dictionary<string, string> Fields(Tests.Counter.Page page, string when)
    {
        var form = page.Html.Split("<form ").Single(part => part.Contains($"value=\"{when}\"", StringComparison.Ordinal));
        return (page with { Html = "<form " + form }).Hidden(Change);
    }

    private async Task<string> PlanOf(string line) => (await scene.Api.Get(line)).Json["plan"]!.GetValue<string>();

    private async Task<string?> NextOf(string line) => (await scene.Api.Get(line)).Json["nextPlan"]?.GetValue<string>();
}
