using System.Globalization;
using Kopek.Books.Diagnosis;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using NodaTime;
using NodaTime.Text;

namespace Kopek.Books.Catalogues;

/// <summary>The files of one version as they lie in one folder; a dated folder leaves out what does not change.</summary>
internal sealed record CatalogueFiles(
    ParsedFile<OperatorTerms>? Operators,
    ParsedFile<CountryRow>? Countries,
    ParsedFile<NetworkCountry>? Networks,
    ParsedFile<Region>? Regions,
    ParsedFile<Plan>? Plans,
    ParsedFile<DataPack>? Packs)
{
    /// <summary>This folder's files, and for those it leaves out the ones of the version before.</summary>
    public CatalogueFiles Over(CatalogueFiles earlier) => new(
        Operators ?? earlier.Operators,
        Countries ?? earlier.Countries,
        Networks ?? earlier.Networks,
        Regions ?? earlier.Regions,
        Plans ?? earlier.Plans,
        Packs ?? earlier.Packs);
}

/// <summary>What may lie in a catalogue folder: the six files, dated folders with the same names, and texts for people.</summary>
internal static class CatalogueFolder
{
    private static readonly string[] FileNames =
    [
        OperatorFile.Layout.Name, CountryFile.Layout.Name, NetworkFile.Layout.Name, RegionFile.Layout.Name, PlanFile.Layout.Name, PackFile.Layout.Name,
    ];

    public static string Names => string.Join(", ", FileNames);

    /// <summary>The dated folders, oldest first. Anything else that could be a misspelled part of the catalogue is an error.</summary>
    public static IReadOnlyList<LocalDate> Dates(string folder, ErrorList errors)
    {
        var dates = new List<LocalDate>();
        foreach (var path in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (name.StartsWith('.'))
            {
                continue;
            }

            if (LocalDatePattern.Iso.Parse(name).TryGetValue(default, out var date) && name.Length == "2027-01-01".Length)
            {
                dates.Add(date);
            }
            else
            {
                errors.Add(name, 0, "", "the folder's name is no date", "Name it by the first day of the version, such as 2027-01-01, or move it away");
            }
        }

        if (dates.Count > CatalogueLimits.Versions)
        {
            errors.Add("", 0, "", $"there are {dates.Count} dated folders, the limit is {CatalogueLimits.Versions}", "Merge the oldest into the files at the top");
        }

        return dates;
    }

    /// <summary>Reads what lies in one folder. <paramref name="prefix"/> is its path below the catalogue ("" or "2027-01-01/").</summary>
    public static CatalogueFiles Read(string folder, string prefix, ErrorList errors)
    {
        var present = CheckNames(folder, prefix, errors);
        return new CatalogueFiles(
            Open(OperatorFile.Layout, OperatorFile.Read),
            Open(CountryFile.Layout, CountryFile.Read),
            Open(NetworkFile.Layout, NetworkFile.Read),
            Open(RegionFile.Layout, RegionFile.Read),
            Open(PlanFile.Layout, PlanFile.Read),
            Open(PackFile.Layout, PackFile.Read));

        ParsedFile<TValue>? Open<TValue>(CsvLayout layout, Func<string, string, ErrorList, ParsedFile<TValue>> read)
        {
            // Only the top must have every file: there its absence is the error that reading it lists.
            return present.Contains(layout.Name) || prefix.Length == 0 ? read(Path.Combine(folder, layout.Name), prefix + layout.Name, errors) : null;
        }
    }

    private static HashSet<string> CheckNames(string folder, string prefix, ErrorList errors)
    {
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (FileNames.Contains(name))
            {
                present.Add(name);
            }
            else if (prefix.Length == 0 && ConditionFields.FileNames.Contains(name))
            {
                // Read by ConditionsLoader: it has no dated versions.
            }
            else if (name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && !name.StartsWith('.'))
            {
                errors.Add(prefix + name, 0, "", "the file is not part of a catalogue and would be ignored", $"Rename it or move it away; the files are {Names}");
            }
        }

        if (prefix.Length > 0 && present.Count == 0)
        {
            errors.Add(prefix.TrimEnd('/'), 0, "", "the dated folder holds no file of the catalogue", $"Put at least one of {Names} there, or remove it");
        }

        return present;
    }
}
