namespace Kopek.Core.Orders;

/// <summary>
/// One wish to change a line: 128 bits that follow from who asked and their idempotency key, so that the same wish sent twice meets itself.
/// </summary>
public readonly record struct OrderId(ulong High, ulong Low)
{
    public static readonly OrderId None;

    /// <summary>The shard where the order lives, whatever line it is for.</summary>
    public int Shard(int shardCount) => (int)(Low & (uint)(shardCount - 1));

    public override string ToString() => $"{High:x16}{Low:x16}";

    /// <summary>Reads the 32 hexadecimal digits that <see cref="ToString"/> writes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out OrderId id)
    {
        id = None;
        if (text.Length != 32
            || !ulong.TryParse(text[..16], System.Globalization.NumberStyles.AllowHexSpecifier, null, out var high)
            || !ulong.TryParse(text[16..], System.Globalization.NumberStyles.AllowHexSpecifier, null, out var low))
        {
            return false;
        }

        id = new OrderId(high, low);
        return true;
    }
}
