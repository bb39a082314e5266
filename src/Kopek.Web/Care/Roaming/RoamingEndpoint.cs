using System.Globalization;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Web.Care.Held;
using Kopek.Web.Care.Plans;
using Kopek.Web.Care.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Roaming;

/// <summary>
/// "Does my SIM work there, and what will it cost?", for everybody and any plan: a GET form, so that each answer has an address. Without a plan each plan is
/// answered in a line.
/// </summary>
internal static class RoamingEndpoint
{
    public const string Path = CareSite.Root + "/roaming";

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        to.MapGet(Path, CareEndpoint.Open(parts, Show)).ExcludeFromDescription();
        to.MapGet(CountriesEndpoint.Path, CareEndpoint.Open(parts, CountriesEndpoint.Show)).ExcludeFromDescription();
    }

    private static async Task Show(CareCall call)
    {
        var version = call.Parts.Version;
        var own = await OwnLine.Of(call);
        var words = new PlanWords(call, version);
        var (typed, plan, days) = (SearchField.Read(call.Http.Request, "country"), PlanOf(call, own), SearchField.Read(call.Http.Request, "days"));
        var form = new RoamingForm(own?.Msisdn, typed ?? "", plan ?? "", days ?? "",
            [.. version.Plans.Select(one => new NamedCode(one.Code, $"{words.Operator(one)} · {words.Name(one.Name)} ({words.Abroad(one)})"))]);
        var often = Named(words, CountryList.OftenAsked.Select(version.FindCountry).OfType<Country>());
        Task Refuse(string key) => call.Page<RoamingPage>(new RoamingPageView(form, call.T(key), false, often, null, null, []), StatusCodes.Status422UnprocessableEntity);
        if (typed is null || plan is null)
        {
            await Refuse("roaming.too_long");
            return;
        }

        if (plan.Length > 0 && version.FindPlan(plan) is null)
        {
            await Refuse("roaming.unknown_plan");
            return;
        }

        if (Wish(days) is not { } wish)
        {
            await Refuse("roaming.days_wrong");
            return;
        }

        if (typed.Length == 0)
        {
            await call.Page<RoamingPage>(new RoamingPageView(form, null, false, often, null, null, []));
            return;
        }

        await (CountryList.Find(version, typed) switch
        {
            [] => Refuse("roaming.unknown_country"),
            [var country] => call.Page<RoamingPage>(Answered(new RoamingAnswerWords(call, version, words), form, often, country, version.FindPlan(plan), wish, own)),
            var several => call.Page<RoamingPage>(new RoamingPageView(form, null, true, Named(words, several), null, null, [])),
        });
    }

    private static RoamingPageView Answered(RoamingAnswerWords answers, RoamingForm form, IReadOnlyList<NamedCode> often, Country country, Plan? plan, RoamingWish wish, OwnLine? own)
    {
        var asked = form with { Country = answers.NameOf(country), Days = wish.Days.ToString(CultureInfo.InvariantCulture) };
        return plan is null
            ? new RoamingPageView(asked, null, false, often, null, answers.NameOf(country), answers.EveryPlan(country, wish))
            : new RoamingPageView(asked, null, false, often, own?.Facts.Line.Plan == plan.Code ? answers.Of(own, plan, country, wish) : answers.Of(plan, country, wish), null, []);
    }

    /// <summary>As it was asked for; else that of who is signed in, whose question is about his line. Null where it is too long.</summary>
    private static string? PlanOf(CareCall call, OwnLine? own) =>
        own is not null && !call.Http.Request.Query.ContainsKey("plan") ? own.Facts.Line.Plan : SearchField.Read(call.Http.Request, "plan");

    /// <summary>Null where the days are no number from 1 to 90.</summary>
    private static RoamingWish? Wish(string? days)
    {
        if (days is "")
        {
            return RoamingWish.Typical;
        }

        return int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && RoamingWish.Typical with { Days = number } is { IsInBounds: true } wish ? wish : null;
    }

    private static List<NamedCode> Named(PlanWords words, IEnumerable<Country> countries) => [.. countries.Select(country => new NamedCode(country.Iso2, words.Name(country.Name)))];
}
