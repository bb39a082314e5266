using System.Diagnostics;
using System.Globalization;
using Kopek.Books.Statements;
using Kopek.Books.Tickets;
using Kopek.Engine.Orders;
using Kopek.Web.Api.Bodies;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Keys;
using Kopek.Web.Api.Pages;
using Kopek.Web.Api.Problems;
using Kopek.Web.Receipts;
using Kopek.Web.Tickets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Tickets;

/// <summary>Support staff's way to what holders wrote: list, read, answer, close, reopen, erase.</summary>
internal static class TicketEndpoints
{
    private const string Path = "/api/v1/tickets";
    private const string One = Path + "/{ticket}";
    private const string By = "by";
    private const string Text = "text";
    private const string Operator = "operator";
    private const string State = "state";
    private const int UsualItems = 50;

    /// <summary>Tickets have a space of keys of their own: they are no orders for money.</summary>
    private const string Caller = "operator/tickets";

    private const string Head = """
        "ticket":"482-915-307","operator":"KDR","state":"open","language":"zh-CN","openedAt":"2026-11-26T09:00:00Z","changedAt":"2026-11-26T09:00:00Z","answerBy":"2026-11-27T09:00:00Z"
        """;

    private const string Whole = "{" + Head + """
        ,"msisdn":"79000000001","contact":"li.na@example.com","entries":[{"kind":"opened","at":"2026-11-26T09:00:00Z","by":"holder","text":"Since this morning nothing opens."}],"diagnosis":{"at":"2026-11-26T09:00:00Z","plan":"KDR-M50","dataWorks":false,"topUpHelps":true,"needed":{"value":1,"currency":"RUB"},"summary":"A payment of 0.01 RUB or more brings data back.","language":"en","region":"RU-MOW","apn":"internet","causes":[{"cause":"balance_short","verdict":"certain","title":"The balance is too low","text":"A fee, a debt or the next data is not covered by the balance.","note":"A cable is cut and is being repaired","evidence":[{"code":"balance","value":"0","text":"Balance: 0.00 RUB"}],"fix":"top_up","todo":"Top up 0.01 RUB or more.","topUpHelps":true,"needed":{"value":1,"currency":"RUB"},"until":"2026-11-27T09:00:00Z"}]}}
        """;

    private static readonly Dictionary<string, TicketState> states = Enum.GetValues<TicketState>().ToDictionary(SnakeCase.Of);

    private static readonly ApiOperation List = new("GET", Path, "Tickets: what holders wrote to support")
    {
        Description = "The newest first. Numbers are masked, and nothing that people wrote is in it.",
        Query = [(Operator, "code of one operator"), (State, "open: support is to answer; answered; closed"), (PageQuery.From, "next of the page before"), (PageQuery.Limit, "items of a page, 1 to 200; 50 if left out")],
        Answer = "{\"tickets\":[{" + Head + ""","number":"••• 0001","cause":"balance_short"}],"next":"12"}""",
    };

    private static readonly ApiOperation Get = new("GET", One, "Read a ticket with its diagnosis")
    {
        Description = "diagnosis: what was known when it was opened. Texts are in the language of lang, else of Accept-Language.",
        Query = [(PageLanguage.Parameter, "zh-CN, en or ru")],
        Answer = Whole,
    };

    private static readonly ApiOperation Answer = Change("/answers", "Answer a ticket", "The holder is told that there is an answer, and reads it on his pages.", isTextNeeded: true);
    private static readonly ApiOperation Close = Change("/closure", "Close a ticket", "text: why, for the holder.", isTextNeeded: false);
    private static readonly ApiOperation Reopen = Change("/reopening", "Reopen a ticket", "It waits for support again, with a new promise.", isTextNeeded: false);

    private static readonly ApiOperation Erase = new("DELETE", One + "/words", "Erase what people wrote in a closed ticket")
    {
        Description = "For ever, with where else the holder is reached. Dates and diagnosis stay.",
        Answer = Whole,
        IsChange = true,
    };

    /// <summary>Maps nothing where the host has no tickets.</summary>
    public static void Map(IEndpointRouteBuilder to, ApiParts parts)
    {
        if (parts.Options.Tickets is not { } desk)
        {
            return;
        }

        List.Map(to, ApiEndpoint.For(parts, (http, p) => ReadAll(http, p, desk)));
        Get.Map(to, ApiEndpoint.For(parts, (http, p) => Read(http, p, desk)));
        Answer.Map(to, ApiEndpoint.For(parts, (http, p) => Add(http, p, desk, TicketEntryKind.Answered)));
        Close.Map(to, ApiEndpoint.For(parts, (http, p) => Add(http, p, desk, TicketEntryKind.Closed)));
        Reopen.Map(to, ApiEndpoint.For(parts, (http, p) => Add(http, p, desk, TicketEntryKind.Reopened)));
        Erase.Map(to, ApiEndpoint.For(parts, (http, p) => EraseWords(http, p, desk)));
    }

    private static ApiOperation Change(string below, string summary, string description, bool isTextNeeded) => new("POST", One + below, summary)
    {
        Description = description,
        Request = """{"by":"anna","text":"The mast is being repaired until the evening."}""",
        Optional = isTextNeeded ? [] : [Text],
        Answer = Whole,
        Status = StatusCodes.Status201Created,
        IsChange = true,
    };

