using System.Globalization;
using System.Text.Json;
using Kopek.Books.Disputes;
using Kopek.Core.Orders;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Pages;
using Kopek.Web.Api.Problems;
using Kopek.Web.Receipts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Disputes;

/// <summary>Reading disputes, adding notes, and deciding.</summary>
internal static class DisputeEndpoints
{
    private const string Path = "/api/v1/disputes";
    private const string One = Path + "/{dispute}";
    private const string Decision = "decision";
    private const string RefundOrder = "refundOrder";
    private const string State = "state";
    private const int DefaultItems = 50;
    private const string Example = "{" + DisputeViews.Head + "}";

    private static readonly ApiOperation List = new("GET", Path, "Disputes")
    {
        Description = "The newest first, without their evidence.",
        Query = [(State, "open: only those that are not decided"), (PageQuery.From, "next of the page before"), (PageQuery.Limit, "items of a page, 1 to 200; 50 if left out")],
        Answer = $$"""{"disputes":[{{Example}}],"next":"12"}""",
    };

    private static readonly ApiOperation Get = new("GET", One, "Read a dispute")
    {
        Description = "entries: what happened, in its order; none is ever changed. evidence: what was known when it was opened.",
        Answer = DisputeViews.Whole,
    };

    private static readonly ApiOperation Note = new("POST", One + "/notes", "Add a note to a dispute")
    {
        Request = """{"by":"anna","text":"The provider was asked."}""",
        Answer = DisputeViews.Whole,
        Status = StatusCodes.Status201Created,
        IsChange = true,
    };

    private static readonly ApiOperation Decide = new("POST", One + "/decision", "Decide a dispute")
    {
        Description = "decision: upheld or rejected; final. refundOrder: the order that gives the money back, where one follows.",
        Request = """{"decision":"upheld","by":"anna","text":"The provider has it twice.","refundOrder":"5d41402abc4b2a76b9719d911017c592"}""",
        Optional = [RefundOrder],
        Answer = DisputeViews.Whole,
        Status = StatusCodes.Status201Created,
        IsChange = true,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts, ReceiptDesk desk)
    {
        List.Map(to, ApiEndpoint.For(parts, (http, _) => ReadAll(http, desk)));
        Get.Map(to, ApiEndpoint.For(parts, (http, _) => Read(http, desk)));
        Note.Map(to, ApiEndpoint.For(parts, (http, p) => AddNote(http, p, desk)));
        Decide.Map(to, ApiEndpoint.For(parts, (http, p) => AddDecision(http, p, desk)));
    }

    private static async Task<Problem?> ReadAll(HttpContext http, ReceiptDesk desk)
    {
        var state = http.Request.Query[State].ToString();
        var problem = PageQuery.Read(http.Request, DefaultItems, CaseStore.MostOfPage, out var from, out var limit)
            ?? (state is "" or "open" ? null : new Problem(ProblemKinds.QueryInvalid, "It is open, or left out.") { Member = State });
        if (problem is not null)
        {
            return problem;
        }

        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, desk.Cases.Page(state == "open", from, limit), Write);
        return null;
    }

    private static void Write(Utf8JsonWriter json, DisputePage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("disputes");
        foreach (var dispute in page.Disputes)
        {
            DisputeViews.Write(json, dispute, withEvidence: false);
        }

        json.WriteEndArray();
        json.WriteString("next", page.Next?.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static async Task<Problem?> Read(HttpContext http, ReceiptDesk desk)
    {
        if (desk.Cases.Find(IdOf(http)) is not { } dispute)
        {
            return DisputeChanges.Unknown();
        }

        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, dispute, static (json, found) => DisputeViews.Write(json, found, withEvidence: true));
        return null;
    }

    private static async Task<Problem?> AddNote(HttpContext http, ApiParts parts, ReceiptDesk desk)
    {
        var (problem, key, members) = await TextBody.Read(http.Request, [DisputeChanges.By, DisputeChanges.Text], []);
        problem ??= DisputeChanges.TooLong(members);
        if (problem is not null)
        {
            return problem;
        }

        var id = IdOf(http);
        var change = desk.Cases.Note(id, members[DisputeChanges.By], members[DisputeChanges.Text], DisputeChanges.Key(key, $"note {id}", members), parts.Now);
        return await DisputeChanges.Answer(http, change, StatusCodes.Status201Created);
    }

    private static async Task<Problem?> AddDecision(HttpContext http, ApiParts parts, ReceiptDesk desk)
    {
        var (problem, key, members) = await TextBody.Read(http.Request, [Decision, DisputeChanges.By, DisputeChanges.Text], [RefundOrder]);
        problem ??= DisputeChanges.TooLong(members);
        if (problem is not null)
        {
            return problem;
        }

        if (members[Decision] is not ("upheld" or "rejected"))
        {
            return new Problem(ProblemKinds.MemberInvalid, "It is upheld or rejected.") { Member = Decision };
        }

        var refund = OrderId.None;
        if (members.TryGetValue(RefundOrder, out var order) && !OrderId.TryParse(order, out refund))
        {
            return new Problem(ProblemKinds.MemberInvalid, "Orders have 32 hexadecimal digits.") { Member = RefundOrder };
        }

        var id = IdOf(http);
        var decision = members[Decision] == "upheld" ? DisputeState.Upheld : DisputeState.Rejected;
        var change = desk.Cases.Decide(id, decision, members[DisputeChanges.By], members[DisputeChanges.Text], refund, DisputeChanges.Key(key, $"decide {id}", members), parts.Now);
        return await DisputeChanges.Answer(http, change, StatusCodes.Status201Created);
    }

    /// <summary>0, which no dispute has, where the address names none.</summary>
    private static long IdOf(HttpContext http) =>
        long.TryParse(http.Request.RouteValues["dispute"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
}
