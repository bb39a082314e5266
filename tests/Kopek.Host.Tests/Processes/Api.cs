using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Kopek.Host.Tests.Processes;

/// <summary>What the API answered.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, string Body, bool Replayed)
{
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
    }

    /// <summary>Of a problem.</summary>
    public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;
}

/// <summary>The HTTP API as a client of it sees it.</summary>
internal sealed class Api(Uri server, string? token = null) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(60) };

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)));

    public Task<ApiAnswer> PostAsync(string path, string key, string json)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        return SendAsync(request);
    }

    public Task<ApiAnswer> OpenAsync(string msisdn, string key) => PostAsync("api/v1/lines", key, $$"""{"msisdn":"{{msisdn}}","plan":"KDR-PAYGO"}""");

    public Task<ApiAnswer> TopUpAsync(string msisdn, long kopeks, string key) => PostAsync($"api/v1/lines/{msisdn}/top-ups", key,
        $$$"""{"amount":{"value":{{{kopeks.ToString(CultureInfo.InvariantCulture)}}},"currency":"RUB"}}""");

    /// <summary>A line's money and use, whole kopeks and octets.</summary>
    public async Task<(long Available, long Reserved, long Octets)> LineAsync(string msisdn)
    {
        var answer = await GetAsync($"api/v1/lines/{msisdn}");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var balance = answer.Json.GetProperty("balance");
        return (balance.GetProperty("available").GetInt64(), balance.GetProperty("reserved").GetInt64(), answer.Json.GetProperty("usage").GetProperty("totalOctets").GetInt64());
    }

    public void Dispose() => http.Dispose();

    private async Task<ApiAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            if (token is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return new ApiAnswer(answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers.Contains("Idempotency-Replayed"));
        }
    }
}