    private static async Task<Problem?> ReadAll(HttpContext http, ApiParts parts, TicketDesk desk)
    {
        var (operatorCode, asked) = (http.Request.Query[Operator].ToString(), http.Request.Query[State].ToString());
        TicketState? state = states.TryGetValue(asked, out var known) ? known : null;
        var problem = PageQuery.Read(http.Request, UsualItems, TicketStore.MostOfPage, out var from, out var limit)
            ?? (asked.Length == 0 || state is not null ? null : new Problem(ProblemKinds.QueryInvalid, $"It is one of {string.Join(", ", states.Keys)}, or left out.") { Member = State })
            ?? (operatorCode.Length == 0 || desk.Operator(operatorCode) is not null ? null : new Problem(ProblemKinds.QueryInvalid, "It is the code of an operator of the catalogue.") { Member = Operator });
        if (problem is not null)
        {
            return problem;
        }

        var page = desk.Store.Page(operatorCode.Length == 0 ? null : operatorCode, state, from, limit);
        var view = new TicketListView([.. page.Tickets.Select(ticket => TicketHeadView.Of(parts, ticket))], page.Next?.ToString(CultureInfo.InvariantCulture));
        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, view, ApiJson.Default.TicketListView);
        return null;
    }

    private static async Task<Problem?> Read(HttpContext http, ApiParts parts, TicketDesk desk)
    {
        if (!TryReadNumber(http, out var number) || desk.Store.Find(new TicketScope(number)) is not { } ticket)
        {
            return Unknown();
        }

        await Write(http, parts, desk, ticket, StatusCodes.Status200OK);
        return null;
    }

    private static async Task<Problem?> Add(HttpContext http, ApiParts parts, TicketDesk desk, TicketEntryKind kind)
    {
        var needsText = kind == TicketEntryKind.Answered;
        var (problem, key, members) = await TextBody.Read(http.Request, needsText ? [By, Text] : [By], needsText ? [] : [Text]);
        problem ??= Wrong(members);
        if (problem is not null)
        {
            return problem;
        }

        if (!TryReadNumber(http, out var number))
        {
            return Unknown();
        }

        var change = desk.Add(new TicketScope(number), kind, members[By], TicketWords.Clean(members.GetValueOrDefault(Text, "")),
            new TicketKey(OrderKey.Of(Caller, key), TextBody.Digest($"{SnakeCase.Of(kind)} {number}", members)));
        return await Answered(http, parts, desk, change, StatusCodes.Status201Created);
    }

    private static async Task<Problem?> EraseWords(HttpContext http, ApiParts parts, TicketDesk desk)
    {
        if (IdempotencyKey.Read(http.Request, out _) is { } problem)
        {
            return problem;
        }

        // Erasing again erases nothing more: the key need not be kept.
        return TryReadNumber(http, out var number) ? await Answered(http, parts, desk, desk.Store.Erase(new TicketScope(number)), StatusCodes.Status200OK) : Unknown();
    }

    private static Problem? Wrong(Dictionary<string, string> members)
    {
        var (by, text) = (members[By], members.GetValueOrDefault(Text, ""));
        return by.Length > TicketWords.LongestName || by == TicketEntry.Holder
            ? new Problem(ProblemKinds.MemberInvalid, $"It is the name of who answers, with at most {TicketWords.LongestName} characters.") { Member = By }
            : text.Length > TicketWords.LongestText || (text.Length > 0 && TicketWords.Clean(text).Length == 0)
            ? new Problem(ProblemKinds.MemberInvalid, $"It has 1 to {TicketWords.LongestText} characters that can be read. Answer in two parts if it is more.") { Member = Text }
            : null;
    }

    private static async Task<Problem?> Answered(HttpContext http, ApiParts parts, TicketDesk desk, TicketChange change, int status)
    {
        switch (change)
        {
            case TicketChange.Done done:
                await Write(http, parts, desk, done.Ticket, status);
                return null;
            case TicketChange.Repeated repeated:
                http.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
                await Write(http, parts, desk, repeated.Ticket, status);
                return null;
            case TicketChange.Conflict:
                return new Problem(ProblemKinds.IdempotencyKeyReused, "The key belongs to a request with another content, and nothing was done now. Take a new key for a new change.");
            case TicketChange.Unknown: return Unknown();
            case TicketChange.Refused { Why: TicketRefusal.IsClosed }: return new Problem(ProblemKinds.TicketClosed, "Reopen it first: POST its reopening.");
            case TicketChange.Refused { Why: TicketRefusal.NotClosed }: return new Problem(ProblemKinds.TicketNotClosed, "Close it first, or answer it as it is.");
            case TicketChange.Refused { Why: TicketRefusal.Full }: return new Problem(ProblemKinds.TicketFull, "It can only be closed now.");
            default: throw new UnreachableException($"{change} has no answer.");
        }
    }

    private static Problem Unknown() => new(ProblemKinds.UnknownTicket, "Tickets have nine digits, like 482-915-307. GET /api/v1/tickets lists them.");

    private static bool TryReadNumber(HttpContext http, out TicketNumber number) => TicketNumber.TryRead(http.Request.RouteValues["ticket"] as string, out number);

    private static Task Write(HttpContext http, ApiParts parts, TicketDesk desk, Ticket ticket, int status)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status201Created)
        {
            http.Response.Headers.Location = $"{Path}/{ticket.Number}";
        }

        return JsonAnswer.Write(http, status, TicketView.Of(parts, desk, ticket, PageLanguage.Of(http.Request)), ApiJson.Default.TicketView);
    }
}
