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
/// <para>
/// A line's orders are chains, each with its newest first. At the start they come from several shards at a time; each goes onto the chain whose newest is the
/// next older one, so there are about as many chains as shards were read side by side, and no more later, when orders come as they are placed. What a chain
/// holds never changes, so it is walked without the gate: however many orders a line has, nobody waits for whoever reads them.
/// </para>
/// </summary>
public sealed class OrdersByLine
{
    private const int PageBits = 12;
    private const int PageSize = 1 << PageBits;
    private const int None = -1;

    private readonly Lock gate = new();
    private readonly NumberIndex byOrder = new();

    /// <summary>The newest of each chain of a line.</summary>
    private readonly NumberIndex byLine = new();

    /// <summary>The newest order of a payer for a line that money came for.</summary>
    private readonly NumberIndex byPayer = new();

    /// <summary>Replaced where it grows, because it is read without the gate.</summary>
    private Entry[][] pages = new Entry[1][];
    private int count;

    /// <summary>Orders that go on only when somebody has looked.</summary>
    private readonly ConcurrentDictionary<AccountKey, Moment> waiting = [];

    /// <summary>What stands in the journal for who ordered: the caller, and the payer where there is one. Opaque to us.</summary>
    public static string NameOf(string caller, string payer) => payer.Length == 0 ? caller : $"{caller}:{payer}";

    /// <summary>On any thread.</summary>
    public void Take(TopUpOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        lock (gate)
        {
            var number = NumberOf(order.Id);
            if (number == None)
            {
                number = Add(order);
            }

            if (!order.Paid.IsZero)
            {
                NotePaid(number);
            }
        }

        // Afterwards: who is shown it may ask for what follows it.
        if (order.NeedsPerson is not null)
        {
            waiting[order.Key] = order.PlacedAt;
        }
        else
        {
            waiting.TryRemove(order.Key, out _);
        }
    }

    /// <summary>Orders that wait for a person.</summary>
    public int WaitingCount => waiting.Count;

    /// <summary>Those that wait for a person, the longest first.</summary>
    /// <param name="after">Only those that were placed after this one (<see cref="Knows"/>), which may have gone on meanwhile; null for all.</param>
    public IReadOnlyList<AccountKey> Waiting(int most, OrderId? after = null)
    {
        var last = after is { } order ? PlaceOf(order) : default;
        return
        [
            .. waiting.Select(one => (Place: PlaceOf(one.Value, one.Key.Id), one.Key)).Where(one => after is null || one.Place.CompareTo(last) > 0)
                .OrderBy(one => one.Place).Take(most).Select(one => one.Key),
        ];
    }

    public bool Knows(OrderId order)
    {
        lock (gate)
        {
            return NumberOf(order) != None;
        }
    }

    /// <summary>
    /// The newest first. Takes as long as <paramref name="most"/> and what is passed over are many, and holds nobody up meanwhile.
    /// </summary>
    /// <param name="after">Only those that were placed before this one, which is of the line (<see cref="Has"/>); null for the newest.</param>
    public IReadOnlyList<AccountKey> Of(LineId line, int most, OrderId? after = null)
    {
        var orders = NewestFirst(line);
        return [.. (after is { } last ? orders.SkipWhile(entry => entry.Order != last).Skip(1) : orders).Take(most).Select(entry => new AccountKey(AccountKind.TopUpOrder, entry.Order))];
    }

    /// <summary>Whether an order is for the line.</summary>
    public bool Has(LineId line, OrderId order)
    {
        lock (gate)
        {
            return NumberOf(order) is var number and not None && At(number).Line == line;
        }
    }

    /// <summary>Whether money of this payer ever came for the line.</summary>
    public bool HasPaid(string by, LineId line) => LastPaid(by, line) is not null;

    /// <summary>The newest order of this payer for the line that money came for, whatever became of it since; null where there is none.</summary>
    public AccountKey? LastPaid(string by, LineId line)
    {
        lock (gate)
        {
            return PaidBy(NamedKey.Of(by), line) is var number and not None ? new AccountKey(AccountKind.TopUpOrder, At(number).Order) : null;
        }
    }

    /// <summary>Chains of a line: what one step of reading its orders costs.</summary>
    internal int ChainsOf(LineId line)
    {
        lock (gate)
        {
            return NewestOf(line).Count;
        }
    }

