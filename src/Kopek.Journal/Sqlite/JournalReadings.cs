using Kopek.Core;
using Kopek.Engine.Journalling;

namespace Kopek.Journal.Sqlite;

/// <summary>
/// The connections on which one journal is read. Whoever follows it reads it some times a second: a connection that a reading is done with serves the next,
/// with its statements and its memory.
/// </summary>
internal sealed class JournalReadings(string folder, IEventCodec codec) : IDisposable
{
    /// <summary>As many as follow a journal closely: the books and the notices. A start, and what looks once a minute, may read with more.</summary>
    private const int MostKept = 2;

    private readonly Lock gate = new();
    private readonly Stack<JournalReading> idle = new();
    private bool isOver;

    public IEnumerable<JournalEntry> Entries(int shard, long afterSequence)
    {
        var reading = Take();
        var isWhole = false;
        try
        {
            foreach (var entry in reading.Entries(shard, afterSequence))
            {
                // Who asks for no more leaves the reading here, and it is as good as at its end.
                isWhole = true;
                yield return entry;
                isWhole = false;
            }

            isWhole = true;
        }
        finally
        {
            Leave(reading, isWhole);
        }
    }

    public long FirstSequenceSince(int shard, Moment moment)
    {
        using var reading = new JournalReading(folder, codec);
        return reading.FirstSequenceSince(shard, moment);
    }

    /// <summary>Closes what nobody reads on now; after a fault of the journal the next reading has a connection of its own.</summary>
    public void Forget()
    {
        lock (gate)
        {
            while (idle.TryPop(out var reading))
            {
                reading.Dispose();
            }
        }
    }

    public void Dispose()
    {
        isOver = true;
        Forget();
    }

    private JournalReading Take()
    {
        lock (gate)
        {
            return idle.TryPop(out var reading) ? reading : new JournalReading(folder, codec);
        }
    }

    private void Leave(JournalReading reading, bool isWhole)
    {
        lock (gate)
        {
            if (isWhole && !isOver && idle.Count < MostKept)
            {
                idle.Push(reading);
                return;
            }
        }

        reading.Dispose();
    }
}
