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

    private async Task PostAsync(string path, string key, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"POST {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
