using System.Collections.Concurrent;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Engine.Accounts;

namespace Kopek.Engine.Payments;

/// <summary>
/// Which orders are for which line, who paid for which line before, and which orders wait for a person. Made anew at the start from the orders themselves.
/// About 85 bytes an order, all in structs: orders are known for ever, and the garbage collector must not walk them.
/// </summary>
public sealed class OrdersByLine
{
    private const int PageBits = 12;
    private const int PageSize = 1 << PageBits;
    private const int None = -1;

    private readonly Lock gate = new();
    private readonly List<Entry[]> pages = [];
    private readonly NumberIndex byOrder = new();

    /// <summary>The newest of each line that we were told of; it leads to the one before.</summary>
    private readonly NumberIndex byLine = new();
    private int count;

    /// <summary>Orders that go on only when somebody has looked.</summary>
    private readonly ConcurrentDictionary<AccountKey, Moment> waiting = [];

    /// <summary>What stands in the journal for who ordered: the caller, and the payer where there is one. Opaque to us.</summary>
    public static string NameOf(string caller, string payer) => payer.Length == 0 ? caller : $"{caller}:{payer}";

    /// <summary>On any thread.</summary>
    public void Take(TopUpOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.NeedsPerson is not null)
        {
            waiting[order.Key] = order.PlacedAt;
        }
        else
        {
            waiting.TryRemove(order.Key, out _);
        }

        lock (gate)
        {
            var number = NumberOf(order.Id);
            if (number == None)
            {
                number = Add(order);
            }

            At(number).IsPaid |= !order.Paid.IsZero;
        }
    }

    /// <summary>Orders that wait for a person.</summary>
    public int WaitingCount => waiting.Count;

    /// <summary>Those that wait for a person, the longest first.</summary>
    public IReadOnlyList<AccountKey> Waiting(int most) => [.. waiting.OrderBy(order => order.Value).Take(most).Select(order => order.Key)];

    /// <summary>The newest first.</summary>
    public IReadOnlyList<AccountKey> Of(LineId line, int most)
    {
        lock (gate)
        {
            return [.. Entries(line).OrderByDescending(entry => entry.PlacedAt).ThenByDescending(entry => entry.Order.High).ThenByDescending(entry => entry.Order.Low)
                .Take(most).Select(entry => entry.Key)];
        }
    }

    /// <summary>Whether money of this payer ever came for the line.</summary>
    public bool HasPaid(string by, LineId line) => LastPaid(by, line) is not null;

    /// <summary>The newest order of this payer for the line that money came for, whatever became of it since; null where there is none.</summary>
    public AccountKey? LastPaid(string by, LineId line)
    {
        var payer = NamedKey.Of(by);
        lock (gate)
        {
            return Entries(line).Where(entry => entry.IsPaid && entry.Payer == payer).OrderByDescending(entry => entry.PlacedAt).Select(entry => (AccountKey?)entry.Key).FirstOrDefault();
        }
    }

    private int Add(TopUpOrder order)
    {
        var number = count++;
        if (pages.Count <= number >> PageBits)
        {
            pages.Add(new Entry[PageSize]);
        }

        var newest = NewestOf(order.Request.Line);
        At(number) = new Entry { Order = order.Id, Line = order.Request.Line, Payer = NamedKey.Of(order.Request.OrderedBy), PlacedAt = order.PlacedAt, Before = newest };
        byOrder.Add(HashOf(order.Id), number);
        if (newest == None)
        {
            byLine.Add(HashOf(order.Request.Line), number);
        }
        else
        {
            byLine.Replace(HashOf(order.Request.Line), newest, number);
        }

        return number;
    }

    private int NumberOf(OrderId order)
    {
        foreach (var number in byOrder.Of(HashOf(order)))
        {
            if (At(number).Order == order)
            {
                return number;
            }
        }

        return None;
    }

    private int NewestOf(LineId line)
    {
        foreach (var number in byLine.Of(HashOf(line)))
        {
            if (At(number).Line == line)
            {
                return number;
            }
        }

        return None;
    }

    private IEnumerable<Entry> Entries(LineId line)
    {
        for (var number = NewestOf(line); number != None; number = At(number).Before)
        {
            yield return At(number);
        }
    }

    private ref Entry At(int number) => ref pages[number >> PageBits][number & (PageSize - 1)];

    private static uint HashOf(OrderId order) => NumberIndex.HashOf(order.High, order.Low);

    private static uint HashOf(LineId line) => NumberIndex.HashOf(0, unchecked((ulong)line.Value));

    private struct Entry
    {
        public OrderId Order;
        public LineId Line;

        /// <summary>128 bits of who ordered: no text for each.</summary>
        public OrderId Payer;
        public Moment PlacedAt;

        /// <summary>Another of the same line that we were told of before; -1 for none.</summary>
        public int Before;
        public bool IsPaid;

        public readonly AccountKey Key => new(AccountKind.TopUpOrder, Order);
    }
}
