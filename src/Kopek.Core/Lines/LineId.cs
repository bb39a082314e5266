namespace Kopek.Core.Lines;

/// <summary>The name of one prepaid contract, for ever: opaque, never reused, independent of its number and SIM.</summary>
public readonly record struct LineId(long Value)
{
    /// <summary>The shard that writes this line, of <paramref name="shardCount"/> (a power of two, fixed for a deployment).</summary>
    public int Shard(int shardCount) => (int)(Value & (shardCount - 1));

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
