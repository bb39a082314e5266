using Kopek.Engine.Journalling;

namespace Kopek.Engine.Lines;

/// <summary>The number and SIM of a line. Digits only: MSISDN and IMSI up to 15, ICCID 18-20 from 89.</summary>
public sealed record LineNumbers(string Msisdn, string? Imsi = null, string? Iccid = null)
{
    /// <summary>The first of them that is no such number, or null.</summary>
    public DirectoryKind? FirstMalformed()
    {
        foreach (var (kind, digits) in All())
        {
            if (!DirectoryKey.TryPack(kind, digits, out _))
            {
                return kind;
            }
        }

        return null;
    }

    internal IEnumerable<(DirectoryKind Kind, string Digits)> All()
    {
        yield return (DirectoryKind.Msisdn, Msisdn);
        if (Imsi is not null)
        {
            yield return (DirectoryKind.Imsi, Imsi);
        }

        if (Iccid is not null)
        {
            yield return (DirectoryKind.Iccid, Iccid);
        }
    }
}
