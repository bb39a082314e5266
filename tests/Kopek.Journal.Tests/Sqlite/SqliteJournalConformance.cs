using Kopek.Engine.Journalling;
using Kopek.Journal.Sqlite;

namespace Kopek.Journal.Tests.Sqlite;

public sealed class SqliteJournalConformance : JournalConformance
{
    private readonly DataFolder folder = new();

    protected override IJournal Open() => SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4);

    public override void Dispose()
    {
        base.Dispose();
        folder.Dispose();
    }
}
