using System.Collections.Concurrent;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.TopUps;

namespace Kopek.Engine.Payments;

/// <summary>
/// Which orders are for which line, the newest last, and who paid for which line before. Made anew at the start from the orders themselves.
/// </summary>
public sealed class OrdersByLine
{
    private readonly ConcurrentDictionary<LineId, SortedSet<(Moment PlacedAt, string Name, AccountKey Key)>> orders = [];
    private readonly ConcurrentDictionary<(string By, LineId Line), bool> paid = [];

    private static readonly Comparer<(Moment PlacedAt, string Name, AccountKey Key)> byTime =
        Comparer<(Moment PlacedAt, string Name, AccountKey Key)>.Create((left, right) =>
            left.PlacedAt == right.PlacedAt ? string.CompareOrdinal(left.Name, right.Name) : left.PlacedAt.CompareTo(right.PlacedAt));

    /// <summary>What stands in the journal for who ordered: the caller, and the payer where there is one. Opaque to us.</summary>
    public static string NameOf(string caller, string payer) => payer.Length == 0 ? caller : $"{caller}:{payer}";

    public void Take(TopUpOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var list = orders.GetOrAdd(order.Request.Line, _ => new SortedSet<(Moment, string, AccountKey)>(byTime));
        lock (list)
        {
            list.Add((order.PlacedAt, order.PaymentKey, order.Key));
        }

        if (!order.Paid.IsZero)
        {
            paid[(order.Request.OrderedBy, order.Request.Line)] = true;
        }
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<AccountKey> Of(LineId line, int most)
    {
        if (!orders.TryGetValue(line, out var list))
        {
            return [];
        }

        lock (list)
        {
            return [.. list.Reverse().Take(most).Select(order => order.Key)];
        }
    }

    /// <summary>Whether money of this payer ever came for the line.</summary>
    public bool HasPaid(string by, LineId line) => paid.ContainsKey((by, line));
}
