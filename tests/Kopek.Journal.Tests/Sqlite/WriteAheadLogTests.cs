using Kopek.Journal.Sqlite;

namespace Kopek.Journal.Tests.Sqlite;

public sealed class WriteAheadLogTests : IDisposable
{
    private const int EntriesACommit = 20_000;
    private const int MostCommits = 1_000;

    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_log_is_begun_anew_while_commits_go_on_and_does_not_grow_for_ever()
    {
        var committed = 0L;
        using (var journal = SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4))
        {
            var bytes = 0L;
            while (bytes < 2 * LogBytes() || bytes == 0)
            {
                var batch = Journals.Batch(1, committed + 1, EntriesACommit);
                journal.Commit([batch]);
                committed += EntriesACommit;
                bytes += batch.Bytes.Length;
                Assert.True(committed < MostCommits * EntriesACommit, $"The log has {LogBytes()} bytes after {bytes} were committed.");
            }

            Assert.Equal(committed, journal.Read(1, committed - 10).Last().Sequence);
        }

        using var again = SqliteJournal.Open(folder.Path, Journals.Codec);
        Assert.Equal(committed, again.LastSequence(1));
        Assert.Equal(committed, again.Read(1, 0).Count());
    }

    private long LogBytes() => new FileInfo(folder.Database + "-wal").Length;
}
