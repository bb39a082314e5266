using Kopek.Core.Roaming;

namespace Kopek.Core.Buckets;

/// <summary>Where an allowance came from.</summary>
public enum BucketKind : byte
{
    Bundle = 1,
    DailyFallback = 2,
    AutoPack = 3,
    Pack = 4,
}

/// <summary>An allowance of octets (TMF654 bucket).</summary>
/// <param name="Number">Its number on the line, never reused.</param>
/// <param name="Rest">Octets not yet used; includes what is reserved.</param>
/// <param name="Reserved">Octets of the rest that are granted to the network and not yet reported.</param>
/// <param name="Country">ISO 3166 letters packed as two bytes, or 0: every country of <paramref name="Zones"/>.</param>
public readonly record struct Bucket(int Number, BucketKind Kind, string Name, long Granted, long Rest, long Reserved, Moment ExpiresAt, RoamingZoneSet Zones, ushort Country);

/// <summary>Octets out of one bucket.</summary>
public readonly record struct BucketPart(int Bucket, long Octets);
