using System.Globalization;
using System.Text.Json.Nodes;
using Kopek.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Kopek.Gateways.Tests.Payments.Stripe;

/// <summary>
/// The part of Stripe's API that we use, with state, as its reference describes it (https://docs.stripe.com/api). Tokens choose the outcome: pm_ok,
/// pm_poor (insufficient_funds), pm_3ds (needs the payer), pm_slow (processing). At most <see cref="RowsOfPage"/> rows a page, so that lists have pages.
/// </summary>
public sealed class StripePeer(TimeProvider time) : ScriptedPeer
{
    public const int RowsOfPage = 2;
    public const string ApiKey = "sk_test_4eC39HqLyjWDarjtT1zdp7dc";

    private readonly Dictionary<string, (string Content, PeerAnswer Answer)> keys = [];
    private int last;

    public List<JsonObject> Intents { get; } = [];
    public List<JsonObject> Refunds { get; } = [];
    public List<JsonObject> Disputes { get; } = [];
    public List<JsonObject> Sessions { get; } = [];

    /// <summary>The search does not know payments yet.</summary>
    public bool SearchLags { get; set; }

    public static JsonObject EventOf(string type, JsonObject subject) => new()
    {
        ["id"] = "evt_1", ["object"] = "event", ["api_version"] = "2026-09-30.basil", ["created"] = 1764115200, ["type"] = type,
        ["data"] = new JsonObject { ["object"] = subject.DeepClone() },
    };

    public JsonObject Dispute(JsonObject intent)
    {
        var dispute = new JsonObject
        {
            ["id"] = $"du_{++last}", ["object"] = "dispute", ["amount"] = (long)intent["amount"]!, ["currency"] = "rub", ["created"] = Seconds(), ["reason"] = "fraudulent",
            ["status"] = "needs_response", ["payment_intent"] = (string)intent["id"]!,
        };
        Disputes.Add(dispute);
        return dispute;
    }

    protected override PeerAnswer Answer(HttpRequest request, string body)
    {
        if (request.Headers.Authorization != $"Bearer {ApiKey}")
        {
            return Error(401, "invalid_request_error", null, "Invalid API Key provided");
        }

        var form = QueryHelpers.ParseQuery(HttpMethods.IsPost(request.Method) ? body : request.QueryString.Value);
        if (!HttpMethods.IsPost(request.Method))
        {
            return Read(request.Path.Value!.Split('/')[2..], form);
        }

        var key = request.Headers["Idempotency-Key"].ToString();
        if (keys.TryGetValue(key, out var known))
        {
            return known.Content == request.Path + body ? known.Answer : Error(400, "idempotency_error", null, "Keys for idempotent requests can only be used with the same parameters");
        }

        var answer = request.Path.Value switch
        {
            "/v1/payment_intents" => MakeIntent(form),
            "/v1/customers" => new PeerAnswer(200, new JsonObject { ["id"] = $"cus_{++last}", ["object"] = "customer" }.ToJsonString()),
            "/v1/refunds" => MakeRefund(form),
            "/v1/checkout/sessions" => MakeSession(form),
            _ => Error(404, "invalid_request_error", null, "Unrecognized request URL"),
        };
        keys[key] = (request.Path + body, answer);
        return answer;
    }

    private PeerAnswer Read(string[] path, Dictionary<string, StringValues> query) => path switch
    {
        ["payment_intents", "search"] => Found(((string?)query["query"])!.Split('\'')[3]),
        ["payment_intents"] => Page(Intents, query),
        ["refunds"] => Page([.. Refunds.Where(refund => !query.TryGetValue("payment_intent", out var intent) || (string)refund["payment_intent"]! == intent)], query),
        ["disputes"] => Page([.. Disputes.Where(dispute => !query.TryGetValue("payment_intent", out var intent) || (string)dispute["payment_intent"]! == intent).Select(Expanded)], query),
        ["checkout", "sessions"] => Page([.. Sessions.Where(session => !query.TryGetValue("payment_intent", out var intent) || (string?)session["payment_intent"] == intent)], query),
        ["checkout", "sessions", var id] => One(Sessions, id),
        ["payment_intents", var id] => One(Intents, id),
        _ => Error(404, "invalid_request_error", null, "Unrecognized request URL"),
    };

