using System.Globalization;
using Kopek.Books.Disputes;
using Kopek.Books.Statements;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Problems;
using Kopek.Web.Api.Receipts;
using Kopek.Web.Receipts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Disputes;

/// <summary>Opening a dispute from a receipt. What is known then is put together and kept with it.</summary>
internal static class OpenDisputeEndpoint
{
    private const string Reason = "reason";

    private static readonly Dictionary<string, DisputeReason> Reasons = Enum.GetValues<DisputeReason>().ToDictionary(SnakeCase.Of);

    private static readonly ApiOperation Operation = new("POST", ReceiptRoute.Path + "/disputes", "Open a dispute over a receipt")
    {
        Description = "reason: not_received, wrong_number, wrong_amount, not_me, service. by: who says so. Evidence (receipt, order, the statement of two days around it) is taken now and never changes. "
            + "A receipt has one open dispute at a time.",
        Request = """{"reason":"not_received","by":"holder","text":"Paid on Monday, the balance is as before."}""",
        Answer = DisputeViews.Whole,
        Status = StatusCodes.Status201Created,
        IsChange = true,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts, ReceiptDesk desk) => Operation.Map(to, ApiEndpoint.For(parts, (http, p) => Open(http, p, desk)));

    private static async Task<Problem?> Open(HttpContext http, ApiParts parts, ReceiptDesk desk)
    {
        var (problem, key, members) = await TextBody.Read(http.Request, [Reason, DisputeChanges.By, DisputeChanges.Text], []);
        problem ??= DisputeChanges.TooLong(members);
        if (problem is not null)
        {
            return problem;
        }

        if (!Reasons.TryGetValue(members[Reason], out var reason))
        {
            return new Problem(ProblemKinds.MemberInvalid, $"It is one of {string.Join(", ", Reasons.Keys)}.") { Member = Reason };
        }

        if (ReceiptRoute.Find(http, desk, out var receipt) is { } unknown)
        {
            return unknown;
        }

        var shown = receipt.Public;
        var route = string.Create(CultureInfo.InvariantCulture, $"open {shown.Operator} {shown.Number}");
        var evidence = await DisputeEvidence.Take(parts, desk, receipt);
        var change = desk.Cases.Open(shown.Operator, shown.Number, reason, members[DisputeChanges.By], members[DisputeChanges.Text], evidence, DisputeChanges.Key(key, route, members), parts.Now);
        return await DisputeChanges.Answer(http, change, StatusCodes.Status201Created);
    }
}
