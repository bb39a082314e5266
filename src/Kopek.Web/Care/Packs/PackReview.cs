using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Diagnosis;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Engine.Lines;
using Kopek.Engine.Payments;
using Kopek.Web.Care.Held;
using Kopek.Web.Care.Home;
using Kopek.Web.Care.TopUps;
using Kopek.Web.Diagnosis;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Packs;

/// <summary>One pack before it is bought, by a trial of the very command: what it holds and where, the balance before and after, what is there already.</summary>
internal static class PackReview
{
    /// <summary>More names than people read, and than the weight of a page allows.</summary>
    private const int MostCountries = 60;

    public static void Map(IEndpointRouteBuilder to, CareParts parts) => to.MapGet(PacksEndpoint.Path + "/{code}", OwnLine.Open(parts, line =>
        Find(line, line.Call.Http.Request.RouteValues["code"] as string ?? "") is { } pack ? Show(line, pack, null) : Unknown(line))).ExcludeFromDescription();

    /// <summary>Null where the line is not offered it.</summary>
    public static DataPack? Find(OwnLine line, string code) => line.Plan is { } plan ? PackOffers.Find(line.Version, plan, code) : null;

    public static Task Unknown(OwnLine line) => line.Call.Message(StatusCodes.Status404NotFound, "packs.unknown");

    /// <param name="wrong">What is to be said of a form that was sent; null for none.</param>
    public static async Task Show(OwnLine line, DataPack pack, string? wrong)
    {
        if (await line.Try(new LineCommand.BuyPack(pack.Code)) is not { } trial)
        {
            await Unknown(line);
            return;
        }

        var countries = PackOffers.Countries(line.Version, line.Plan!, pack).Select(country => line.Words.Name(country.Name)).ToList();
        var payment = trial.Outcome.IsDone ? null : await PackPayment.Of(line, pack.Code, trial.Outcome.Limit);
        var view = new PackReviewView(line.Msisdn, new PackWords(line).Entry(pack), [.. Rows(line, pack, trial)], countries.Count > MostCountries ? [] : countries,
            countries.Count > MostCountries, [.. line.Facts.Buckets.Where(bucket => bucket.Rest > 0 && IsThere(bucket, pack)).Select(bucket => HomeEndpoint.Row(line, bucket))],
            trial.Outcome.IsDone ? null : Reason(line, trial), await StaysOff(line, pack, payment?.Line ?? trial), payment is null ? null : View(line, payment), PostedForm.NewOrder(), wrong);
        await line.Call.Page<PackReviewPage>(view, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Why the line does not take a command, in words.</summary>
    public static string Reason(OwnLine line, DryRunResult trial) => line.Call.T($"change.refused.{SnakeCase.Of(trial.Outcome.Refused)}",
        ("amount", line.Words.Amount(trial.Outcome.Limit)), ("hotline", line.Hotline));

    private static IEnumerable<NamedValue> Rows(OwnLine line, DataPack pack, DryRunResult trial)
    {
        var (call, words) = (line.Call, line.Words);
        yield return new(call.T("packs.row.holds"), new PackWords(line).Holds(pack));
        if (trial.Events.OfType<LineEvent.BucketGranted>().LastOrDefault() is { ExpiresAt.IsNever: false } granted)
        {
            yield return new(call.T("packs.row.until"), words.Time(granted.ExpiresAt));
        }

        yield return new(call.T("packs.row.price"), words.Amount(pack.Price));
        yield return new(call.T("packs.row.before"), words.Amount(line.Facts.Available));
        if (trial.Outcome.IsDone)
        {
            yield return new(call.T("packs.row.after"), words.Amount(trial.Outcome.AvailableAfter));
        }
    }

    /// <summary>A bucket that serves in a place where the pack does.</summary>
    private static bool IsThere(Bucket bucket, DataPack pack) => bucket.Zones.Overlaps(pack.Zones)
        && (bucket.Country == 0 || pack.CountryIso is null || CountryCode.Unpack(bucket.Country) == pack.CountryIso);

    private static PaymentView View(OwnLine line, TopUpQuote quote) => new(TopUpAmounts.Written(quote.Pay), line.Words.Amount(quote.Pay), line.Words.Amount(quote.Line.Outcome.AvailableAfter),
        [.. line.Call.Parts.Desk.Driver.Providers.Keys.Order(StringComparer.Ordinal)], line.Hotline);

    /// <summary>A pack for home does not end a shutdown or a bar: said before the money. Of one for abroad nothing can be said from here.</summary>
    private static async Task<string?> StaysOff(OwnLine line, DataPack pack, DryRunResult trial)
    {
        if (!PackOffers.IsForHome(pack) || await line.Api.Diagnosis.Of(line.Id, new DiagnosisQuestion()) is not { } diagnosis)
        {
            return null;
        }

        return diagnosis.LeftAfterPaying(trial.After.DataWorks, withPack: true) is { Verdict: Verdict.Certain } left
            ? line.Call.T("packs.stays_off", ("cause", line.Api.Diagnosis.Texts(diagnosis, line.Call.Language).Title(left.Cause))) : null;
    }
}
