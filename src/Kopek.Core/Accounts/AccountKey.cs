using Kopek.Core.Orders;

namespace Kopek.Core.Accounts;

/// <summary>What a small account on a shard is, beside the lines. Numbers are stored and never reused.</summary>
public enum AccountKind : byte
{
    TopUpOrder = 1,
    ReceiptSeries = 2,
    PartnerFloat = 3,
    Till = 4,
    Voucher = 5,
    Mandate = 6,
    VoucherBatch = 7,
}

/// <summary>
/// Leads to an account for ever: its kind and 128 bits that follow from what it is (an order's id, a hash of a code). The shard follows from them.
/// </summary>
public readonly record struct AccountKey(AccountKind Kind, ulong High, ulong Low)
{
    public AccountKey(AccountKind kind, OrderId id)
        : this(kind, id.High, id.Low)
    {
    }

    /// <summary>The id without the kind; an order's id where it is an order.</summary>
    public OrderId Id => new(High, Low);

    public int Shard(int shardCount) => (int)(Low & (uint)(shardCount - 1));

    public override string ToString() => $"{Kind}-{High:x16}{Low:x16}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out AccountKey key)
    {
        ArgumentNullException.ThrowIfNull(text);
        key = default;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || !Enum.TryParse<AccountKind>(text.AsSpan(0, dash), out var kind) || !OrderId.TryParse(text.AsSpan(dash + 1), out var id))
        {
            return false;
        }

        key = new AccountKey(kind, id);
        return true;
    }
}
