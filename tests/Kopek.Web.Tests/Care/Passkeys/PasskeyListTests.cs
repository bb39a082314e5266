using System.Text;
using Kopek.Books.People.SignIns;
using Kopek.Core;
using Kopek.Web.Tests.Counter;

namespace Kopek.Web.Tests.Care.Passkeys;

/// <summary>Adding passkeys to a sign-in and taking them off.</summary>
public sealed class PasskeyListTests
{
    [Fact]
    public async Task A_passkey_is_added_once_however_often_its_form_comes_and_the_number_hears_of_it()
    {
        await using var scene = await PasskeyScene.Start();
        var options = await scene.Browser.Send(PasskeyScene.ListOptions, [new("name", "blue phone")]);
        Assert.DoesNotContain(PasskeyScene.Number, options.Html, StringComparison.Ordinal);
        List<KeyValuePair<string, string>> form = [.. scene.Device.Make(options.Html, scene.Origin), new("name", "<b>blue phone</b>")];
        await scene.Browser.Send(PasskeyScene.List, form);
        var again = await scene.Browser.Send(PasskeyScene.List, form);
        Assert.Equal(PasskeyScene.Lines, again.Path);
        Assert.Contains("<b>blue phone</b> added 20", again.Text, StringComparison.Ordinal);
        Assert.Single(Known(scene));
        Assert.Equal("", await scene.Api.Phone.Code(PasskeyScene.Number));
        Assert.Equal(0, scene.Api.Phone.Unread);
    }

    [Theory]
    [InlineData("other origin")]
    [InlineData("other host")]
    [InlineData("nobody verified")]
    [InlineData("used, not made")]
    [InlineData("another challenge")]
    [InlineData("another algorithm")]
    [InlineData("a form of attestation that nobody asked for")]
    [InlineData("an attestation that nobody signed")]
    public async Task A_passkey_that_was_made_otherwise_is_not_added_and_the_right_one_is(string forgery)
    {
        await using var scene = await PasskeyScene.Start();
        var page = await scene.Add(claims => forgery switch
        {
            "other origin" => claims with { Origin = "https://kopek.example" },
            "other host" => claims with { Domain = "kopek.example" },
            "nobody verified" => claims with { Flags = 65 },
            "used, not made" => claims with { Type = "webauthn.get" },
            "another challenge" => claims with { Challenge = new string('A', 43) },
            "another algorithm" => claims with { Algorithm = -35 },
            "a form of attestation that nobody asked for" => claims with { Format = "tpm" },
            _ => claims with { Format = "packed" },
        });
        Assert.Equal(422, page.Status);
        Assert.Contains("No passkey was added", page.Text, StringComparison.Ordinal);
        Assert.Empty(Known(scene));
        Assert.Equal(200, (await scene.Add()).Status);
        Assert.Single(Known(scene));
    }

    [Fact]
    public async Task A_challenge_to_sign_in_adds_no_passkey()
    {
        await using var scene = await PasskeyScene.Start();
        var forAdding = await scene.Browser.Send(PasskeyScene.ListOptions, []);
        var forSigningIn = await scene.Browser.Send(PasskeyScene.SignInOptions, []);
        var challenge = System.Text.Json.Nodes.JsonNode.Parse(forSigningIn.Html)!["challenge"]!.GetValue<string>();
        var page = await scene.Browser.Send(PasskeyScene.List, scene.Device.Make(forAdding.Html, scene.Origin, claims => claims with { Challenge = challenge }));
        Assert.Equal(422, page.Status);
        Assert.Empty(Known(scene));
    }

    [Fact]
    public async Task Another_sign_in_can_neither_take_a_passkey_over_nor_take_it_off()
    {
        await using var scene = await PasskeyScene.Start();
        await scene.Add();
        await scene.Api.Phone.Code(PasskeyScene.Number);
        var passkey = Assert.Single(Known(scene));
        await scene.Api.OpenActive(10000, "79000000002");
        using var other = scene.Another();
        await SignedInHolder.Enter(scene.Api, other, "79000000002");
        var options = await other.Send(PasskeyScene.ListOptions, []);
        Assert.Equal(422, (await other.Send(PasskeyScene.List, scene.Device.Make(options.Html, scene.Origin))).Status);
        await other.Send(PasskeyScene.Remove, [new("passkey", passkey.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        Assert.Equal(passkey.Account, Assert.Single(Known(scene)).Account);
    }

    [Fact]
    public async Task Ten_passkeys_are_kept_and_names_of_forty_letters_and_no_more_before_any_device_is_asked()
    {
        await using var scene = await PasskeyScene.Start();
        Assert.Equal(409, (await scene.Browser.Send(PasskeyScene.ListOptions, [new("name", new string('x', 41))])).Status);
        Assert.Contains("A name has 40 letters at most", (await scene.Browser.Send(PasskeyScene.List, [new("name", new string('x', 2000))])).Text, StringComparison.Ordinal);
        await scene.Add(name: new string('я', 40));
        Fill(scene);
        Assert.Equal(409, (await scene.Browser.Send(PasskeyScene.ListOptions, [])).Status);
        Assert.Contains("One sign-in has ten passkeys at most", (await scene.Browser.Send(PasskeyScene.List, [])).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("data-passkey", (await scene.Browser.Get(PasskeyScene.Lines)).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    [InlineData("ru")]
    public async Task The_pages_stay_light_with_as_many_passkeys_as_there_may_be(string language)
    {
        await using var scene = await PasskeyScene.Start();
        Assert.InRange((await scene.Browser.Get($"/care/sign-in?lang={language}")).Weight(), 1000, 8 * 1024);
        Assert.InRange((await scene.Browser.Get($"/care/lines?lang={language}")).Weight(), 1000, 10 * 1024);
        Fill(scene);
        Assert.InRange((await scene.Browser.Get($"/care/lines?lang={language}")).Weight(), 5000, 14 * 1024);
    }

    [Fact]
    public async Task The_script_is_a_small_file_that_changes_its_address_with_its_content()
    {
        await using var scene = await PasskeyScene.Start();
        var address = System.Text.RegularExpressions.Regex.Match((await scene.Browser.Get(SignedInHolder.SignIn)).Html, "/care/passkeys\\.[0-9a-f]{16}\\.js").Value;
        var script = await scene.Browser.Get(address);
        Assert.Equal(200, script.Status);
        Assert.True(script.Response!.Headers.CacheControl is { Public: true, MaxAge.TotalDays: >= 365 });
        Assert.Contains("script-src 'self'", script.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(script.Html), 500, 3000);
        Assert.Contains("needs a browser that knows passkeys and may run script", (await scene.Browser.Get(SignedInHolder.SignIn)).Text, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Passkey> Known(PasskeyScene scene) => scene.Api.People.Accounts.Passkeys.Of(Account(scene));

    private static long Account(PasskeyScene scene) => scene.Api.People.Accounts.Find(SignedInHolder.Token(scene.Browser), new Moment(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()))!.Id;

    /// <summary>As many as there may be.</summary>
    private static void Fill(PasskeyScene scene)
    {
        var (account, passkeys) = (Account(scene), scene.Api.People.Accounts.Passkeys);
        for (var one = Known(scene).Count; one < PasskeyLimits.MostPasskeys; one++)
        {
            Assert.Equal(PasskeyAdded.Done, passkeys.Add(new NewPasskey(account, [1, (byte)one], [1], 0, new string('ж', PasskeyLimits.LongestName)), new Moment(1)));
        }
    }
}
