using Kopek.Engine.Journalling;

namespace Kopek.Journal.Tests;

public sealed class MemoryJournalConformance : JournalConformance
{
    protected override IJournal Open() => new MemoryJournal(4, Journals.Codec);
}
