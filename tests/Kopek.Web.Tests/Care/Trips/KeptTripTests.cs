using System.Net;
using Kopek.Web.Tests.Care.Held;

namespace Kopek.Web.Tests.Care.Trips;

/// <summary>A holder keeps a trip, to be reminded of it.</summary>
public sealed class KeptTripTests : IAsyncLifetime
{
    private const string Keep = "/care/trips?lang=en";
    private const string Delete = "/care/trips/delete?lang=en";
    private static readonly (string, string)[] Later = [("first", $"{TripAddress.First(45):yyyy-MM-dd}"), ("last", $"{TripAddress.First(54):yyyy-MM-dd}")];
    private HeldScene scene = null!;

    public async ValueTask InitializeAsync()
    {
        scene = await HeldScene.Start();
        await scene.Api.OpenActive(50_000);
        await scene.Api.OpenActive(50_000, "79000000002");
        scene.SignIn(HeldScene.Number);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task A_trip_is_kept_with_its_next_reminder_and_the_same_form_and_the_same_trip_are_one()
    {
        await scene.Browser.Get(TripAddress.Of(Later));
        var fields = scene.Browser.Page.Hidden(Keep);
        var list = await scene.Browser.Post(Keep);
        Assert.Equal(200, list.Status);
        Assert.Contains("Moscow, 喀山", list.Text, StringComparison.Ordinal);
        // The papers, thirty days before.
        Assert.Contains($"Next reminder: {TripAddress.First(15):yyyy-MM-dd}", list.Text, StringComparison.Ordinal);
        await scene.Browser.Send(Keep, fields);
        await scene.Browser.Get(TripAddress.Of([.. Later, ("video", "2")]));
        await scene.Browser.Post(Keep);
        Assert.Single(Trips());
        Assert.Equal("2", Trips()[0].Fields["video"]);
        // The first form again is what was done already.
        await scene.Browser.Send(Keep, fields);
        Assert.Equal("2", Trips()[0].Fields["video"]);
        fields["video"] = "3";
        Assert.Equal(409, (await scene.Browser.Send(Keep, fields)).Status);
    }

    [Fact]
    public async Task A_kept_trip_is_opened_again_changed_and_deleted()
    {
        await scene.Browser.Get(TripAddress.Of());
        await scene.Browser.Post(Keep);
        var kept = Trips()[0];
        var page = await scene.Browser.Get($"/care/trip?lang=en&kept={kept.Id}");
        Assert.Contains("Whole trip", page.Text, StringComparison.Ordinal);
        Assert.Equal($"{kept.Id}", page.Hidden("/care/trip")["kept"]);
        await scene.Browser.Get(TripAddress.Of(("stops", "Kazan"), ("kept", $"{kept.Id}")));
        await scene.Browser.Post(Keep);
        Assert.Equal("Kazan", Assert.Single(Trips()).Fields["stops"]);
        await scene.Browser.Get(Keep);
        var deletion = scene.Browser.Page.Hidden(Delete);
        Assert.Contains("No trip is kept", (await scene.Browser.Post(Delete)).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await scene.Browser.Send(Delete, deletion)).Status);
        Assert.Empty(Trips());
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_asked_to_and_keeps_nothing()
    {
        await scene.Browser.Get(TripAddress.Of());
        var fields = scene.Browser.Page.Hidden(Keep);
        scene.SignedIn.End(HeldScene.Token);
        var page = await scene.Browser.Get(TripAddress.Of());
        Assert.Contains("Sign in to be reminded", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(HeldScene.Number, page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, await Send(Keep, fields, "same-origin"));
        Assert.Empty(Trips());
    }

    [Fact]
    public async Task A_form_of_another_line_or_site_and_another_line_s_trip_do_nothing()
    {
        await scene.Browser.Get(TripAddress.Of());
        var fields = scene.Browser.Page.Hidden(Keep);
        Assert.Equal(HttpStatusCode.BadRequest, await Send(Keep, fields, "cross-site"));
        await scene.Browser.Post(Keep);
        var kept = Trips()[0].Id;
        scene.SignIn("79000000002");
        Assert.Equal(409, (await scene.Browser.Send(Keep, fields)).Status);
        Assert.DoesNotContain("喀山", (await scene.Browser.Get($"/care/trip?lang=en&kept={kept}")).Text, StringComparison.Ordinal);
        Assert.Contains("No trip is kept", (await scene.Browser.Get(Keep)).Text, StringComparison.Ordinal);
        await scene.Browser.Send(Delete, new Dictionary<string, string> { ["number"] = "79000000002", ["kept"] = $"{kept}" });
        Assert.Equal(kept, Assert.Single(Trips()).Id);
    }

    [Fact]
    public async Task A_line_keeps_five_and_says_so()
    {
        for (var trip = 0; trip < 6; trip++)
        {
            await scene.Browser.Get(TripAddress.Of(("last", $"{TripAddress.First(31 + trip):yyyy-MM-dd}")));
            await scene.Browser.Post(Keep);
        }

        Assert.Equal(422, scene.Browser.Page.Status);
        Assert.Contains("Five trips are kept already", scene.Browser.Page.Text, StringComparison.Ordinal);
        Assert.Equal(5, Trips().Count);
    }

    [Fact]
    public async Task A_form_that_is_no_trip_any_more_names_what_is_wrong()
    {
        await scene.Browser.Get(TripAddress.Of());
        var fields = scene.Browser.Page.Hidden(Keep);
        fields["first"] = "2020-01-01";
        var page = await scene.Browser.Send(Keep, fields);
        Assert.Equal(422, page.Status);
        Assert.Contains("from today", page.Text, StringComparison.Ordinal);
        Assert.Empty(Trips());
    }

    [Fact]
    public async Task A_kept_trip_is_there_after_a_restart()
    {
        await scene.Browser.Get(TripAddress.Of());
        await scene.Browser.Post(Keep);
        var kept = Trips()[0].Id;
        await scene.Api.Restart();
        Assert.Equal(kept, Assert.Single(Trips()).Id);
    }

    private IReadOnlyList<Kopek.Books.Notices.Trips.KeptTrip> Trips() => scene.Api.Notices.Trips(scene.LineOf(HeldScene.Number));

    private async Task<HttpStatusCode> Send(string path, Dictionary<string, string> fields, string from)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = scene.Browser.Cookies }) { BaseAddress = scene.Api.Client.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", from);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
