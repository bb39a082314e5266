using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Kopek.Host.Demo;

/// <summary>The demo as a user of the HTTP API: what it does, anybody can do with curl.</summary>
internal sealed class DemoApi : IDisposable
{
    private readonly HttpClient http;

    public DemoApi(Uri url, string? token)
    {
        http = new HttpClient { BaseAddress = url };
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>Null where there is no such line.</summary>
    public async Task<JsonElement?> ReadAsync(string msisdn)
    {
        using var answer = await http.GetAsync(new Uri($"api/v1/lines/{msisdn}", UriKind.Relative));
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        using var document = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
        return document.RootElement.Clone();
    }

    public Task OpenAsync(DemoLine line) =>
        PostAsync("api/v1/lines", $"demo-open-{line.Msisdn}", $$"""{"msisdn":"{{line.Msisdn}}","plan":"{{line.Plan}}"}""");

    public Task TopUpAsync(string msisdn, long kopeks, string key) => PostAsync(
        $"api/v1/lines/{msisdn}/top-ups", key,
        $$$"""{"amount":{"value":{{{kopeks.ToString(CultureInfo.InvariantCulture)}}},"currency":"RUB"}}""");

    /// <summary>In the holder's language, and at any hour: whoever looks at the demo is awake.</summary>
    public Task PreferAsync(DemoLine line) => SendAsync(HttpMethod.Put, $"api/v1/lines/{line.Msisdn}/notice-preferences", $"demo-notices-{line.Msisdn}",
        $$$"""{"language":"{{{line.Language}}}","lowBalance":[{"value":5000,"currency":"RUB"},{"value":2000,"currency":"RUB"}],"quietHours":null}""");

    private Task PostAsync(string path, string key, string json) => SendAsync(HttpMethod.Post, path, key, json);

    private async Task SendAsync(HttpMethod method, string path, string key, string json)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
