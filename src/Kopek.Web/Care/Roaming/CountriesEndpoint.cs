using System.Globalization;
using Kopek.Core.Roaming;
using Kopek.Web.Care.Plans;
using Kopek.Web.Care.Texts;

namespace Kopek.Web.Care.Roaming;

/// <summary>Every country of the catalogue in the language's own names and order, in parts: all at once would not fit into a first window of TCP.</summary>
internal static class CountriesEndpoint
{
    public const string Path = RoamingEndpoint.Path + "/countries";

    /// <summary>A country takes about 100 octets; with the page around them about 12 KB.</summary>
    private const int CountriesInPart = 72;

    public static Task Show(CareCall call)
    {
        var version = call.Parts.Version;
        var words = new PlanWords(call, version);
        var pages = Pages(Groups(call, version, words));
        var part = int.TryParse(SearchField.Read(call.Http.Request, "part"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= pages.Count ? number : 1;
        var plan = version.FindPlan(SearchField.Read(call.Http.Request, "plan") ?? "");
        return call.Page<CountriesPage>(new CountriesPageView(part, [.. pages.Select(page => page is [var only] ? only.Initial : $"{page[0].Initial}–{page[^1].Initial}")], pages[part - 1],
            plan is null ? "" : $"&plan={plan.Code}"));
    }

    /// <summary>A country that the order does not have comes last: a catalogue may have more than the table.</summary>
    private static List<InitialView> Groups(CareCall call, CatalogueVersion version, PlanWords words)
    {
        NamedCode Named(Country country) => new(country.Iso2, words.Name(country.Name));
        var placed = CountryList.Of(call.Language);
        List<InitialView> groups = [.. placed.Select(group => new InitialView(group.Initial, [.. group.Iso2.Select(version.FindCountry).OfType<Country>().Select(Named)])).Where(group => group.Countries.Count > 0)];
        var known = placed.SelectMany(group => group.Iso2).ToHashSet();
        if (version.Countries.Where(country => !known.Contains(country.Iso2)).Select(Named).ToList() is { Count: > 0 } others)
        {
            groups.Add(new InitialView("…", others));
        }

        return groups;
    }

    private static List<List<InitialView>> Pages(List<InitialView> groups)
    {
        var (pages, count) = (new List<List<InitialView>> { new() }, 0);
        foreach (var group in groups)
        {
            if (count > 0 && count + group.Countries.Count > CountriesInPart)
            {
                pages.Add([]);
                count = 0;
            }

            pages[^1].Add(group);
            count += group.Countries.Count;
        }

        return pages;
    }
}
