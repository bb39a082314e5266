using System.Globalization;
using Kopek.Books.Numbers;
using Kopek.Books.People.SignIns;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Web.Care.SignIns;

namespace Kopek.Web.Care.TopUps;

/// <summary>How the payer came to the line.</summary>
public enum RecipientKind
{
    /// <summary>He typed its number.</summary>
    Typed,

    /// <summary>It is under his sign-in.</summary>
    Own,

    /// <summary>He typed it twice before, kept it, and it leads to the same line still.</summary>
    Favourite,
}

/// <summary>Whose line a form is about, as every form of the top-up carries it on.</summary>
/// <param name="Field">Of the form: a number, or which favourite; a favourite's number is in no page.</param>
/// <param name="Name">That the holder gave it; empty for others.</param>
public sealed record Recipient(LineId Line, Msisdn Number, RecipientKind Kind, string Field, string Value, string Name)
{
    public const string NumberField = "msisdn";
    public const string FavouriteField = "favourite";

    /// <summary>Nobody's number has to be typed a second time for it.</summary>
    public bool IsKnown => Kind != RecipientKind.Typed;

    /// <summary>One's own number whole, of others the last digits.</summary>
    public string Shown => Kind == RecipientKind.Own ? $"+{Number.Digits}" : Name.Length == 0 ? Number.Mask() : $"{Name} · {Number.Mask()}";

    internal static Recipient Own(HeldLine line) => new(line.Line, Msisdn.Read($"+{line.Msisdn}").Number!, RecipientKind.Own, NumberField, line.Msisdn, "");

    /// <summary>Out of the form; else the key of what is wrong. Which numbers there are is not told: a number of nobody is like one that takes no payment.</summary>
    internal static (string? Wrong, Recipient? Recipient) Read(CareCall call)
    {
        if (call.Form.Text(FavouriteField) is { Length: > 0 } favourite)
        {
            var kept = long.TryParse(favourite, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Kept(call).FirstOrDefault(one => one.Id == id) : null;
            return kept is null ? ("favourites.none", null) : NumberOf(call, kept) is { } known ? (null, Of(kept, known)) : ("favourites.moved", null);
        }

        var typed = call.Form.Text(NumberField);
        return Msisdn.Read(typed).Number is not { } number ? ("start.unreadable", null)
            : call.Parts.Directory.TryFind(DirectoryKind.Msisdn, number.Digits, out var line) ? (null, Of(call, line, number, typed)) : ("start.no_payment", null);
    }

    /// <summary>The number of a favourite, while it is the one that was typed and leads to the same line; else null: it has a new holder, or the line a new number.</summary>
    internal static Msisdn? NumberOf(CareCall call, Favourite favourite) =>
        call.Parts.Directory.NumbersOf(favourite.Line)?.Msisdn is { } digits && call.Parts.Directory.TryFind(DirectoryKind.Msisdn, digits, out var now) && now == favourite.Line
        && call.Parts.SignIns!.Accounts.Favourites.HasNumber(favourite, digits) ? Msisdn.Read($"+{digits}").Number : null;

    /// <summary>Those of who is signed in.</summary>
    internal static IReadOnlyList<Favourite> Kept(CareCall call) =>
        call is { Session: { } session, Parts.SignIns: { } signIns } ? signIns.Accounts.Favourites.Of(session.Holder) : [];

    private static Recipient Of(CareCall call, LineId line, Msisdn number, string typed) =>
        call.Session is { } session && session.Lines.Any(own => own.Line == line && own.Msisdn == number.Digits)
            ? new Recipient(line, number, RecipientKind.Own, NumberField, typed, "")
            : Kept(call).FirstOrDefault(one => one.Line == line && NumberOf(call, one) is not null) is { } kept ? Of(kept, number)
            : new Recipient(line, number, RecipientKind.Typed, NumberField, typed, "");

    private static Recipient Of(Favourite favourite, Msisdn number) =>
        new(favourite.Line, number, RecipientKind.Favourite, FavouriteField, favourite.Id.ToString(CultureInfo.InvariantCulture), favourite.Name);
}
