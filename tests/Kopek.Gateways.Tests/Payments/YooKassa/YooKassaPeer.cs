using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Kopek.Gateways.Tests.Payments.YooKassa;

/// <summary>
/// The part of YooKassa's API that we use, with state, as its documentation describes it. Tokens choose the outcome: good, poor (insufficient_funds),
/// 3ds (needs the payer), slow (pending). At most <see cref="RowsOfPage"/> rows a page, so that lists have pages.
/// </summary>
public sealed class YooKassaPeer(TimeProvider time) : ScriptedPeer
{
    public const int RowsOfPage = 2;
    public const string Shop = "100500";
    public const string ApiKey = "test_Fh8hUAVVBGUGbjmlzba6TB0iyUbos_lueTHE-axOwM0";

    private readonly Dictionary<string, (string Content, PeerAnswer Answer)> keys = [];

    public List<JsonObject> Payments { get; } = [];
    public List<JsonObject> Refunds { get; } = [];

    /// <summary>A status that everything is answered with.</summary>
    public int? Always { get; set; }

    protected override PeerAnswer Answer(HttpRequest request, string body)
    {
        if (Always is { } status)
        {
            return new PeerAnswer(status, "{\"type\":\"processing\",\"description\":\"Request accepted, but not processed yet\",\"retry_after\":1800}");
        }

        if (request.Headers.Authorization != "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Shop}:{ApiKey}")))
        {
            return Error(401, "invalid_credentials", null);
        }

        var path = request.Path.Value!.Split('/')[2..];
        if (!HttpMethods.IsPost(request.Method))
        {
            return path switch
            {
                ["payments"] => Page(Payments, request.Query),
                ["refunds"] => Page([.. Refunds.Where(refund => !request.Query.ContainsKey("payment_id") || (string)refund["payment_id"]! == request.Query["payment_id"])], request.Query),
                ["payments", var id] => One(Payments, id),
                ["refunds", var id] => One(Refunds, id),
                _ => Error(404, "not_found", null),
            };
        }

        var key = request.Headers["Idempotence-Key"].ToString();
        if (keys.TryGetValue(key, out var known))
        {
            return known.Content == request.Path + body ? known.Answer : Error(400, "invalid_request", "Idempotence-Key");
        }

        var content = (JsonObject)JsonNode.Parse(body)!;
        var answer = path is ["payments"] ? MakePayment(content) : path is ["refunds"] ? MakeRefund(content) : Error(404, "not_found", null);
        keys[key] = (request.Path + body, answer);
        return answer;
    }

    private PeerAnswer MakePayment(JsonObject content)
    {
        var outcome = (string?)content["payment_token"] ?? (Payments.Find(known => (string?)known["payment_method"]!["id"] == (string?)content["payment_method_id"])?["outcome"]?.ToString());
        if (outcome is null && content["payment_method_id"] is not null)
        {
            return Error(400, "invalid_request", "payment_method_id");
        }

        var payment = new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(), ["amount"] = content["amount"]!.DeepClone(), ["created_at"] = Time(), ["paid"] = false, ["metadata"] = content["metadata"]!.DeepClone(),
            ["payment_method"] = new JsonObject
            {
                ["type"] = "bank_card", ["id"] = (string?)content["payment_method_id"] ?? Guid.NewGuid().ToString(), ["saved"] = (bool?)content["save_payment_method"] ?? false,
                ["card"] = new JsonObject { ["last4"] = "4417", ["expiry_year"] = "2029", ["expiry_month"] = "07", ["card_type"] = "Mir" },
            },
            ["outcome"] = outcome,
        };
        Payments.Add(payment);
        Decide(payment, outcome switch
        {
            "poor" => "canceled",
            "3ds" when content["payment_method_id"] is not null => "canceled",
            "3ds" or "slow" or null => "pending",
            _ => "succeeded",
        });
        if (outcome is "3ds" or null && (string)payment["status"]! == "pending")
        {
            payment["confirmation"] = new JsonObject { ["type"] = "redirect", ["confirmation_url"] = "https://yoomoney.ru/checkout/payments/v2/contract" };
        }

        return new PeerAnswer(200, payment.ToJsonString());
    }

    public static void Decide(JsonObject payment, string status)
    {
        payment["status"] = status;
        payment["paid"] = status == "succeeded";
        payment.Remove("confirmation");
        if (status == "canceled")
        {
            payment["cancellation_details"] = new JsonObject { ["party"] = "payment_network", ["reason"] = (string?)payment["outcome"] == "3ds" ? "3d_secure_failed" : "insufficient_funds" };
        }
    }

    private PeerAnswer MakeRefund(JsonObject content)
    {
        var payment = Payments.Find(known => (string)known["id"]! == (string)content["payment_id"]!);
        if (payment is null || (string)payment["status"]! != "succeeded")
        {
            return Error(400, "invalid_request", "payment_id");
        }

        var left = Kopeks(payment) - Refunds.Where(refund => (string)refund["payment_id"]! == (string)payment["id"]!).Sum(Kopeks);
        if (Kopeks(content) > left)
        {
            return Error(400, "invalid_request", "amount.value");
        }

        var made = new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(), ["payment_id"] = (string)payment["id"]!, ["status"] = "succeeded", ["amount"] = content["amount"]!.DeepClone(), ["created_at"] = Time(),
            ["description"] = (string?)content["description"],
        };
        Refunds.Add(made);
        return new PeerAnswer(200, made.ToJsonString());
    }

    private static PeerAnswer Page(IReadOnlyList<JsonObject> rows, IQueryCollection query)
    {
        var meant = rows.Reverse().Where(row =>
            (!query.TryGetValue("created_at.gte", out var from) || string.CompareOrdinal((string)row["created_at"]!, from) >= 0)
            && (!query.TryGetValue("created_at.lt", out var until) || string.CompareOrdinal((string)row["created_at"]!, until) < 0)).ToList();
        var start = query.TryGetValue("cursor", out var cursor) ? int.Parse(cursor!, CultureInfo.InvariantCulture) : 0;
        var page = new JsonObject { ["type"] = "list", ["items"] = new JsonArray([.. meant.Skip(start).Take(RowsOfPage).Select(row => row.DeepClone())]) };
        if (start + RowsOfPage < meant.Count)
        {
            page["next_cursor"] = $"{start + RowsOfPage}";
        }

        return new PeerAnswer(200, page.ToJsonString());
    }

    private static PeerAnswer One(List<JsonObject> rows, string id) => rows.Find(row => (string)row["id"]! == id) is { } found ? new PeerAnswer(200, found.ToJsonString()) : Error(404, "not_found", null);

    private static PeerAnswer Error(int status, string code, string? parameter) =>
        new(status, new JsonObject { ["type"] = "error", ["id"] = Guid.NewGuid().ToString(), ["code"] = code, ["parameter"] = parameter, ["description"] = "Words that may quote what we sent" }.ToJsonString());

    private static long Kopeks(JsonObject row) => long.Parse(((string)row["amount"]!["value"]!).Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private string Time() => time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
