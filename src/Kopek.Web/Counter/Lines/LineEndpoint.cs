using System.Globalization;
using Kopek.Books.People;
using Kopek.Core.Counter;
using Kopek.Core.Lines;
using Kopek.Web.Counter.Tills;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Counter.Lines;

/// <param name="Till">The clerk's open till; null: no money can be taken.</param>
/// <param name="OpensTickets">Clerks can write to support for holders here.</param>
/// <param name="Wrong">What is to be said of the form before; null at first.</param>
public sealed record LineView(CounterLine Line, Till? Till, string Amount, string Given, bool ByCard, bool OpensTickets, string? Wrong);

/// <summary>A line: its state and why, whether a payment helps, and the form to take one. Its address has the opaque id, never the number.</summary>
internal static class LineEndpoint
{
    public const string Root = CounterSite.Root + "/lines";
    public const string Pattern = Root + "/{line:long}";

    public static void Map(IEndpointRouteBuilder to, CounterParts parts) => to.MapGet(Pattern, CounterEndpoint.For(parts, async call =>
    {
        if (await Line(call, AuditAct.LineView) is { } line)
        {
            call.Note(AuditAct.LineView, AuditEntry.Done, line: line.Number);
            await Show(call, line, null);
        }
    }));

    public static string PathOf(LineId line) => string.Create(CultureInfo.InvariantCulture, $"{Root}/{line.Value}");

    /// <summary>The line of the address; null when the page has been answered: there is none, or it is another brand's.</summary>
    public static async Task<CounterLine?> Line(CounterCall call, AuditAct act)
    {
        var id = long.Parse((string)call.Http.Request.RouteValues["line"]!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var line = id > 0 ? await CounterLine.Read(call, new LineId(id)) : null;
        if (line is null)
        {
            await call.Message(StatusCodes.Status404NotFound, "error.no_line");
            return null;
        }

        if (line.Operator != call.Staff.Operator)
        {
            call.Note(act, "other_operator", line: line.Number);
            await call.Message(StatusCodes.Status403Forbidden, "error.other_operator");
            return null;
        }

        return line;
    }

    public static async Task Show(CounterCall call, CounterLine line, string? wrong)
    {
        var view = new LineView(line, await ShopTills.Own(call.Parts, call.Staff), Typed("amount"), Typed("given"), Typed("way") == "card", call.Parts.Options is { Tickets: not null, Diagnosis: not null }, wrong);
        await call.Page<LinePage>(view, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

        string Typed(string name) => call.Query(name) ?? "";
    }
}
