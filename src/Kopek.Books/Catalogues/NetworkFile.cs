using System.Globalization;
using Kopek.Core.Roaming;

namespace Kopek.Books.Catalogues;

/// <summary>mcc.csv: which country a network belongs to, by MCC, or by MCC and MNC where countries share an MCC.</summary>
internal static class NetworkFile
{
    private const int MccDigits = 3;

    public static readonly CsvLayout Layout = new("mcc.csv", ["mcc", "mnc", "iso_alpha2", "source", "note"]);

    public static ParsedFile<NetworkCountry> Read(string path, string name, ErrorList errors) =>
        ParsedFile<NetworkCountry>.Read(Layout, path, name, errors, Parse, Key, "mcc");

    private static NetworkCountry Parse(CsvRow row)
    {
        var mcc = row["mcc"];
        if (mcc.Length != MccDigits || !mcc.All(char.IsAsciiDigit))
        {
            row.Refuse("mcc", $"{CsvRow.Quoted(mcc)} is no mobile country code", "Write its three digits, such as 250");
            return new NetworkCountry(0, null, "");
        }

        NetworkCode? network = null;
        if (!row.IsEmpty("mnc"))
        {
            if (NetworkCode.TryParse($"{mcc}-{row["mnc"]}", out var parsed))
            {
                network = parsed;
            }
            else
            {
                row.Refuse("mnc", $"{CsvRow.Quoted(row["mnc"])} is no mobile network code", "Write its two or three digits, or leave the field empty for the whole MCC");
            }
        }

        return new NetworkCountry(int.Parse(mcc, NumberStyles.None, CultureInfo.InvariantCulture), network, CountryFile.Iso2(row, "iso_alpha2"));
    }

    private static string Key(NetworkCountry row)
    {
        if (row.Iso2.Length == 0)
        {
            return "";
        }

        return row.Network is { } network ? network.ToString() : row.Mcc.ToString("000", CultureInfo.InvariantCulture);
    }
}