    private PeerAnswer MakeIntent(Dictionary<string, StringValues> form)
    {
        var method = (string?)form.GetValueOrDefault("payment_method") ?? "";
        var isAway = form.GetValueOrDefault("off_session") == "true";
        if (isAway && StringValues.IsNullOrEmpty(form.GetValueOrDefault("customer")))
        {
            return Error(400, "invalid_request_error", "parameter_missing", "off_session needs a customer");
        }

        var intent = NewIntent(form, method);
        Intents.Add(intent);
        return method switch
        {
            "pm_poor" => Declined(intent, "card_declined", "insufficient_funds"),
            "pm_3ds" when isAway => Declined(intent, "authentication_required", "authentication_required"),
            "pm_3ds" => Given(intent, "requires_action", 0),
            "pm_slow" => Given(intent, "processing", 0),
            _ => Given(intent, "succeeded", (long)intent["amount"]!),
        };
    }

    private JsonObject NewIntent(Dictionary<string, StringValues> form, string method) => new()
    {
        ["id"] = $"pi_{++last}", ["object"] = "payment_intent", ["amount"] = long.Parse(form["amount"]!, CultureInfo.InvariantCulture), ["amount_received"] = 0,
        ["currency"] = (string?)form["currency"], ["created"] = Seconds(), ["customer"] = (string?)form.GetValueOrDefault("customer"), ["status"] = "requires_confirmation",
        ["setup_future_usage"] = (string?)form.GetValueOrDefault("setup_future_usage"), ["metadata"] = Metadata(form, "metadata"),
        ["payment_method"] = new JsonObject { ["id"] = method, ["object"] = "payment_method", ["type"] = "card", ["card"] = new JsonObject { ["brand"] = "mir", ["last4"] = "4417", ["exp_year"] = 2029, ["exp_month"] = 7 } },
    };

    private static PeerAnswer Given(JsonObject intent, string status, long received)
    {
        intent["status"] = status;
        intent["amount_received"] = received;
        if (status == "requires_action")
        {
            intent["next_action"] = new JsonObject { ["type"] = "redirect_to_url", ["redirect_to_url"] = new JsonObject { ["url"] = "https://hooks.stripe.com/3d_secure/1" } };
        }

        return new PeerAnswer(200, intent.ToJsonString());
    }

    private static PeerAnswer Declined(JsonObject intent, string code, string reason)
    {
        var error = new JsonObject { ["type"] = "card_error", ["code"] = code, ["decline_code"] = reason, ["message"] = "Your card was declined." };
        intent["status"] = "requires_payment_method";
        intent["last_payment_error"] = error.DeepClone();
        error["payment_intent"] = intent.DeepClone();
        return new PeerAnswer(402, new JsonObject { ["error"] = error }.ToJsonString());
    }

    private PeerAnswer MakeRefund(Dictionary<string, StringValues> form)
    {
        var intent = Intents.Find(known => (string)known["id"]! == form["payment_intent"]);
        var amount = long.Parse(form["amount"]!, CultureInfo.InvariantCulture);
        if (intent is null)
        {
            return Error(404, "invalid_request_error", "resource_missing", "No such payment_intent");
        }

        var given = Refunds.Where(refund => (string)refund["payment_intent"]! == (string)intent["id"]!).Sum(refund => (long)refund["amount"]!);
        if (amount > (long)intent["amount_received"]! - given)
        {
            return Error(400, "invalid_request_error", null, "Refund amount is greater than unrefunded amount on charge");
        }

        var refund = new JsonObject
        {
            ["id"] = $"re_{++last}", ["object"] = "refund", ["amount"] = amount, ["currency"] = "rub", ["created"] = Seconds(), ["status"] = "succeeded",
            ["payment_intent"] = (string)intent["id"]!, ["metadata"] = Metadata(form, "metadata"),
        };
        Refunds.Add(refund);
        return new PeerAnswer(200, refund.ToJsonString());
    }

