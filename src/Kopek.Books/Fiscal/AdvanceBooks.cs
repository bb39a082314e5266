using System.Diagnostics;
using Kopek.Books.Receipts;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;

namespace Kopek.Books.Fiscal;

/// <summary>What came of the wish to settle a month. A closed set.</summary>
public abstract record MonthSettled
{
    private MonthSettled()
    {
    }

    /// <summary>Every line's use of the month, and of those before it, has its offset now. <paramref name="Documents"/> and <paramref name="Sum"/>: of this month, now or before.</summary>
    public sealed record Done(long Documents, Money Sum) : MonthSettled;

    /// <summary>By the clock of the seller's register it lasts until then.</summary>
    public sealed record NotOver(Moment Ends) : MonthSettled;

    /// <summary>The journal has more than can be read at once: try again.</summary>
    public sealed record Behind : MonthSettled;

    /// <summary>The operator issues no fiscal receipts here.</summary>
    public sealed record NoSeller : MonthSettled;
}

/// <summary>
/// Follows the journal from money that was paid in to service that used it, and settles each line's month by one offset (tag 1215). Place, sums and offsets are
/// in receipts.db and change in its transactions: a crash neither loses nor doubles one. One caller at a time, whichever thread. All throw
/// <see cref="BooksException"/> or <see cref="JournalException"/>, and then nothing of the pass was taken in.
/// </summary>
public sealed class AdvanceBooks
{
    /// <summary>Most entries of one pass: holds the store's gate for some tens of milliseconds.</summary>
    public const int MostEntries = 20_000;

    /// <summary>Lines settled in one transaction.</summary>
    public const int MostLines = 5_000;

    /// <summary>Passes that one wish to settle waits for: two million entries, some seconds.</summary>
    private const int MostPasses = 100;

    private readonly Lock turn = new();
    private readonly ReceiptStore store;
    private readonly IJournal journal;
    private readonly IEventCodec codec;
    private readonly AdvanceTable table;
    private long[] positions;
    private int firstShard;
    private bool isKept;

