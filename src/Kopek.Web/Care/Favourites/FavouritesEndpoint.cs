using System.Globalization;
using Kopek.Books.Numbers;
using Kopek.Books.People.SignIns;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Engine.Journalling;
using Kopek.Web.Care.SignIns;
using Kopek.Web.Care.TopUps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Favourites;

/// <param name="Wrong">The key of what is to be said of the form that was sent; null at first.</param>
public sealed record FavouritesView(IReadOnlyList<FavouriteRow> Rows, bool MayAdd, string? Wrong, string Name, string Typed);

/// <param name="Id">As the forms send it.</param>
/// <param name="Masked">Null where the number leads to the line no more: nothing is paid for it.</param>
public sealed record FavouriteRow(string Id, string Name, string? Masked);

/// <summary>
/// Numbers of others that a holder often pays for. One is kept after it was typed twice, and then it is not typed again. Nothing is shown of its line but what
/// any payer may see.
/// </summary>
internal static class FavouritesEndpoint
{
    public const string Path = CareSite.Root + "/favourites";
    public const string RemovePath = Path + "/remove";

    /// <summary>Keeps the number of an order that the holder paid.</summary>
    public const string KeepPath = Path + "/keep";

    /// <summary>The field that says of which order.</summary>
    public const string PaidField = "paid";

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        to.MapGet(Path, CareEndpoint.OpenHeld(parts, (call, session) => Show(call, session, null))).ExcludeFromDescription();
        to.MapPost(Path, CareEndpoint.OpenHeld(parts, Add)).ExcludeFromDescription();
        to.MapPost(KeepPath, CareEndpoint.OpenHeld(parts, Keep)).ExcludeFromDescription();
        to.MapPost(RemovePath, CareEndpoint.OpenHeld(parts, Remove)).ExcludeFromDescription();
        foreach (var path in (string[])[KeepPath, RemovePath])
        {
            // Another language of what a form answered.
            to.MapGet(path, CareEndpoint.Open(parts, call => call.Redirect(Path))).ExcludeFromDescription();
        }
    }

    /// <summary>Whether the order's page offers to keep its number: the holder paid it, and the line is neither his own nor kept.</summary>
    public static bool MayKeep(CareCall call, TopUpOrder order) => call is { Session: { } session, Parts.SignIns: not null } && !order.Paid.IsZero && Placing.IsOf(order, session)
        && session.Lines.All(own => own.Line != order.Request.Line) && Recipient.Kept(call) is var kept
        && kept.Count < SignInLimits.MostFavourites && kept.All(one => one.Line != order.Request.Line);

    private static Task Show(CareCall call, HolderSession session, string? wrong)
    {
        var kept = Recipient.Kept(call);
        var rows = kept.Select(one => new FavouriteRow(one.Id.ToString(CultureInfo.InvariantCulture), one.Name, Recipient.NumberOf(call, one)?.Mask()));
        return call.Page<FavouritesPage>(new FavouritesView([.. rows], call.Parts.SignIns is not null && kept.Count < SignInLimits.MostFavourites, wrong, call.Form.Text("name"),
            call.Form.Text(Recipient.NumberField)), SignInEndpoint.Status(wrong));
    }

    private static async Task Add(CareCall call, HolderSession session)
    {
        var typed = Msisdn.Read(call.Form.Text(Recipient.NumberField)).Number;
        var isTwice = typed is not null && Msisdn.Read(call.Form.Text("confirm")).Number?.Digits == typed.Digits;
        // The same that a payer is told of the number, and no more.
        var (wrong, line) = isTwice ? await PaidLine.Read(call, TopUpAmounts.Probe) : (typed is null ? "start.unreadable" : "favourites.differ", null);
        await Put(call, session, line?.Recipient.Line, line?.Recipient.Number.Digits, wrong);
    }

    private static async Task Keep(CareCall call, HolderSession session)
    {
        if (!OrderId.TryParse(call.Form.Text(PaidField), out var id) || await call.Parts.Desk.Driver.Read(new AccountKey(AccountKind.TopUpOrder, id)) is not TopUpOrder order
            || !Placing.IsOf(order, session) || order.Paid.IsZero)
        {
            await call.Message(StatusCodes.Status404NotFound, "error.no_order");
            return;
        }

        var digits = call.Parts.Directory.NumbersOf(order.Request.Line)?.Msisdn;
        var isThere = digits is not null && call.Parts.Directory.TryFind(DirectoryKind.Msisdn, digits, out var now) && now == order.Request.Line;
        await Put(call, session, isThere ? order.Request.Line : null, digits, isThere ? null : "favourites.moved");
    }

    private static Task Put(CareCall call, HolderSession session, LineId? line, string? digits, string? wrong)
    {
        var name = Favourite.ReadName(call.Form.Text("name"));
        wrong = name is null ? "favourites.bad_name" : wrong
            ?? (session.Lines.Any(own => own.Line == line) ? "favourites.own"
                : call.Parts.SignIns?.Accounts.Favourites.Keep(session.Holder, line!.Value, digits!, name, call.Parts.Now) != true ? "favourites.full" : null);
        return wrong is null ? call.Redirect(Path) : Show(call, session, wrong);
    }

    /// <summary>One of his own: another id changes nothing.</summary>
    private static Task Remove(CareCall call, HolderSession session)
    {
        if (long.TryParse(call.Form.Text(Recipient.FavouriteField), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            call.Parts.SignIns?.Accounts.Favourites.Remove(session.Holder, id);
        }

        return call.Redirect(Path);
    }
}
