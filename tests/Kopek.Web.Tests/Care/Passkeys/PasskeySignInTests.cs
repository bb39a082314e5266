using System.Security.Cryptography;
using Kopek.Web.Tests.Counter;

namespace Kopek.Web.Tests.Care.Passkeys;

/// <summary>Signing in by a passkey, and everything that looks like it.</summary>
public sealed class PasskeySignInTests
{
    [Fact]
    public async Task A_passkey_signs_in_without_a_number_and_no_longer_does_once_it_is_taken_off()
    {
        await using var scene = await PasskeyScene.WithPasskey();
        Assert.StartsWith("/care/home", (await scene.Enter()).Path, StringComparison.Ordinal);
        var lines = await scene.Browser.Get(PasskeyScene.Lines);
        Assert.Contains("blue phone", lines.Text, StringComparison.Ordinal);
        Assert.Contains("last used 20", lines.Text, StringComparison.Ordinal);

        using var byCode = scene.Another();
        await SignedInHolder.Enter(scene.Api, byCode, PasskeyScene.Number);
        await byCode.Get(PasskeyScene.Lines);
        Assert.DoesNotContain("blue phone", (await byCode.Post(PasskeyScene.Remove)).Text, StringComparison.Ordinal);

        // What it opened is over, what a code opened is not.
        Assert.StartsWith("/care/sign-in", (await scene.Browser.Get(PasskeyScene.Lines)).Path, StringComparison.Ordinal);
        Assert.Equal(PasskeyScene.Lines, (await byCode.Get(PasskeyScene.Lines)).Path);
        using var later = scene.Another();
        PasskeyScene.AssertRefused(await later.Send(PasskeyScene.SignIn, await scene.Answer(later)), later);
    }

