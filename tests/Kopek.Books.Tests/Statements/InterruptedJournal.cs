using Kopek.Engine.Journalling;

namespace Kopek.Books.Tests.Statements;

/// <summary>A journal whose reading breaks off after some entries, as a crash would.</summary>
internal sealed class InterruptedJournal(IJournal inner, int entries) : JournalAround(inner)
{
    private int left = entries;

    /// <summary>It breaks off once, then reads on.</summary>
    public bool IsHealing { get; init; }

    public override IEnumerable<JournalEntry> Read(int shard, long afterSequence)
    {
        foreach (var entry in base.Read(shard, afterSequence))
        {
            if (left-- == 0 || (left < 0 && !IsHealing))
            {
                throw new JournalException("The test broke off the reading.", outcomeUnknown: false);
            }

            yield return entry;
        }
    }
}