    public AdvanceBooks(ReceiptStore store, IJournal journal, IEventCodec codec)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(journal);
        this.store = store;
        this.journal = journal;
        this.codec = codec;
        table = new AdvanceTable(store.Database, codec);
        positions = store.Locked(() => Enumerable.Range(0, journal.ShardCount).Select(shard => table.Position(shard) ?? 0).ToArray());
    }

    /// <summary>
    /// Committed entries that were not taken in yet; never less than zero. Before the first pass over a journal all that it ever had. Any thread; reads no file.
    /// </summary>
    public long Behind
    {
        get
        {
            var seen = Volatile.Read(ref positions);
            return seen.Select((position, shard) => Math.Max(0, journal.LastSequence(shard) - position)).Sum();
        }
    }

    /// <summary>Takes in what is new, at most about <paramref name="most"/> entries; false where nothing was left.</summary>
    public bool Follow(int most = MostEntries)
    {
        lock (turn)
        {
            return Pass(most);
        }
    }

    /// <summary>The oldest months that were over at a moment and have something to settle, one of each seller.</summary>
    public IReadOnlyList<(string Operator, FiscalMonth Month)> Due(Moment over)
    {
        var due = new List<(string, FiscalMonth)>();
        foreach (var (code, seller) in store.Fiscal.Sellers)
        {
            if (store.Locked(() => table.Oldest(code)) is { } month && month.EndOf(seller) <= over)
            {
                due.Add((code, month));
            }
        }

        return due;
    }

    /// <summary>
    /// Makes the offsets of a month that is over, and of those before it, of all that the journal has now; sums of zero and less make none. Repeating it makes
    /// nothing more, also after a crash in the middle. What still comes of the month counts in the next.
    /// </summary>
    public MonthSettled Settle(string operatorCode, FiscalMonth month, Moment now)
    {
        if (!store.Fiscal.Sellers.TryGetValue(operatorCode, out var seller))
        {
            return new MonthSettled.NoSeller();
        }

        if (month.EndOf(seller) is var ends && ends > now)
        {
            return new MonthSettled.NotOver(ends);
        }

        lock (turn)
        {
            for (var passes = 0; Pass(MostEntries); passes++)
            {
                if (passes == MostPasses)
                {
                    return new MonthSettled.Behind();
                }
            }

            // From here on the month is counted no more: what a crash leaves unsettled of it is taken up by the next call.
            store.Write(() =>
            {
                // First, and durable by itself: what a crash leaves of it closes the month at the same place.
                store.Months?.Close(operatorCode, month, positions);
                table.Close(operatorCode, month);
                return true;
            });
            while (store.Write(() => SettleSome(operatorCode, month, now)))
            {
            }
        }

        store.Fiscal.OnMade();
        var (documents, sum) = store.Fiscal.OffsetsOf(operatorCode, month);
        return new MonthSettled.Done(documents, sum);
    }

    /// <summary>
    /// Where fiscal-months.db is new or was lost, the place of the last closed month is not known any more. Here is the nearest that still is: else a later building
    /// would count all late use in months that are settled. Before the first pass; while the file cannot be opened there is none.
    /// </summary>
    private void KeepClosed()
    {
        // Before the store's gate: while another program has the file, receipts do not wait for it.
        if (isKept || store.Months is not { } months)
        {
            return;
        }

        foreach (var code in store.Fiscal.Sellers.Keys)
        {
            store.Write(() =>
            {
                if (table.LastClosed(code) is { } month)
                {
                    months.Close(code, month, positions);
                }

                return true;
            });
        }

        isKept = true;
    }

    private bool SettleSome(string operatorCode, FiscalMonth month, Moment now)
    {
        var some = table.Closed(operatorCode, month, MostLines);
        // A line's months come one after the other, and what one of them leaves is for the next.
        var carries = new Dictionary<LineId, Money>();
        foreach (var use in some)
        {
            var due = use.Used + carries.GetValueOrDefault(use.Line, use.Carry);
            if (due > Money.Zero && !store.Fiscal.AddOffset(operatorCode, use.Line, use.Month, due, now))
            {
                throw new UnreachableException($"{operatorCode}, line {use.Line}, has an offset of another sum for {use.Month}: receipts.db contradicts itself.");
            }

            carries[use.Line] = Money.Min(due, Money.Zero);
            table.WriteCarry(use.Line, carries[use.Line]);
            table.RemoveUse(operatorCode, use);
        }

        return some.Count == MostLines;
    }

    private bool Pass(int most)
    {
        KeepClosed();
        var target = new long[journal.ShardCount];
        for (var shard = 0; shard < target.Length; shard++)
        {
            target[shard] = journal.LastSequence(shard);
        }

        var reached = new long[target.Length];
        var isMore = store.Write(() =>
        {
            var pass = new AdvancePass(table, store.Months, store.Fiscal.Sellers);
            var left = most;
            var isLevel = true;
            // Where there is more than one pass takes, the next begins with another shard: none waits for all that the first still gets.
            firstShard = (firstShard + 1) % target.Length;
            for (var count = 0; count < target.Length; count++)
            {
                var shard = (firstShard + count) % target.Length;
                var known = table.Position(shard);
                var from = known ?? Begin(shard);
                if (known > target[shard])
                {
                    throw new BooksException($"receipts.db has followed shard {shard} of the journal to entry {from}, but the journal ends with {target[shard]}. One of the two is from an older backup: restore both of the same time.");
                }

                var through = Take(pass, shard, from, target[shard], ref left);
                table.WritePosition(shard, through);
                reached[shard] = through;
                isLevel &= through >= target[shard];
            }

            pass.Write();
            return !isLevel;
        });
        Volatile.Write(ref positions, reached);
        return isMore;
    }

    private long Take(AdvancePass pass, int shard, long from, long target, ref int left)
    {
        if (from >= target || left <= 0)
        {
            return from;
        }

        foreach (var entry in journal.Read(shard, from))
        {
            pass.Take(entry);
            from = entry.Sequence;
            if (--left <= 0 || from >= target)
            {
                break;
            }
        }

        return from;
    }

    /// <summary>From the first entry; where older ones are archived, from what each line has left by its checkpoint, and nothing of before is counted.</summary>
    private long Begin(int shard)
    {
        if (journal.FirstSequenceSince(shard, Moment.Beginning) <= 1)
        {
            return 0;
        }

        // Before the checkpoints are read: those that are written meanwhile hold more, and their own sequences say so; the other way round events would be left out.
        var covered = journal.CoveredThrough(shard);
        foreach (var checkpoint in journal.ReadCheckpoints(shard).Where(checkpoint => checkpoint.Kind == CheckpointKind.Line))
        {
            table.Write(codec.ReadState(new LineId(checkpoint.Id), checkpoint.State.Span), checkpoint.Sequence);
        }

        return covered;
    }
}
