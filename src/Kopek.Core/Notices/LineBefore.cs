using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;

namespace Kopek.Core.Notices;

/// <summary>A line as it was before something happened to it, as far as notices look at it.</summary>
public readonly record struct LineBefore(Money Balance, Arrears Arrears, Bucket[] Buckets, RoamingSpending? Roaming)
{
    public static LineBefore Of(Line line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new LineBefore(line.Balance, line.Arrears, [.. line.Buckets], line.Roaming?.Copy());
    }
}

/// <summary>Whether a line was seen to have data, so that only a change is told. Stored: never renumber.</summary>
public enum ServiceMark : byte
{
    /// <summary>Not in use yet, or not looked at yet.</summary>
    Unseen = 0,
    Online = 1,

    /// <summary>It was online and was then cut off.</summary>
    CutOff = 2,
}
