using Kopek.Books.Diagnosis.Texts;
using Kopek.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Kopek.Web.Care.TopUps;

/// <param name="Recipient">It goes on with the form, and into no address.</param>
/// <param name="Choices">Amounts to be chosen with one press.</param>
/// <param name="Region">Where the payer says that the SIM is; null where he does not.</param>
/// <param name="Wrong">What is to be said of the amount typed before; null at first.</param>
public sealed record LineView(Recipient Recipient, string Operator, string Hotline, bool DataWorks, bool Helps, string? Needed, IReadOnlyList<AmountChoice> Choices,
    string Least, string Most, RegionWords? Region, string? Wrong);

/// <param name="Code">ISO 3166-2, as the forms carry it on.</param>
/// <param name="Causes">What keeps lines offline there, each in some sentences; none where nothing is known.</param>
public sealed record RegionWords(string Code, string Name, IReadOnlyList<string> Causes);

/// <summary>Whether a payment helps this line, said before anybody thinks of paying; and the amounts.</summary>
internal static class LineEndpoint
{
    public const string Path = CareSite.Root + "/line";

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        to.MapPost(Path, CareEndpoint.Open(parts, Check)).ExcludeFromDescription();
        to.MapGet(Path, CareEndpoint.Open(parts, call => call.Redirect(CareSite.Root))).ExcludeFromDescription();
    }

    private static async Task Check(CareCall call)
    {
        var (wrong, line) = await PaidLine.Read(call, TopUpAmounts.Probe);
        await (line is null ? StartEndpoint.Show(call, wrong) : Show(call, line, null));
    }

    public static async Task Show(CareCall call, PaidLine line, string? wrong)
    {
        var words = call.Words(line.Terms);
        var before = line.Quote.Line.Before;
        var view = new LineView(line.Recipient, words.Name(line.Terms.Name), line.Terms.Hotline, before.DataWorks, line.Helps,
            before.Needed.IsZero ? null : words.Amount(before.Needed), [.. (await Choices(call, line)).Select(amount => new AmountChoice(TopUpAmounts.Written(amount), words.Amount(amount)))],
            words.Amount(line.Quote.Least), words.Amount(line.Quote.Most), WordsOfRegion(call, line), wrong);
        await call.Page<LinePage>(view, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Null where the payer does not say where the SIM is.</summary>
    public static RegionWords? WordsOfRegion(CareCall call, PaidLine line)
    {
        if (line.Region is not { } region)
        {
            return null;
        }

        var texts = new DiagnosisTexts(call.Language, line.Terms.Hotline, line.Terms.CurrencyCode, region.TimeZone, null);
        return new RegionWords(region.Iso, call.Words(line.Terms).Name(region.Name),
            [.. line.OfRegion.Select(cause => $"{texts.Title(cause.Cause)}. {texts.Note(cause)} {texts.Todo(cause)}")]);
    }

    private static async Task<IEnumerable<Money>> Choices(CareCall call, PaidLine line) => line.Recipient.Kind == RecipientKind.Own
        ? await TopUpAmounts.OfOwn(call.Parts, line, call.Parts.Now.ToInstant().InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(line.Terms.DefaultTimeZone) ?? DateTimeZone.Utc).Date)
        : TopUpAmounts.Of(line.Quote);
}
