using System.Numerics;

namespace Kopek.Core.Buckets;

/// <summary>A line's buckets in the order of their use: by scope, the narrower first, then the one that expires first, then the older.</summary>
internal static class BucketSet
{
    /// <summary>A line has one bundle and some packs; more than this is a mistake or an attack.</summary>
    public const int MaxKept = 64;

    public static Bucket[] Add(Bucket[] buckets, Bucket added)
    {
        var at = 0;
        while (at < buckets.Length && Before(buckets[at], added))
        {
            at++;
        }

        return [.. buckets.AsSpan(0, at), added, .. buckets.AsSpan(at)];
    }

    public static Bucket[] Remove(Bucket[] buckets, int number) => Array.FindAll(buckets, bucket => bucket.Number != number);

    /// <summary>May a session in this country and zone use the bucket? Country 0 is home.</summary>
    public static bool Serves(in Bucket bucket, ushort country, int zone) =>
        bucket.Zones.Contains(zone) && (bucket.Country == 0 || bucket.Country == country);

    /// <summary>Takes used octets; an emptied bucket stays until it expires, so that people see it used up.</summary>
    public static void Take(Bucket[] buckets, BucketPart[]? parts)
    {
        foreach (var part in parts ?? [])
        {
            var i = IndexOf(buckets, part.Bucket);
            buckets[i] = buckets[i] with { Rest = buckets[i].Rest - part.Octets };
        }
    }

    public static void Reserve(Bucket[] buckets, BucketPart[]? parts, int sign)
    {
        foreach (var part in parts ?? [])
        {
            // A bucket may have expired under a grant: then there is nothing left to hold.
            var i = IndexOf(buckets, part.Bucket);
            if (i >= 0)
            {
                buckets[i] = buckets[i] with { Reserved = buckets[i].Reserved + sign * part.Octets };
            }
        }
    }

    public static int IndexOf(ReadOnlySpan<Bucket> buckets, int number)
    {
        for (var i = 0; i < buckets.Length; i++)
        {
            if (buckets[i].Number == number)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Before(in Bucket first, in Bucket second)
    {
        var scope = Breadth(first).CompareTo(Breadth(second));
        return scope != 0 ? scope < 0 : first.ExpiresAt <= second.ExpiresAt;
    }

    private static int Breadth(in Bucket bucket) => bucket.Country != 0 ? 0 : BitOperations.PopCount(bucket.Zones.Bits);
}
