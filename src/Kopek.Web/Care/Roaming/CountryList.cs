using System.Collections.Frozen;
using System.Text.Json;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Storage;
using Kopek.Core.Notices;
using Kopek.Core.Roaming;
using Kopek.Web.Care.Texts;

namespace Kopek.Web.Care.Roaming;

/// <param name="Initial">The letter under which a language's readers look; pinyin's for Chinese.</param>
internal sealed record CountryGroup(string Initial, IReadOnlyList<string> Iso2);

/// <summary>
/// Countries as people of a language look for them: in its order, and by any of their names. The order is a table, because this program asks no culture of the
/// machine; the names are the catalogue's.
/// </summary>
internal static class CountryList
{
    /// <summary>Shown where several fit.</summary>
    public const int MostFound = 12;

    private static readonly JsonElement table = BuiltInFile.Json(typeof(CountryList).Assembly, "Kopek.Web.Care.Roaming.countries.json");
    private static readonly FrozenDictionary<NoticeLanguage, IReadOnlyList<CountryGroup>> groups = Enum.GetValues<NoticeLanguage>().ToFrozenDictionary(language => language, Groups);

    /// <summary>Other names by code, as they are compared.</summary>
    private static readonly FrozenDictionary<string, string[]> otherNames =
        table.GetProperty("names").EnumerateObject().ToFrozenDictionary(entry => entry.Name, entry => entry.Value.GetString()!.Split(' '));

    /// <summary>Those that visitors from China ask for first; an assumption.</summary>
    public static IReadOnlyList<string> OftenAsked { get; } = [.. table.GetProperty("asked").EnumerateArray().Select(iso2 => iso2.GetString()!)];

    /// <summary>Every country that has a place in the order, by its initial.</summary>
    public static IReadOnlyList<CountryGroup> Of(NoticeLanguage language) => groups[language];

    /// <summary>
    /// By ISO code, or by a name in any of the three languages: one that fits whole, else those that begin so, else those that hold it. At most
    /// <see cref="MostFound"/>.
    /// </summary>
    public static IReadOnlyList<Country> Find(CatalogueVersion version, string typed)
    {
        var wanted = Folded.Name(typed);
        if (wanted.Length == 0)
        {
            return [];
        }

        var named = version.Countries.Select(country => (Country: country, Names: NamesOf(country))).ToList();
        List<Country> Fit(Func<string, bool> fits) => [.. named.Where(one => one.Names.Any(fits)).Select(one => one.Country).Take(MostFound)];
        if (Fit(name => name == wanted) is { Count: > 0 } whole)
        {
            return whole;
        }

        return Fit(name => name.StartsWith(wanted, StringComparison.Ordinal)) is { Count: > 0 } begun ? begun : Fit(name => name.Contains(wanted, StringComparison.Ordinal));
    }

    private static IEnumerable<string> NamesOf(Country country) =>
        new[] { country.Iso2, country.Iso3, country.Name.Zh, country.Name.En, country.Name.Ru }.Select(Folded.Name).Concat(otherNames.GetValueOrDefault(country.Iso2) ?? []);

    private static IReadOnlyList<CountryGroup> Groups(NoticeLanguage language) =>
        [.. table.GetProperty("order").GetProperty(NoticeTexts.Tag(language)).EnumerateObject().Select(group => new CountryGroup(group.Name, group.Value.GetString()!.Split(' ')))];
}
