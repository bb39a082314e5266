using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Mandates;
using Kopek.Core.Roaming;
using Kopek.Engine.Journalling;

namespace Kopek.Books.Notices;

/// <summary>
/// Turns the journal into notices, exactly once: the notices, the lines as they were seen and the place in the journal are one transaction. One thread.
/// After an exception it is made anew, and goes on from what was committed.
/// </summary>
internal sealed class NoticeProjection
{
    /// <summary>Most entries of one pass: it holds the store's gate, and a core, for some three milliseconds (docs/notices.md).</summary>
    public const int MostEntries = 1_000;

    /// <summary>Lines whose day has come, looked at in one pass; the rest in the next.</summary>
    public const int MostDue = 1000;

    /// <summary>Days of kept trips told in one pass; for each a line lives ahead, which takes some milliseconds.</summary>
    private const int MostReminders = 20;

    private readonly IJournal journal;
    private readonly NoticeStore store;
    private readonly WatchTable table;
    private readonly Func<Catalogue> catalogue;
    private readonly int linesInHand;
    private readonly long[] positions;
    private readonly List<JournalEntry> command = [];
    private Moment toldFrom;
    private int firstShard;

    public NoticeProjection(IJournal journal, IEventCodec codec, NoticeStore store, Func<Catalogue> catalogue, Moment now, int linesInHand = WatchedLines.MostInHand)
    {
        this.linesInHand = linesInHand;
        this.journal = journal;
        this.store = store;
        this.catalogue = catalogue;
        table = new WatchTable(store.Database, codec);
        positions = new long[journal.ShardCount];
        store.Write(() => Begin(codec, now));
    }

    /// <summary>The last entry of each shard that was looked at.</summary>
    public long[] Positions() => [.. positions];

    /// <summary>
    /// Takes in what is new of the given shards, about <paramref name="most"/> entries, in one transaction; and where nothing is left, the lines whose day
    /// has come. Answers how many entries and lines there were. Throws <see cref="BooksException"/> or <see cref="JournalException"/>: nothing was taken in.
    /// </summary>
    public int Run(ReadOnlySpan<long> committed, Moment now, int most = MostEntries)
    {
        var target = committed.ToArray();
        var hasNews = false;
        var taken = store.Write(() =>
        {
            var pass = new NoticePass(store, table, catalogue, now, toldFrom, linesInHand);
            var count = 0;
            for (var turn = 0; turn < target.Length && count < most; turn++)
            {
                var shard = (firstShard + turn) % target.Length;
                if (target[shard] > positions[shard])
                {
                    count += Take(pass, shard, target[shard], most - count);
                }
            }

            // Where there is more than one pass takes, the next begins with another shard: none waits for all that the first still gets.
            firstShard = (firstShard + 1) % target.Length;

            count += IsLevel(target) ? TakeDue(pass, now) + TakeReminders(pass, now) : 0;
            pass.Write();
            hasNews = pass.HasNews;
            return count;
        });
        if (hasNews)
        {
            store.OnMade();
        }

        return taken;
    }

    private bool Begin(IEventCodec codec, Moment now)
    {
        if (table.ReadPositions(positions) && table.ToldFrom() is { } known && !IsAheadOfJournal())
        {
            toldFrom = known;
            return false;
        }

        // The first start, or another journal than the one that was looked at: lines are taken as their checkpoints have them, and nothing old is told.
        table.BeginAnew(now);
        toldFrom = now;
        var pass = new NoticePass(store, table, catalogue, now, toldFrom, linesInHand);
        for (var shard = 0; shard < positions.Length; shard++)
        {
            positions[shard] = journal.CoveredThrough(shard);
            foreach (var checkpoint in journal.ReadCheckpoints(shard).Where(checkpoint => checkpoint.Kind == CheckpointKind.Line))
            {
                pass.Adopt(codec.ReadState(new LineId(checkpoint.Id), checkpoint.State.Span), checkpoint.Sequence);
            }

            table.WritePosition(shard, positions[shard]);
        }

        return true;
    }

    /// <summary>
    /// Stops only between commands, so that no line is judged in the middle of one. A command's events stand together; one ends where another line's or an
    /// order's begin, and with the answer to a credit-control request.
    /// </summary>
    private int Take(NoticePass pass, int shard, long target, int most)
    {
        var count = 0;
        var last = positions[shard];
        command.Clear();
        foreach (var entry in journal.Read(shard, positions[shard]))
        {
            var isOfLine = entry.Event is LineEvent;
            if (command.Count > 0 && (!isOfLine || entry.Account != command[0].Account || command[^1].Event is LineEvent.CreditAnswered))
            {
                pass.Take(command[0].Account, command);
                command.Clear();
            }

            if (command.Count == 0 && (count >= most || entry.Sequence > target))
            {
                break;
            }

            if (isOfLine)
            {
                command.Add(entry);
            }
            else if (entry.Event is AccountEntry { Event: MandateEvent happened } account)
            {
                pass.Take(MandateKey.LineOf(account.Key), happened, entry.At);
            }

            last = entry.Sequence;
            count++;
        }

        if (command.Count > 0)
        {
            pass.Take(command[0].Account, command);
        }

        positions[shard] = last;
        table.WritePosition(shard, last);
        return count;
    }

    private int TakeDue(NoticePass pass, Moment now)
    {
        var due = table.Due(now, MostDue);
        due.ForEach(pass.TakeDue);
        return due.Count;
    }

    /// <summary>After the journal: a reminder says what is left to do on the line as it is now.</summary>
    private int TakeReminders(NoticePass pass, Moment now)
    {
        var due = store.TripRows.Due(now, MostReminders);
        due.ForEach(pass.TakeReminder);
        return due.Count;
    }

    private bool IsLevel(long[] target)
    {
        for (var shard = 0; shard < target.Length; shard++)
        {
            if (positions[shard] < target[shard])
            {
                return false;
            }
        }

        return true;
    }

    private bool IsAheadOfJournal()
    {
        for (var shard = 0; shard < positions.Length; shard++)
        {
            if (positions[shard] > journal.LastSequence(shard))
            {
                return true;
            }
        }

        return false;
    }
}
