using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Journalling;
using Kopek.Journal.Archive;
using Kopek.Journal.Codec;
using Kopek.Journal.Sqlite;

namespace Kopek.Books.Tests.Statements;

public sealed class ArchivedBooksTests
{
    /// <summary>Small, so that an archive is read in many passes.</summary>
    private const int EntriesAPass = 50;

    [Fact]
    public void Books_that_are_gone_are_built_again_from_the_archives_and_the_journal()
    {
        using var scene = new BooksScene().Live(seed: 4711, steps: 300);
        scene.Project();
        var expected = scene.Dump();
        foreach (var file in Directory.GetFiles(scene.Folder, "books.db*"))
        {
            File.Delete(file);
        }

        using var journal = Stored(scene);
        Assert.True(JournalArchive.Run(journal, JournalArchive.LeastKept, scene.Now) is { Files: > 0 });
        Assert.Throws<JournalException>(() => scene.Project(journal));
        using var reader = new JournalWithArchives(journal, new EventCodec());
        scene.Project(reader, EntriesAPass);
        Assert.Equal(expected, scene.Dump());
    }

    /// <summary>The scene's journal as a file, in batches of ten entries.</summary>
    private static SqliteJournal Stored(BooksScene scene)
    {
        var codec = new EventCodec();
        var journal = SqliteJournal.Open(scene.Folder, codec, BooksScene.ShardCount);
        for (var shard = 0; shard < BooksScene.ShardCount; shard++)
        {
            foreach (var some in scene.Journal.Read(shard, 0).Chunk(10))
            {
                var batch = new PendingBatch(shard);
                batch.Begin(some[0].Sequence);
                foreach (var entry in some)
                {
                    if (entry.Event is LineEvent ofLine)
                    {
                        codec.Write(batch.Writer, entry.Account, entry.At, ofLine);
                    }
                    else
                    {
                        codec.Write(batch.Writer, entry.At, (OrderEvent)entry.Event);
                    }

                    batch.CountEntry(entry.At);
                }

                journal.Commit([batch]);
            }

            journal.WriteCheckpoints(shard, [], scene.Journal.LastSequence(shard));
        }

        return journal;
    }
}
