using Kopek.Web.Tests.Counter;

namespace Kopek.Web.Tests.Care.Passkeys;

/// <summary>A holder who signed in by a code at a host where browsers use passkeys, and his phone.</summary>
internal sealed class PasskeyScene : IAsyncDisposable
{
    public const string Number = "79000000001";
    public const string Lines = "/care/lines?lang=en";
    public const string List = "/care/lines/passkeys?lang=en";
    public const string ListOptions = "/care/lines/passkeys/options?lang=en";
    public const string Remove = "/care/lines/passkeys/remove?lang=en";
    public const string SignIn = "/care/sign-in/passkey?lang=en";
    public const string SignInOptions = "/care/sign-in/passkey/options?lang=en";

    private PasskeyScene(LiveApi api)
    {
        Api = api;
        Origin = $"http://localhost:{api.Client.BaseAddress!.Port}";
        Browser = new Browser(new Uri(Origin));
    }

    public LiveApi Api { get; }
    public string Origin { get; }
    public Browser Browser { get; }
    public SoftDevice Device { get; } = new();

    public static async Task<PasskeyScene> Start()
    {
        var api = await LiveApi.Start();
        await api.OpenActive(10000);
        var scene = new PasskeyScene(api);
        await SignedInHolder.Enter(api, scene.Browser, Number);
        return scene;
    }

    /// <summary>With a passkey on the phone, and signed out.</summary>
    public static async Task<PasskeyScene> WithPasskey()
    {
        var scene = await Start();
        Assert.Equal(200, (await scene.Add()).Status);
        await scene.Api.Phone.Code(Number); // That one was added.
        await scene.SignOut();
        return scene;
    }

    public async Task<Page> Add(Func<Claims, Claims>? twist = null, string name = "blue phone")
    {
        var options = await Browser.Send(ListOptions, [new("name", name)]);
        Assert.Equal(200, options.Status);
        return await Browser.Send(List, [.. Device.Make(options.Html, Origin, twist), new("name", name)]);
    }

    public async Task<Page> Enter(Func<Claims, Claims>? twist = null) => await Browser.Send(SignIn, await Answer(Browser, twist));

    /// <summary>What the phone answers to this browser.</summary>
    public async Task<Dictionary<string, string>> Answer(Browser browser, Func<Claims, Claims>? twist = null)
    {
        var options = await browser.Send(SignInOptions, []);
        Assert.Equal(200, options.Status);
        return Device.Answer(options.Html, Origin, twist);
    }

    public Task<Page> SignOut() => Browser.Send("/care/sign-out?lang=en", []);

    /// <summary>A browser that was never here.</summary>
    public Browser Another() => new(new Uri(Origin));

    /// <summary>Refused with the words that every wrong answer gets, and nobody is signed in.</summary>
    public static void AssertRefused(Page page, Browser browser)
    {
        Assert.Equal(422, page.Status);
        Assert.Contains("This passkey did not sign you in", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie.Name == SignedInHolder.Cookie);
    }

    public async ValueTask DisposeAsync()
    {
        Device.Dispose();
        Browser.Dispose();
        await Api.DisposeAsync();
    }
}
