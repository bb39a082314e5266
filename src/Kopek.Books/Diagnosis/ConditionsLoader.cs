using Kopek.Books.Catalogues;
using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Roaming;

namespace Kopek.Books.Diagnosis;

/// <summary>What the files say, or every reason why they were not taken; never half.</summary>
public abstract record ConditionsLoadResult
{
    private ConditionsLoadResult()
    {
    }

    public sealed record Loaded(NetworkConditions Conditions) : ConditionsLoadResult;

    /// <param name="Errors">At least one and at most <see cref="CatalogueLimits.ListedErrors"/>.</param>
    /// <param name="Unlisted">How many more were found.</param>
    public sealed record Refused(IReadOnlyList<CatalogueError> Errors, int Unlisted) : ConditionsLoadResult;
}

/// <summary>
/// Loads shutdowns.csv, outages.csv, apns.csv and cooling.csv from the catalogue's folder. They change from one hour to the next and their rows carry their own
/// times, so they have no dated versions. A file that is not there says that nothing is known.
/// </summary>
public static class ConditionsLoader
{
    /// <summary>Free of effects: a running server can try new files and keep what it has if they are refused.</summary>
    /// <param name="catalogue">Its newest version must know the operators and regions that are named.</param>
    public static ConditionsLoadResult Load(string folder, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(catalogue);
        var errors = new ErrorList();
        var version = catalogue.At(Moment.Never);
        var shutdowns = Read(ShutdownFile.Layout, row => ShutdownFile.Parse(row, version));
        var outages = Read(OutageFile.Layout, row => OutageFile.Parse(row, version));
        var points = Read(AccessPointFile.Layout, row => AccessPointFile.Parse(row, version));
        var cooling = Read(CoolingFile.Layout, CoolingFile.Parse);
        return errors.Any ? new ConditionsLoadResult.Refused(errors.Listed, errors.Unlisted)
            : new ConditionsLoadResult.Loaded(new NetworkConditions(shutdowns, outages, points, cooling.Count == 0 ? null : cooling[0]));

        List<TValue> Read<TValue>(CsvLayout layout, Func<CsvRow, TValue> parse)
        {
            var path = Path.Combine(folder, layout.Name);
            var values = new List<TValue>();
            foreach (var row in File.Exists(path) ? CsvTable.Read(path, layout.Name, layout, errors) ?? [] : [])
            {
                var value = parse(row);
                if (row.IsSound)
                {
                    values.Add(value);
                }

                if (layout == CoolingFile.Layout && values.Count > 1)
                {
                    row.Refuse("silence_hours", "there is a second row", "Keep one row: the law is one");
                }
            }

            return values;
        }
    }
}
