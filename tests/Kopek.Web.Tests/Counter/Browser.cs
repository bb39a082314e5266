using System.Net;
using System.Text.RegularExpressions;

namespace Kopek.Web.Tests.Counter;

/// <summary>A person's browser: keeps cookies, sends a page's form with its hidden fields, follows where it is sent.</summary>
public sealed partial class Browser : IDisposable
{
    private readonly HttpClient client;
    private readonly HttpClientHandler handler;

    public Browser(Uri address)
    {
        handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies };
        client = new HttpClient(handler) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; } = new();
    public Page Page { get; private set; } = new(0, "", "", null);

    /// <summary>Sent so far, with those that followed where it was sent.</summary>
    public int Requests { get; private set; }

    public async Task<Page> Get(string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return await Follow(response, path);
    }

    /// <summary>Fills in and sends the form of the page that is open.</summary>
    public Task<Page> Post(string action, params (string Name, string Value)[] typed)
    {
        var fields = Page.Hidden(action);
        foreach (var (name, value) in typed)
        {
            fields[name] = value;
        }

        return Send(action, fields);
    }

    public async Task<Page> Send(string action, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var response = await client.PostAsync(new Uri(action, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return await Follow(response, action);
    }

    public void Dispose()
    {
        client.Dispose();
        handler.Dispose();
    }

    private async Task<Page> Follow(HttpResponseMessage response, string path)
    {
        Requests++;
        Page = new Page((int)response.StatusCode, path, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
        return response.StatusCode == HttpStatusCode.SeeOther ? await Get(response.Headers.Location!.ToString()) : Page;
    }
}

/// <summary>What a browser shows.</summary>
public sealed partial record Page(int Status, string Path, string Html, HttpResponseMessage? Response)
{
    /// <summary>The words of it, without tags.</summary>
    public string Text => Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(Html, " ")), " ");

    /// <summary>The hidden fields of the form that is sent to an address.</summary>
    public Dictionary<string, string> Hidden(string action)
    {
        var form = Forms().Matches(Html).FirstOrDefault(match => match.Groups["action"].Value == action);
        Assert.True(form is not null, $"{Path} has no form to {action}: {Text}");
        return HiddenFields().Matches(form.Groups["body"].Value).ToDictionary(match => match.Groups["name"].Value, match => WebUtility.HtmlDecode(match.Groups["value"].Value));
    }

    [GeneratedRegex("""<form method="(?:post|get)" action="(?<action>[^"]*)"[^>]*>(?<body>.*?)</form>""", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)" ?/?>""")]
    private static partial Regex HiddenFields();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