    [Theory]
    [InlineData("other origin")]
    [InlineData("other port")]
    [InlineData("other scheme")]
    [InlineData("other host's passkey")]
    [InlineData("inside another site's frame")]
    [InlineData("made, not used")]
    [InlineData("nobody present")]
    [InlineData("nobody verified")]
    [InlineData("another challenge")]
    [InlineData("another user")]
    [InlineData("no user")]
    [InlineData("another key")]
    [InlineData("signature cut off")]
    [InlineData("no signature")]
    [InlineData("changed afterwards")]
    [InlineData("unknown passkey")]
    [InlineData("no octets")]
    public async Task A_forged_answer_signs_nobody_in_and_the_right_one_does(string forgery)
    {
        await using var scene = await PasskeyScene.WithPasskey();
        var page = await scene.Browser.Send(PasskeyScene.SignIn, await Forge(scene, forgery));
        PasskeyScene.AssertRefused(page, scene.Browser);
        Assert.StartsWith("/care/home", (await scene.Enter()).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_works_once_and_only_from_the_browser_that_asked()
    {
        await using var scene = await PasskeyScene.WithPasskey();
        var answer = await scene.Answer(scene.Browser);
        using (var thief = scene.Another())
        {
            PasskeyScene.AssertRefused(await thief.Send(PasskeyScene.SignIn, answer), thief);
            await scene.Answer(thief);
            PasskeyScene.AssertRefused(await thief.Send(PasskeyScene.SignIn, answer), thief);
        }

        var asked = scene.Browser.Cookies.GetCookies(new Uri($"{scene.Origin}/care"))["kopek-passkey"]!.Value;
        Assert.StartsWith("/care/home", (await scene.Browser.Send(PasskeyScene.SignIn, answer)).Path, StringComparison.Ordinal);
        var again = await scene.Browser.Send(PasskeyScene.SignIn, answer);
        Assert.Equal(422, again.Status);
        Assert.Contains("You are signed in", again.Text, StringComparison.Ordinal);

        using var copy = scene.Another();
        copy.Cookies.Add(new Uri($"{scene.Origin}/care"), new System.Net.Cookie("kopek-passkey", asked));
        PasskeyScene.AssertRefused(await copy.Send(PasskeyScene.SignIn, answer), copy);
    }

    [Fact]
    public async Task A_wrong_answer_uses_the_challenge_up()
    {
        await using var scene = await PasskeyScene.WithPasskey();
        var answer = await scene.Answer(scene.Browser);
        var wrong = new Dictionary<string, string>(answer) { ["signature"] = "AAAA" };
        PasskeyScene.AssertRefused(await scene.Browser.Send(PasskeyScene.SignIn, wrong), scene.Browser);
        PasskeyScene.AssertRefused(await scene.Browser.Send(PasskeyScene.SignIn, answer), scene.Browser);
    }

    [Fact]
    public async Task A_counter_that_does_not_grow_is_refused()
    {
        await using var scene = await PasskeyScene.WithPasskey();
        foreach (var (counter, isRight) in ((uint, bool)[])[(5, true), (5, false), (4, false), (0, false), (6, true)])
        {
            scene.Device.Counter = counter;
            var page = await scene.Enter();
            Assert.Equal(isRight, page.Path.StartsWith("/care/home", StringComparison.Ordinal));
            if (isRight)
            {
                await scene.SignOut();
            }
            else
            {
                PasskeyScene.AssertRefused(page, scene.Browser);
            }
        }
    }

    [Fact]
    public async Task A_closed_line_takes_its_passkeys_along()
    {
        await using var scene = await PasskeyScene.WithPasskey();
        await ClosedLine.Close(scene.Api, PasskeyScene.Number);
        PasskeyScene.AssertRefused(await scene.Enter(), scene.Browser);
        Assert.Null(scene.Api.People.Accounts.Passkeys.Find(scene.Device.Credential));
    }

    [Theory]
    [InlineData(PasskeyScene.SignIn, "Sec-Fetch-Site", "cross-site")]
    [InlineData(PasskeyScene.SignInOptions, "Sec-Fetch-Site", "same-site")]
    [InlineData(PasskeyScene.List, "Origin", "https://elsewhere.example")]
    [InlineData(PasskeyScene.ListOptions, "Origin", "null")]
    [InlineData(PasskeyScene.Remove, "Sec-Fetch-Site", "cross-site")]
    public async Task A_form_of_another_site_is_refused_even_with_the_cookie(string path, string header, string value)
    {
        await using var scene = await PasskeyScene.Start();
        using var holder = SignedInHolder.With(scene.Api, SignedInHolder.Token(scene.Browser));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([]) };
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await holder.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task One_address_asks_only_so_often()
    {
        await using var scene = await PasskeyScene.Start();
        for (var time = 0; time < 30; time++)
        {
            await scene.Browser.Send(PasskeyScene.SignInOptions, []);
        }

        Assert.Equal(429, scene.Browser.Page.Status);
    }

    [Fact]
    public async Task At_a_bare_address_no_passkey_is_offered_because_browsers_use_none_there()
    {
        await using var scene = await PasskeyScene.Start();
        using var bare = new Browser(scene.Api.Client.BaseAddress!);
        Assert.DoesNotContain("data-passkey", (await bare.Get(SignedInHolder.SignIn)).Html, StringComparison.Ordinal);
        Assert.Equal(409, (await bare.Send(PasskeyScene.SignInOptions, [])).Status);
        Assert.Equal(422, (await bare.Send(PasskeyScene.SignIn, [])).Status);
    }

    private static async Task<Dictionary<string, string>> Forge(PasskeyScene scene, string forgery)
    {
        if (forgery == "another key")
        {
            using var key = scene.Device.Key;
            scene.Device.Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var forged = await scene.Answer(scene.Browser);
            scene.Device.Key.Dispose();
            scene.Device.Key = ECDsa.Create(key.ExportParameters(true));
            return forged;
        }

        var answer = await scene.Answer(scene.Browser, claims => forgery switch
        {
            "other origin" => claims with { Origin = "https://kopek.example" },
            "other port" => claims with { Origin = "http://localhost:1" },
            "other scheme" => claims with { Origin = scene.Origin.Replace("http:", "https:", StringComparison.Ordinal) },
            "other host's passkey" => claims with { Domain = "kopek.example" },
            "inside another site's frame" => claims with { IsCrossOrigin = true },
            "made, not used" => claims with { Type = "webauthn.create" },
            "nobody present" => claims with { Flags = 4 },
            "nobody verified" => claims with { Flags = 1 },
            "another challenge" => claims with { Challenge = new string('A', 43) },
            "another user" => claims with { User = new byte[32] },
            "no user" => claims with { User = null },
            _ => claims,
        });
        switch (forgery)
        {
            case "signature cut off": answer["signature"] = answer["signature"][..8]; break;
            case "no signature": answer.Remove("signature"); break;
            case "changed afterwards": answer["data"] = answer["data"][..^1] + (answer["data"][^1] == 'E' ? 'I' : 'E'); break;
            case "unknown passkey": answer["credential"] = new string('A', 43); break;
            case "no octets": answer["client"] = "не то"; break;
            default: break;
        }

        return answer;
    }
}
