using Kopek.Core;
using Kopek.Core.Roaming;
using NodaTime;

namespace Kopek.Books.Catalogues;

/// <summary>
/// Loads the operators' files: plans.csv, packs.csv, operators.csv, roaming_zones.csv, coverage_ru.csv and mcc.csv at
/// the top of the folder hold from the beginning of time; a subfolder 2027-01-01 holds whole replacements of some of
/// them from that day's first instant in Europe/Moscow on, and what it leaves out stays as it was.
/// </summary>
public static class CatalogueLoader
{
    /// <summary>Versions of all operators change at one instant, so the date is read in one zone: that of the home country's capital.</summary>
    public const string VersionTimeZone = "Europe/Moscow";

    /// <summary>
    /// Reads and checks everything and answers a whole catalogue or the errors, never half. Reading again is free of
    /// effects, so a running server can try new files and keep its old catalogue if they are refused.
    /// </summary>
    public static CatalogueLoadResult Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var errors = new ErrorList();
        if (!Directory.Exists(folder))
        {
            errors.Add(folder, 0, "", "there is no such folder", "Give the folder that holds plans.csv and the other files");
            return new CatalogueLoadResult.Refused(errors.Listed, errors.Unlisted);
        }

        var zone = DateTimeZoneProviders.Tzdb[VersionTimeZone];
        var dates = CatalogueFolder.Dates(folder, errors);
        var steps = new List<(Moment From, CatalogueFiles Files)> { (Moment.Beginning, CatalogueFolder.Read(folder, "", errors)) };
        CrossChecks.Check(steps[0].Files);
        foreach (var date in dates.Take(CatalogueLimits.Versions))
        {
            var name = date.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            var files = CatalogueFolder.Read(Path.Combine(folder, name), name + "/", errors).Over(steps[^1].Files);
            CrossChecks.Check(files);
            VersionChecks.Check(steps[^1].Files, files, name, errors);
            steps.Add((Moment.FromInstant(zone.AtStartOfDay(date).ToInstant()), files));
        }

        return errors.Any
            ? new CatalogueLoadResult.Refused(errors.Listed, errors.Unlisted)
            : new CatalogueLoadResult.Loaded(new Catalogue([.. steps.Select(step => Version(step.From, step.Files))]));
    }

    /// <summary>Only called without errors, when every file is there and whole.</summary>
    private static CatalogueVersion Version(Moment from, CatalogueFiles files) => new(
        from,
        files.Plans!.Values,
        files.Packs!.Values,
        files.Operators!.Values,
        [.. files.Countries!.Values.Select(row => row.Country)],
        files.Networks!.Values,
        files.Regions!.Values,
        [.. files.Countries.Values.DistinctBy(row => row.Country.Zone).Select(row => new RoamingZone(row.Country.Zone, row.ZoneName)).OrderBy(row => row.Number)]);
}
