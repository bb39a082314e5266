using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Kopek.Gateways.Payments.YooKassa;

/// <summary>What came of one request: exactly one of the three, or none where nobody knows.</summary>
/// <param name="Value">Status 200, and readable.</param>
/// <param name="Refusal">YooKassa said no: a status of 400 to 499 that is no wait.</param>
/// <param name="Detail">For the operator.</param>
internal sealed record YooKassaResult<T>(T? Value, HttpStatusCode? Refusal, string Detail)
    where T : class;

/// <summary>
/// YooKassa's API over HTTP (https://yookassa.ru/developers/using-api/interaction-format): basic sign-in with shop and key, JSON both ways, Idempotence-Key
/// on what moves money. It retries nothing: the engine does, with the same key. Status 202 ("in work"), 429, 5xx and silence say nothing of the outcome.
/// </summary>
internal sealed class YooKassaConnection : IDisposable
{
    private readonly HttpClient http;

    public YooKassaConnection(YooKassaOptions options)
    {
        http = ProviderConnection.Open(options.Time);
        http.BaseAddress = options.BaseUrl;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{options.Shop}:{options.Key}")));
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    public Task<YooKassaResult<T>> Post<TBody, T>(string path, string key, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, bodyType));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Idempotence-Key", key);
        return Send(request, type, cancel);
    }

    public Task<YooKassaResult<T>> Get<T>(string path, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class => Send(new HttpRequestMessage(HttpMethod.Get, path), type, cancel);

    public void Dispose() => http.Dispose();

    private async Task<YooKassaResult<T>> Send<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        using var sent = request;
        await PoolThread.Enter();
        try
        {
            using var response = await http.SendAsync(request, cancel).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
            return Read(response.StatusCode, body, type);
        }
        catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException or IOException)
        {
            return new YooKassaResult<T>(null, null, $"yookassa: no answer ({failed.GetType().Name})");
        }
    }

    private static YooKassaResult<T> Read<T>(HttpStatusCode status, byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        if (status == HttpStatusCode.OK)
        {
            return Parse(body, type) is { } value ? new YooKassaResult<T>(value, null, "") : new YooKassaResult<T>(null, null, "yookassa: an answer that we cannot read");
        }

        var error = Parse(body, YooKassaJson.Default.YooKassaError);
        var detail = ProviderDetail.Of($"yookassa: status {(int)status} {error?.Code} {error?.Parameter}".TrimEnd());
        // Only an error that is YooKassa's is a refusal: a gateway on the way may say 4xx of its own.
        var isRefusal = (int)status is >= 400 and < 500 && status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict)
            && error is { Type: "error" } && !IsAboutKey(error);
        return new YooKassaResult<T>(null, isRefusal ? status : null, detail);
    }

    /// <summary>The same key with other content: what the first one did is not what was asked for.</summary>
    private static bool IsAboutKey(YooKassaError error) => error.Parameter?.Contains("idempotence", StringComparison.OrdinalIgnoreCase) == true;

    private static T? Parse<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
