using Kopek.Engine.Journalling;
using Kopek.Journal.Commits;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Tests.Sqlite;

namespace Kopek.Journal.Tests.Commits;

/// <summary>The two files of the commit log and their turns.</summary>
public sealed class CommitLogFilesTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_is_not_written_anew_before_what_it_holds_is_durable_elsewhere()
    {
        long written;
        using (var log = new CommitLog(folder.Path, 0))
        {
            var heads = new ShardHeads(1);
            var record = new CommitRecord();
            for (var bytes = 0L; bytes < 3 * CommitLog.FileBytes; bytes += record.PagesLength)
            {
                record.Begin();
                record.Add(Journals.Batch(0, heads.Sequence(0) + 1, 5_000), heads);
                log.Append(record);
                Assert.Equal(bytes >= CommitLog.FileBytes, log.MayFree(record.Number));
            }

            written = record.Number;
        }

        var reading = CommitLogReading.Of(folder.Path);
        Assert.Null(reading.FaultAfter(0));
        Assert.Equal(written, reading.Records.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-1)]
    public void Damage_in_the_older_of_two_files_is_refused_also_where_the_newer_holds_other_shards(int damaged)
    {
        var ends = new List<long>();
        using (var tables = new JournalTables(folder.Path, 4, TimeProvider.System))
        using (var log = new CommitLog(folder.Path, 0))
        {
            var (heads, record) = (tables.LoadHeads(), new CommitRecord());
            for (var bytes = 0L; bytes < CommitLog.FileBytes + (1 << 20); bytes += record.PagesLength)
            {
                var shard = bytes >= CommitLog.FileBytes ? 1 : 0;
                record.Begin();
                record.Add(Journals.Batch(shard, heads.Sequence(shard) + 1, 20_000), heads);
                log.Append(record);
                if (shard == 0)
                {
                    ends.Add(bytes + record.PagesLength);
                }
            }
        }

        using (var file = File.OpenHandle(CommitLog.PathOf(folder.Path, 0), FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.Write(file, "x"u8, ends[damaged < 0 ? ends.Count - 1 : damaged] - 5_000);
        }

        Assert.Contains("cannot be read", Assert.Throws<JournalException>(() => SqliteJournal.Open(folder.Path, Journals.Codec)).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(CommitLog.PathOf(folder.Path, 0)));
        Assert.True(File.Exists(CommitLog.PathOf(folder.Path, 1)));
    }
}
