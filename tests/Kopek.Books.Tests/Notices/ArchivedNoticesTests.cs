using Kopek.Books.Notices;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Engine.Journalling;
using Kopek.Journal.Archive;
using Kopek.Journal.Codec;
using Kopek.Journal.Sqlite;

namespace Kopek.Books.Tests.Notices;

public sealed class ArchivedNoticesTests
{
    private static readonly Moment at = new(1_700_000_000_000);
    private static readonly Moment now = at + TimeSpan.FromDays(100);

    [Fact]
    public void Notices_go_on_with_what_was_archived_before_they_looked_at_it()
    {
        var folder = Directory.CreateTempSubdirectory("kopek-notices-").FullName;
        var codec = new EventCodec();
        using (var journal = SqliteJournal.Open(folder, codec, shardCount: 1))
        using (var store = new NoticeStore(folder, NoticePreferences.Default))
        {
            _ = new NoticeProjection(journal, codec, store, () => null!, at);
            Commit(journal, codec, 1);
            Commit(journal, codec, 2);
            journal.WriteCheckpoints(0, [], 2);
            JournalArchive.Run(journal, JournalArchive.LeastKept, now);
            Commit(journal, codec, 3);
            Assert.Throws<JournalException>(() => new NoticeProjection(journal, codec, store, () => null!, now).Run([3], now));
            using var reader = new JournalWithArchives(journal, codec);
            var projection = new NoticeProjection(reader, codec, store, () => null!, now);
            Assert.Equal([0], projection.Positions());
            projection.Run([3], now);
            Assert.Equal([3], projection.Positions());
        }

        Directory.Delete(folder, recursive: true);
    }

    private static void Commit(SqliteJournal journal, EventCodec codec, long sequence)
    {
        var batch = new PendingBatch(0);
        batch.Begin(sequence);
        codec.Write(batch.Writer, new LineId(4), at, new LineEvent.InactivityChecked(at));
        batch.CountEntry(at);
        journal.Commit([batch]);
    }
}
