using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;

namespace Kopek.Core.Notices;

/// <summary>A line as it was before something happened to it, as far as notices look at it. One object serves line after line: most of them tell nothing.</summary>
public sealed class LineBefore
{
    private Bucket[] buckets = [];
    private int bucketCount;

    public LineLife Life { get; private set; }
    public Money Balance { get; private set; }
    public Arrears Arrears { get; private set; }
    public ReadOnlySpan<Bucket> Buckets => buckets.AsSpan(0, bucketCount);
    public RoamingSpending? Roaming { get; private set; }

    public static LineBefore Of(Line line)
    {
        var before = new LineBefore();
        before.Look(line);
        return before;
    }

    /// <summary>Keeps how the line is now, and forgets the one before.</summary>
    public void Look(Line line)
    {
        ArgumentNullException.ThrowIfNull(line);
        (Life, Balance, Arrears, Roaming) = (line.Life, line.Balance, line.Arrears, line.Roaming?.Copy());
        bucketCount = line.Buckets.Length;
        if (buckets.Length < bucketCount)
        {
            buckets = new Bucket[bucketCount];
        }

        line.Buckets.CopyTo(buckets, 0);
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
