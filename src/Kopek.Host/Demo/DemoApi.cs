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

    public Task<JsonElement> OrderAsync(string order) => GetAsync($"api/v1/top-up-orders/{order}");

    /// <summary>The newest order of a line that was paid this way.</summary>
    public async Task<JsonElement> NewestOrderAsync(string msisdn, string way) =>
        (await OrdersAsync(msisdn)).First(order => order.GetProperty("way").GetString() == way);

    /// <summary>The newest order at the provider that came after another one and has its receipt; null while there is none.</summary>
    public async Task<JsonElement?> AutomaticOrderAsync(string msisdn, string after)
    {
        var newest = (await OrdersAsync(msisdn)).First(order => order.GetProperty("way").GetString() == "provider");
        return newest.GetProperty("order").GetString() == after || newest.GetProperty("receipts").GetArrayLength() == 0 ? null : newest;
    }

    public async Task<long> AvailableAsync(string msisdn) => (await GetAsync($"api/v1/lines/{msisdn}")).GetProperty("balance").GetProperty("available").GetInt64();

    /// <summary>The same server as a selling partner sees it.</summary>
    public DemoApi AsPartner(string key, string secret)
    {
        var partner = new DemoApi(http.BaseAddress!, null);
        partner.http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:{secret}")));
        return partner;
    }

    /// <summary>A change, and what it answered (an empty object where that is nothing).</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, string key, string json)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (json.Length > 0)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{method} {path}: {(int)answer.StatusCode} {body}");
        }

        using var document = JsonDocument.Parse(body.Length == 0 ? "{}" : body);
        return document.RootElement.Clone();
    }

    private Task<JsonElement> PostAsync(string path, string key, string json) => SendAsync(HttpMethod.Post, path, key, json);

    private async Task<IReadOnlyList<JsonElement>> OrdersAsync(string msisdn) => [.. (await GetAsync($"api/v1/lines/{msisdn}/top-up-orders")).GetProperty("orders").EnumerateArray()];

    private async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        using var document = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
        return document.RootElement.Clone();
    }
}
