using System.Globalization;
using Kopek.Books.Catalogues;
using Kopek.Core;
using Kopek.Core.Roaming;

namespace Kopek.Simulation.Catalogues;

/// <summary>The sample catalogue as it ships, and a second version from 2027-02-01 with other prices, so that prices change in mid-session.</summary>
internal static class WorldCatalogue
{
    public const string ChangeDate = "2027-02-01";

    /// <summary>Columns of plans.csv and how the new version changes them, in percent.</summary>
    private static readonly (string Column, int Percent)[] NewPrices = [("fee_rub", 110), ("price_per_mb_rub", 135), ("auto_pack_rub", 120), ("daily_fallback_rub", 90)];

    public static Catalogue Load()
    {
        var folder = Directory.CreateTempSubdirectory("kopek-simulation-");
        try
        {
            var version = folder.CreateSubdirectory(ChangeDate);
            foreach (var path in Directory.GetFiles(Sample()))
            {
                File.Copy(path, Path.Combine(folder.FullName, Path.GetFileName(path)));
            }

            Rewrite(folder, version, "plans.csv", NewPrices);
            Rewrite(folder, version, "roaming_zones.csv", [("price_per_mb_rub", 80), ("day_pack_rub", 115)]);
            return CatalogueLoader.Load(folder.FullName) switch
            {
                CatalogueLoadResult.Loaded loaded => loaded.Catalogue,
                CatalogueLoadResult.Refused refused => throw new InvalidDataException(string.Join('\n', refused.Errors)),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>When the second version begins.</summary>
    public static Moment ChangeOf(Catalogue catalogue) => catalogue.Versions[1].EffectiveFrom;

    private static void Rewrite(DirectoryInfo folder, DirectoryInfo version, string file, (string Column, int Percent)[] changes)
    {
        var lines = File.ReadAllLines(Path.Combine(folder.FullName, file));
        var header = lines[0].Split(',');
        var rows = lines.Skip(1).Select(line => Rewrite(line, header, changes));
        File.WriteAllText(Path.Combine(version.FullName, file), string.Join('\n', rows.Prepend(lines[0])) + "\n");
    }

    private static string Rewrite(string line, string[] header, (string Column, int Percent)[] changes)
    {
        var fields = Fields(line);
        foreach (var (column, percent) in changes)
        {
            var index = Array.IndexOf(header, column);
            if (fields[index].Length > 0 && decimal.Parse(fields[index], CultureInfo.InvariantCulture) is var price && price > 0)
            {
                fields[index] = decimal.Round(price * percent / 100, 2).ToString(CultureInfo.InvariantCulture);
            }
        }

        return string.Join(',', fields);
    }

    /// <summary>Fields of a line with their quotes; the sample files quote whole fields and have no quote inside.</summary>
    private static string[] Fields(string line)
    {
        var fields = new List<string> { "" };
        var quoted = false;
        foreach (var character in line)
        {
            quoted ^= character == '"';
            if (character == ',' && !quoted)
            {
                fields.Add("");
            }
            else
            {
                fields[^1] += character;
            }
        }

        return [.. fields];
    }

    private static string Sample()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kopek.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No Kopek.slnx above the simulation.");
        }

        return Path.Combine(folder.FullName, "catalogue");
    }
}
