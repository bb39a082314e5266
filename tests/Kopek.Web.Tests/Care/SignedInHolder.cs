using Kopek.Web.Tests.Counter;

namespace Kopek.Web.Tests.Care;

/// <summary>Signs holders in as they do it: a number, the code that their phone got, and the cookie.</summary>
public static class SignedInHolder
{
    public const string SignIn = "/care/sign-in?lang=en";
    public const string Code = "/care/sign-in/code?lang=en";
    public const string Cookie = "kopek-care";

    /// <summary>A client with the cookie of the number's holder; it follows no redirect. The line has to be open.</summary>
    public static async Task<HttpClient> Client(LiveApi api, string msisdn = "79000000001")
    {
        using var browser = new Browser(api.Client.BaseAddress!);
        await Enter(api, browser, msisdn);
        return With(api, Token(browser));
    }

    /// <summary>A client with a cookie that was seen before.</summary>
    public static HttpClient With(LiveApi api, string token)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = api.Client.BaseAddress };
        client.DefaultRequestHeaders.Add("Cookie", $"{Cookie}={token}");
        return client;
    }

    /// <summary>Signs in with a browser; the page on which it ends.</summary>
    public static async Task<Page> Enter(LiveApi api, Browser browser, string msisdn = "79000000001")
    {
        await Ask(browser, msisdn);
        var page = await browser.Post(Code, ("code", await api.Phone.Code(msisdn)));
        Assert.Contains(browser.Cookies.GetAllCookies(), cookie => cookie.Name == Cookie);
        return page;
    }

    public static async Task<Page> Ask(Browser browser, string msisdn)
    {
        await browser.Get(SignIn);
        return await browser.Post(SignIn, ("msisdn", msisdn));
    }

    public static string Token(Browser browser) => browser.Cookies.GetAllCookies().Single(cookie => cookie.Name == Cookie).Value;
}
