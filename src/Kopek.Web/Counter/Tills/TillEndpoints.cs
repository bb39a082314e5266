using System.Globalization;
using Kopek.Books.People;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Counter;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Counter.Tills;

/// <summary>
/// Opening and closing a till with a count. The count is blind: what should be in the drawer is shown only after it. A count that does not match is booked as it
/// is, with a reason in the trail; the first figure that was counted is in the trail too, so that counting until it fits is seen.
/// </summary>
internal static class TillEndpoints
{
    public const string Path = CounterSite.Root + "/till";
    public const string OpenPath = Path + "/open";
    public const string ClosePath = Path + "/close";
    private const string ClosedPath = Path + "/closed";

    public static void Map(IEndpointRouteBuilder to, CounterParts parts)
    {
        to.MapGet(Path, CounterEndpoint.For(parts, async call => await Show(call, await Named(call), null)));
        to.MapPost(OpenPath, CounterEndpoint.For(parts, Open));
        to.MapPost(ClosePath, CounterEndpoint.For(parts, Close));
        to.MapGet(ClosedPath, CounterEndpoint.For(parts, Closed));
    }

    public static Task Show(CounterCall call, Till? till, string? wrong, CashCount? count = null, DifferenceView? difference = null, string? said = null) =>
        call.Page<TillPage>(new TillView(till, Math.Clamp(call.Form.Number("drawer", ShopTills.MostDrawers), 1, ShopTills.MostDrawers), count ?? CashCount.Empty, wrong, difference, said),
            wrong is null && difference is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    /// <summary>The till that a form or address names, as far as it is this person's matter: the own one, or for a supervisor any of the brand.</summary>
    public static async Task<Till?> Named(CounterCall call)
    {
        var place = call.Form.Text("till") is { Length: > 0 } posted ? posted : call.Query("till") ?? "";
        if (place.Length == 0)
        {
            return await ShopTills.Own(call.Parts, call.Staff);
        }

        var till = await ShopTills.Read(call.Parts, place);
        return till is not null && till.Operator == call.Staff.Operator && (call.Staff.IsSupervisor || ShopTills.IsOfShop(place, call.Staff.Shop)) ? till : null;
    }

    private static async Task Open(CounterCall call)
    {
        var staff = call.Staff;
        var place = ShopTills.PlaceOf(staff.Shop, Math.Max(1, call.Form.Number("drawer", ShopTills.MostDrawers)));
        var (till, own) = (await ShopTills.Read(call.Parts, place), await ShopTills.Own(call.Parts, staff));
        if (own is not null)
        {
            await (own.Place == place ? call.Redirect(Path) : Refuse(call, AuditAct.TillOpen, place, own, "have_one"));
            return;
        }

        if (till is not null && (till.IsOpen || till.Operator != staff.Operator))
        {
            await Refuse(call, AuditAct.TillOpen, place, null, "till_taken");
            return;
        }

        if (till is { Counts: [.., { } last] } && last.At > SeenAt(call))
        {
            await Refuse(call, AuditAct.TillOpen, place, null, "closed_meanwhile");
            return;
        }

        if (await Counted(call, AuditAct.TillOpen, place, till?.Cash ?? Money.Zero, null) is not { } counted)
        {
            return;
        }

        var answer = await call.Parts.Orders.Tell(ShopTills.KeyOf(place), new TillCommand.Open(place, staff.Operator, staff.Id, (till?.Shift ?? 0) + 1, counted));
        if (!answer.IsDone)
        {
            await Refuse(call, AuditAct.TillOpen, place, null, SnakeCase.Of(answer.Refused));
            return;
        }

        var difference = counted - (till?.Cash ?? Money.Zero);
        call.Note(AuditAct.TillOpen, AuditEntry.Done, amount: difference, place: place, detail: call.Form.Text("reason"));
        await call.Redirect(Path);
    }

    /// <summary>When the form was shown: one that comes after the till was closed is a copy of an older one, and its count is not of now.</summary>
    private static Moment SeenAt(CounterCall call) =>
        long.TryParse(call.Form.Text("seen"), NumberStyles.None, CultureInfo.InvariantCulture, out var shown) ? new Moment(shown) : Moment.Beginning;

    private static async Task Close(CounterCall call)
    {
        var till = await Named(call);
        var shift = call.Form.Number("shift", int.MaxValue);
        // For a supervisor the till is closed in the name of the clerk who left it; the trail says who did it.
        var clerk = till is { IsOpen: true } && call.Staff.IsSupervisor ? till.Clerk : call.Staff.Id;
        if (till is null || (till.IsOpen && till.Clerk != clerk))
        {
            await Refuse(call, AuditAct.TillClose, call.Form.Text("till"), null, "other_till");
            return;
        }

        var isRepeat = !till.IsOpen;
        var counted = isRepeat ? CashCount.Read(call.Form).Sum : await Counted(call, AuditAct.TillClose, till.Place, till.Cash, till);
        if (counted is null)
        {
            await (isRepeat ? Refuse(call, AuditAct.TillClose, till.Place, null, "count_unreadable") : Task.CompletedTask);
            return;
        }

        var answer = await call.Parts.Orders.Tell(till.Key, new TillCommand.Close(clerk, shift, counted.Value));
        if (!answer.IsDone)
        {
            await Refuse(call, AuditAct.TillClose, till.Place, till.IsOpen ? till : null, SnakeCase.Of(answer.Refused));
            return;
        }

        var count = ((Till)answer.State!).Counts[^1];
        call.Note(AuditAct.TillClose, isRepeat ? "repeated" : AuditEntry.Done, amount: count.Counted - count.Expected, place: till.Place, detail: call.Form.Text("reason"));
        await call.Redirect(string.Create(CultureInfo.InvariantCulture, $"{ClosedPath}?till={Uri.EscapeDataString(till.Place)}&shift={shift}"));
    }

    /// <summary>The sum that was counted, when it may be booked; null when the page has been answered: unreadable, or a difference without a reason.</summary>
    private static async Task<Money?> Counted(CounterCall call, AuditAct act, string place, Money expected, Till? till)
    {
        var count = CashCount.Read(call.Form);
        if (count.Sum is not { } counted)
        {
            await Show(call, till, call.T("till.count_unreadable"), count);
            return null;
        }

        if (counted == expected || call.Form.Text("reason").Length > 0)
        {
            return counted;
        }

        call.Note(act, "difference_shown", amount: counted - expected, place: place);
        await Show(call, till, null, count, new DifferenceView(expected, counted));
        return null;
    }

    private static async Task Closed(CounterCall call)
    {
        var till = await Named(call);
        var shift = int.TryParse(call.Query("shift"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var count = till?.Counts.FirstOrDefault(count => count.Shift == shift && (count.Clerk == call.Staff.Id || call.Staff.IsSupervisor));
        await (count is null
            ? call.Message(StatusCodes.Status404NotFound, "error.no_page")
            : call.Page<TillClosedPage>(new TillClosedView(till!.Place, count, call.Parts.People.Staff(count.Clerk)?.Name ?? count.Clerk)));
    }

    private static Task Refuse(CounterCall call, AuditAct act, string place, Till? shown, string code)
    {
        call.Note(act, code, place: AuditEntry.Words(place));
        return Show(call, shown, call.T($"till.refused.{code}"));
    }
}
