using Kopek.Browser.Tests.Looks;
using Kopek.Browser.Tests.Serving;
using Microsoft.Playwright;

namespace Kopek.Browser.Tests.Walks;

/// <summary>A passkey of a device that Chromium plays: added, used without a number, taken off.</summary>
public sealed class PasskeyWalkTests(LiveKopek kopek, Chromium chromium)
{
    private const string Lines = "/care/lines?lang=";
    private const string Add = "[data-passkey] button";
    private const string Failed = "[data-error='']";

    [Theory]
    [InlineData("zh-CN", 2)]
    [InlineData("en", 3)]
    [InlineData("ru", 4)]
    public async Task A_passkey_is_added_signs_in_and_once_it_is_taken_off_opens_nothing(string language, int line)
    {
        await using var visit = await chromium.Visit(kopek, new Dress(language), kopek.Local);
        await PlugIn(visit);
        await visit.GoHeld(Lines + language, await kopek.SignIn(line));
        await visit.Page.FillAsync("[data-passkey] input[name=name]", "<i>手机</i>");
        await visit.Press(Add);
        Assert.Contains("<i>手机</i>", await visit.Page.Locator("main ul.list").InnerTextAsync(), StringComparison.Ordinal);
        await PageChecks.Hold(visit);

        // The same device makes no second one, and says so.
        await visit.Page.ClickAsync(Add);
        await visit.Page.Locator("[data-error=InvalidStateError]").WaitForAsync();

        await visit.Press("form[action*='/care/sign-out?'] button");
        Assert.Contains("/care/sign-in", visit.Page.Url, StringComparison.Ordinal);
        await visit.Press(Add);
        await visit.Page.WaitForURLAsync("**/care/home*");

        await visit.Go(Lines + language);
        await visit.Press("form[action*='/passkeys/remove'] button");
        Assert.Contains("/care/sign-in", visit.Page.Url, StringComparison.Ordinal);
        await visit.Press(Add);
        Assert.Equal(1, await visit.Page.Locator("#wrong").CountAsync());
        await visit.Go("/care/home");
        Assert.Contains("/care/sign-in", visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_without_a_passkey_says_so_on_the_page_and_the_code_is_still_there()
    {
        await using var visit = await chromium.Visit(kopek, new Dress("en"), kopek.Local);
        await PlugIn(visit);
        await visit.Go("/care/sign-in?lang=en");
        await visit.Page.ClickAsync(Add);
        await visit.Page.Locator(Failed).WaitForAsync();
        Assert.Contains("sign in with a code", await visit.Page.Locator(Failed).InnerTextAsync(), StringComparison.Ordinal);
        await PageChecks.Hold(visit);
        Assert.True(await visit.Page.Locator("input[name=msisdn]").IsEnabledAsync());
    }

    [Fact]
    public async Task Without_script_the_page_says_what_passkeys_need_and_shows_no_button()
    {
        await using var visit = await chromium.Visit(kopek, new Dress("en", HasScript: false), kopek.Local);
        await visit.Go("/care/sign-in?lang=en");
        Assert.False(await visit.Page.Locator(Add).IsVisibleAsync());
        Assert.Contains("may run script", await visit.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    /// <summary>A device with a finger that is always right; a tap on it comes by itself.</summary>
    private static async Task PlugIn(Visit visit)
    {
        var devices = await visit.Context.NewCDPSessionAsync(visit.Page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
