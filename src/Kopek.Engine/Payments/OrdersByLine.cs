using System.Collections.Concurrent;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.TopUps;

namespace Kopek.Engine.Payments;

/// <summary>
/// Which orders are for which line, who paid for which line before, and which orders wait for a person. Made anew at the start from the orders themselves.
/// </summary>
public sealed class OrdersByLine
{
    private readonly ConcurrentDictionary<LineId, SortedSet<(Moment PlacedAt, string Name, AccountKey Key)>> orders = [];

    /// <summary>The newest order of each payer for each line that money ever came for.</summary>
    private readonly ConcurrentDictionary<(string By, LineId Line), (Moment PlacedAt, AccountKey Key)> paid = [];

    /// <summary>Orders that go on only when somebody has looked.</summary>
    private readonly ConcurrentDictionary<AccountKey, Moment> waiting = [];

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

        if (order.NeedsPerson is not null)
        {
            waiting[order.Key] = order.PlacedAt;
        }
        else
        {
            waiting.TryRemove(order.Key, out _);
        }

        if (!order.Paid.IsZero)
        {
            paid.AddOrUpdate((order.Request.OrderedBy, order.Request.Line), static (_, one) => one,
                static (_, known, one) => one.PlacedAt < known.PlacedAt ? known : one, (order.PlacedAt, order.Key));
        }
    }

    /// <summary>Orders that wait for a person.</summary>
    public int WaitingCount => waiting.Count;

    /// <summary>Those that wait for a person, the longest first.</summary>
    public IReadOnlyList<AccountKey> Waiting(int most) => [.. waiting.OrderBy(order => order.Value).Take(most).Select(order => order.Key)];

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

    /// <summary>The newest order of this payer for the line that money came for, whatever became of it since; null where there is none.</summary>
    public AccountKey? LastPaid(string by, LineId line) => paid.TryGetValue((by, line), out var last) ? last.Key : null;
}
