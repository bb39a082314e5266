using System.Net;
using System.Text.RegularExpressions;

namespace Kopek.Host.Demo.Money;

/// <summary>A browser without eyes: follows links, keeps cookies, and sends a page's form with its hidden fields as a person's browser would.</summary>
internal sealed class DemoBrowser(Uri server) : IDisposable
{
    private static readonly TimeSpan longestMatch = TimeSpan.FromSeconds(1);
    private static readonly Regex form = new("<form method=\"post\" action=\"(?<action>[^\"]+)\"(?<rest>.*?)</form>", RegexOptions.Singleline, longestMatch);
    private static readonly Regex hidden = new("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.None, longestMatch);

    private readonly HttpClient http = new(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = true }) { BaseAddress = server };

    public Uri Address { get; private set; } = server;
    public string Page { get; private set; } = "";

    public void Dispose() => http.Dispose();

    public async Task GoAsync(string path) => await ReadAsync(await http.GetAsync(new Uri(path, UriKind.Relative)));

    /// <summary>Sends the form of this page whose action ends like this, with what is filled in.</summary>
    public async Task SendAsync(string action, params (string Name, string Value)[] filled)
    {
        var found = form.Matches(Page).FirstOrDefault(match => WebUtility.HtmlDecode(match.Groups["action"].Value).EndsWith(action, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{Address} has no form for {action}.");
        var fields = hidden.Matches(found.Groups["rest"].Value)
            .Select(match => KeyValuePair.Create(WebUtility.HtmlDecode(match.Groups["name"].Value), WebUtility.HtmlDecode(match.Groups["value"].Value)))
            .Where(field => Array.TrueForAll(filled, own => own.Name != field.Key))
            .Concat(filled.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var content = new FormUrlEncodedContent(fields);
        await ReadAsync(await http.PostAsync(new Uri(WebUtility.HtmlDecode(found.Groups["action"].Value), UriKind.Relative), content));
    }

    private async Task ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Address = answer.RequestMessage!.RequestUri!;
            Page = await answer.Content.ReadAsStringAsync();
            answer.EnsureSuccessStatusCode();
        }
    }
}
