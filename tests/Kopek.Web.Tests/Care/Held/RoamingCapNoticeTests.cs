using System.Diagnostics;

namespace Kopek.Web.Tests.Care.Held;

/// <summary>The cap that a holder set on the page comes near abroad, is reached, and is told: page, engine, journal, tail and record are the real ones.</summary>
public sealed class RoamingCapNoticeTests : IAsyncLifetime
{
    private const string Cap = "/care/services/roaming-cap?lang=en";
    private const string China = "460-00";
    private HeldScene scene = null!;
    private string line = "";

    public async ValueTask InitializeAsync()
    {
        scene = await HeldScene.Start();
        line = await scene.Api.Open(plan: "BRZ-M25");
        await scene.Api.TopUp(line, 300_000);
        await scene.Api.Post($"{line}/activation", null);
        await scene.Api.Post($"{line}/notice-preferences", """{"language":"en","quietHours":null}""", method: HttpMethod.Put);
        scene.SignIn(HeldScene.Number);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task A_holder_abroad_is_told_near_the_cap_and_at_it_once_each_also_through_a_restart()
    {
        await SetCap("50");
        // China on this plan: 5.00 a megabyte, counted in 250 KB.
        await scene.Online(HeldScene.Number, 9 << 20, China);
        Assert.Equal("Roaming took 45.17 RUB of your cap of 50.00 RUB this month. At the cap data abroad stops, except packs. To raise it: Paid services page.", await Told("roaming_cap_near", 1));
        await scene.Online(HeldScene.Number, 2 << 20, China);
        Assert.StartsWith("Roaming cap of 50.00 RUB reached: data abroad is off until ", await Told("roaming_cap_reached", 1), StringComparison.Ordinal);
        await scene.Api.Restart();
        await scene.Api.TopUp(line, 10_000);
        await Told("topped_up", 2);
        Assert.Equal((1, 1), (await Count("roaming_cap_near"), await Count("roaming_cap_reached")));
    }

    [Fact]
    public async Task A_higher_cap_is_told_anew()
    {
        await SetCap("50");
        await scene.Online(HeldScene.Number, 20 << 20, China);
        await Told("roaming_cap_reached", 1);
        await SetCap("100");
        await scene.Online(HeldScene.Number, 20 << 20, China);
        Assert.StartsWith("Roaming cap of 100.00 RUB reached", await Told("roaming_cap_reached", 2), StringComparison.Ordinal);
        Assert.Equal(0, await Count("roaming_cap_near"));
    }

    private async Task SetCap(string rubles)
    {
        await scene.Browser.Get("/care/services?lang=en");
        Assert.Equal(200, (await scene.Browser.Post(Cap, ("amount", rubles))).Status);
    }

    /// <summary>Waits for the tail; the text of the newest of the kind.</summary>
    private async Task<string> Told(string kind, int count)
    {
        var begun = Stopwatch.StartNew();
        while (true)
        {
            var told = await Notices(kind);
            if (told.Count >= count)
            {
                return told[0];
            }

            Assert.True(begun.Elapsed < TimeSpan.FromSeconds(60), $"{told.Count} of {kind}");
        }
    }

    private async Task<int> Count(string kind) => (await Notices(kind)).Count;

    private async Task<List<string>> Notices(string kind) => [.. (await scene.Api.Get($"{line}/notices?limit=200")).Json["notices"]!.AsArray()
        .Where(notice => notice!["kind"]!.GetValue<string>() == kind).Select(notice => notice!["text"]!.GetValue<string>())];
}
