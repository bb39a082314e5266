namespace Kopek.Core.Plans;

/// <summary>The trade's units of data in octets: 1 KB = 1,024, 1 MB = 1,048,576, as the plans' contracts have them.</summary>
public static class DataVolume
{
    public const long OctetsPerKilobyte = 1024;

    public const long OctetsPerMegabyte = 1024 * OctetsPerKilobyte;
}