    private PeerAnswer MakeSession(Dictionary<string, StringValues> form)
    {
        var session = new JsonObject
        {
            ["id"] = $"cs_test_{++last}", ["object"] = "checkout.session", ["status"] = "open", ["payment_status"] = "unpaid", ["payment_intent"] = null, ["created"] = Seconds(),
            ["amount_total"] = long.Parse(form["line_items[0][price_data][unit_amount]"]!, CultureInfo.InvariantCulture), ["currency"] = "rub",
            ["client_reference_id"] = (string?)form["client_reference_id"], ["url"] = "https://checkout.stripe.com/c/pay/cs_test", ["metadata"] = Metadata(form, "metadata"),
            ["intent_metadata"] = Metadata(form, "payment_intent_data[metadata]"),
        };
        Sessions.Add(session);
        return new PeerAnswer(200, session.ToJsonString());
    }

    /// <summary>The payer pays on Stripe's page.</summary>
    public JsonObject PayOn(JsonObject session, string status)
    {
        var intent = NewIntent(new Dictionary<string, StringValues> { ["amount"] = session["amount_total"]!.ToString(), ["currency"] = "rub" }, "pm_ok");
        intent["metadata"] = session["intent_metadata"]!.DeepClone();
        Given(intent, status, status == "succeeded" ? (long)intent["amount"]! : 0);
        Intents.Add(intent);
        session["payment_intent"] = (string)intent["id"]!;
        if (status == "succeeded")
        {
            session["status"] = "complete";
            session["payment_status"] = "paid";
        }

        return intent;
    }

    private PeerAnswer Found(string key) => new(200, new JsonObject
    {
        ["object"] = "search_result", ["has_more"] = false,
        ["data"] = new JsonArray([.. Intents.Where(intent => !SearchLags && (string?)intent["metadata"]!["kopek_key"] == key).Select(intent => intent.DeepClone())]),
    }.ToJsonString());

    private static PeerAnswer Page(IReadOnlyList<JsonObject> rows, Dictionary<string, StringValues> query)
    {
        long Edge(string name, long otherwise) => query.TryGetValue(name, out var text) ? long.Parse(text!, CultureInfo.InvariantCulture) : otherwise;
        var meant = rows.Reverse().Where(row => (long)row["created"]! >= Edge("created[gte]", 0) && (long)row["created"]! < Edge("created[lt]", long.MaxValue)).ToList();
        var start = query.TryGetValue("starting_after", out var after) ? meant.FindIndex(row => (string)row["id"]! == after) + 1 : 0;
        var page = meant.Skip(start).Take((int)Math.Min(RowsOfPage, Edge("limit", 10))).ToList();
        return new PeerAnswer(200, new JsonObject { ["object"] = "list", ["has_more"] = start + page.Count < meant.Count, ["data"] = new JsonArray([.. page.Select(row => row.DeepClone())]) }.ToJsonString());
    }

    private static PeerAnswer One(List<JsonObject> rows, string id) => rows.Find(row => (string)row["id"]! == id) is { } found
        ? new PeerAnswer(200, found.ToJsonString())
        : Error(404, "invalid_request_error", "resource_missing", "No such object");

    private JsonObject Expanded(JsonObject dispute)
    {
        var expanded = (JsonObject)dispute.DeepClone();
        expanded["payment_intent"] = Intents.Find(intent => (string)intent["id"]! == (string)dispute["payment_intent"]!)?.DeepClone();
        return expanded;
    }

    private static JsonObject Metadata(Dictionary<string, StringValues> form, string name) =>
        new(form.Where(pair => pair.Key.StartsWith(name + "[", StringComparison.Ordinal)).Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key[(name.Length + 1)..^1], (string?)pair.Value)));

    private static PeerAnswer Error(int status, string type, string? code, string message) =>
        new(status, new JsonObject { ["error"] = new JsonObject { ["type"] = type, ["code"] = code, ["message"] = message } }.ToJsonString());

    private long Seconds() => time.GetUtcNow().ToUnixTimeSeconds();
}
