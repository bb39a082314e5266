using Kopek.Books.People;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Counter;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Counter.Tills;

/// <summary>Cash brought from the safe into the drawer, or from the drawer to the safe or the bank. The same form sent twice moves it once.</summary>
internal static class TillMoveEndpoint
{
    public const string Path = TillEndpoints.Path + "/move";

    public static void Map(IEndpointRouteBuilder to, CounterParts parts) => to.MapPost(Path, CounterEndpoint.For(parts, Move));

    private static async Task Move(CounterCall call)
    {
        var till = await TillEndpoints.Named(call);
        if (till is null || till.Clerk != call.Staff.Id)
        {
            call.Note(AuditAct.TillMove, "other_till", place: AuditEntry.Words(call.Form.Text("till")));
            await TillEndpoints.Show(call, await ShopTills.Own(call.Parts, call.Staff), call.T("till.refused.other_till"));
            return;
        }

        if (!TypedAmount.TryRead(call.Form.Text("amount"), out var typed) || typed.IsZero || call.Form.Order(call.Staff.Id) is not { } id)
        {
            await TillEndpoints.Show(call, till, call.T("payment.amount_unreadable"));
            return;
        }

        var amount = call.Form.Text("direction") == "to_safe" ? -typed : typed;
        var answer = await call.Parts.Orders.Tell(till.Key, new TillCommand.MoveCash(id, call.Staff.Id, amount));
        var outcome = answer.IsDone ? AuditEntry.Done : SnakeCase.Of(answer.Refused);
        call.Note(AuditAct.TillMove, outcome, order: id.ToString(), amount: amount, place: till.Place, detail: call.Form.Text("reason"));
        var now = (Till?)answer.State ?? till;
        await (answer.IsDone
            ? TillEndpoints.Show(call, now, null, said: call.T(amount.IsNegative ? "till.moved_out" : "till.moved_in", ("amount", call.Amount(typed))))
            : TillEndpoints.Show(call, now, call.T($"till.refused.{outcome}")));
    }
}
