using Kopek.Books.Notices.Texts;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Engine.Journalling;
using Kopek.Engine.Shards;
using Kopek.Web.Api;
using Kopek.Web.Care.SignIns;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Kopek.Web.Care.Held;

/// <summary>The line that the pages of a holder are about, with the words for it. There is no other way to one: it is out of the session, never out of the request.</summary>
internal sealed record OwnLine(CareCall Call, HolderSession Session, HeldFacts Facts, CatalogueVersion Version)
{
    /// <summary>The field of each form that says for which line it was made.</summary>
    public const string NumberField = "number";

    public LineId Id => Facts.Line.Id;
    public string Msisdn => Session.Line.Msisdn;
    public ApiParts Api => Call.Parts.Api;
    public OperatorTerms? Terms => Version.FindOperator(Facts.Line.Operator);
    public string Currency => Terms?.CurrencyCode ?? "RUB";
    public string Hotline => Terms?.Hotline ?? "";

    /// <summary>In the language of the page, the line's currency and its time zone.</summary>
    public NoticeWords Words => new(Call.Language, Currency, Facts.Line.TimeZone);
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb.GetZoneOrNull(Facts.Line.TimeZone) ?? DateTimeZone.Utc;
    public LocalDate Today => Facts.Now.ToInstant().InZone(Zone).Date;

    /// <summary>A plan or pack as people know it; its code where the catalogue has it no more.</summary>
    public string NameOf(string code) =>
        Version.FindPack(code) is { } pack ? Words.Name(pack.Name) : Version.FindPlan(code) is { } plan ? Words.Name(plan.Name) : code;

    /// <summary>A country that is packed in two bytes, in words; empty at home.</summary>
    public string CountryOf(ushort country) =>
        country == 0 ? "" : CountryCode.Unpack(country) is var code && Version.FindCountry(code) is { } known ? Words.Name(known.Name) : code;

    /// <summary>A local day as people of the language write it; no year, it is near.</summary>
    public string DayOf(LocalDate day) => Words.Time(Moment.FromInstant(Zone.AtStartOfDay(day.PlusDays(1)).ToInstant())).Replace("24:00", "", StringComparison.Ordinal).Trim();

    /// <summary>The form on the page is about the line that is shown now: in another window the holder may have turned to another one.</summary>
    public bool IsFormOfThisLine => Call.Form.Text(NumberField) == Msisdn;

    /// <summary>The id of the wish in the form, so that the same form again does nothing more; null where it is none of ours.</summary>
    public OrderId? WishOfForm => Call.Form.Order(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"care-holder-{Session.Holder}"));

    /// <summary>A page for a holder who is signed in, about the line of his session. Anybody else is sent to sign in; a line that is not his any more is not found.</summary>
    public static RequestDelegate Open(CareParts parts, Func<OwnLine, Task> handle) => CareEndpoint.OpenHeld(parts, async (call, session) =>
    {
        if (await Read(call, session) is { } line)
        {
            await handle(line);
        }
        else
        {
            await call.Message(StatusCodes.Status404NotFound, "held.no_line");
        }
    });

    /// <summary>The line of who is signed in, on a page for everybody; null where nobody is, or the line is not his any more.</summary>
    public static async Task<OwnLine?> Find(CareCall call) => await OpenLines.Of(call) is { } session ? await Read(call, session) : null;

    private static async Task<OwnLine?> Read(CareCall call, HolderSession session)
    {
        var (id, msisdn) = session.Line;
        // A number that went to somebody else takes no page with it.
        if (!session.Lines.Contains(session.Line) || !call.Parts.Directory.TryFind(DirectoryKind.Msisdn, msisdn, out var now) || now != id)
        {
            return null;
        }

        var catalogue = call.Parts.Api.Engine.Catalogue;
        var read = await call.Parts.Api.Shards.Ask(id, (line, moment) => HeldFacts.Of(line, catalogue, moment));
        return read.Found ? new OwnLine(call, session, read.Value!, catalogue.At(read.Value!.Now)) : null;
    }
}