    private int Add(TopUpOrder order)
    {
        var number = count++;
        if (number >> PageBits == pages.Length)
        {
            var larger = new Entry[2 * pages.Length][];
            pages.CopyTo(larger, 0);
            pages = larger;
        }

        pages[number >> PageBits] ??= new Entry[PageSize];
        ref var entry = ref At(number);
        entry = new Entry { Order = order.Id, Line = order.Request.Line, Payer = NamedKey.Of(order.Request.OrderedBy), PlacedAt = order.PlacedAt, Before = None };
        foreach (var newest in byLine.Of(HashOf(entry.Line)))
        {
            if (At(newest).Line == entry.Line && IsNewer(entry, At(newest)) && (entry.Before == None || IsNewer(At(newest), At(entry.Before))))
            {
                entry.Before = newest;
            }
        }

        byOrder.Add(HashOf(order.Id), number);
        if (entry.Before == None)
        {
            byLine.Add(HashOf(entry.Line), number);
        }
        else
        {
            byLine.Replace(HashOf(entry.Line), entry.Before, number);
        }

        return number;
    }

    private void NotePaid(int number)
    {
        ref var entry = ref At(number);
        var last = PaidBy(entry.Payer, entry.Line);
        if (last == None)
        {
            byPayer.Add(HashOf(entry.Payer, entry.Line), number);
        }
        else if (IsNewer(entry, At(last)))
        {
            byPayer.Replace(HashOf(entry.Payer, entry.Line), last, number);
        }
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

    private int PaidBy(OrderId payer, LineId line)
    {
        foreach (var number in byPayer.Of(HashOf(payer, line)))
        {
            if (At(number).Payer == payer && At(number).Line == line)
            {
                return number;
            }
        }

        return None;
    }

    private List<int> NewestOf(LineId line)
    {
        var found = new List<int>();
        foreach (var number in byLine.Of(HashOf(line)))
        {
            if (At(number).Line == line)
            {
                found.Add(number);
            }
        }

        return found;
    }

    /// <summary>The orders of a line as they are now: its chains merged, without the gate.</summary>
    private IEnumerable<Entry> NewestFirst(LineId line)
    {
        List<int> chains;
        Entry[][] read;
        lock (gate)
        {
            chains = NewestOf(line);
            read = pages;
        }

        while (chains.Count > 0)
        {
            var newest = 0;
            for (var chain = 1; chain < chains.Count; chain++)
            {
                newest = IsNewer(EntryOf(read, chains[chain]), EntryOf(read, chains[newest])) ? chain : newest;
            }

            var entry = EntryOf(read, chains[newest]);
            yield return entry;
            if (entry.Before == None)
            {
                chains.RemoveAt(newest);
            }
            else
            {
                chains[newest] = entry.Before;
            }
        }
    }

    private ref Entry At(int number) => ref EntryOf(pages, number);

    private static ref Entry EntryOf(Entry[][] pages, int number) => ref pages[number >> PageBits][number & (PageSize - 1)];

    /// <summary>Placed later; of two of one moment it is the id that says so.</summary>
    private static bool IsNewer(in Entry left, in Entry right) => PlaceOf(left.PlacedAt, left.Order).CompareTo(PlaceOf(right.PlacedAt, right.Order)) > 0;

    private (long At, ulong High, ulong Low) PlaceOf(OrderId order)
    {
        lock (gate)
        {
            return PlaceOf(At(NumberOf(order)).PlacedAt, order);
        }
    }

    private static (long At, ulong High, ulong Low) PlaceOf(Moment placedAt, OrderId order) => (placedAt.UnixMilliseconds, order.High, order.Low);

    private static uint HashOf(OrderId order) => NumberIndex.HashOf(order.High, order.Low);

    private static uint HashOf(LineId line) => NumberIndex.HashOf(0, unchecked((ulong)line.Value));

    private static uint HashOf(OrderId payer, LineId line) => NumberIndex.HashOf(payer.High ^ unchecked((ulong)line.Value), payer.Low);

    /// <summary>Never changes once it is in a chain.</summary>
    private struct Entry
    {
        public OrderId Order;
        public LineId Line;

        /// <summary>128 bits of who ordered: no text for each.</summary>
        public OrderId Payer;
        public Moment PlacedAt;

        /// <summary>The next older one of its chain; -1 for none.</summary>
        public int Before;
    }
}
