using Kopek.Books.Partners;
using Kopek.Books.Storage;

namespace Kopek.Books.Tests.Partners;

/// <summary>What waits to be written is written: alone, with others, after a fault, at the end; and the log beside the file stays short.</summary>
public sealed class PartnerWriterTests : IAsyncDisposable
{
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("kopek-partner-writer-").FullName;
    private readonly BooksDatabase database;
    private readonly BooksLog log;
    private readonly PartnerWriter writer;

    public PartnerWriterTests()
    {
        database = PartnerSchema.Open(folder);
        log = new BooksLog(folder, BooksFile.Partners);
        database.Execute("CREATE TABLE written (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
        writer = new PartnerWriter(database, log, () => { });
        writer.Start();
    }

    /// <summary>A writer that does not end fails its test, and is left behind with what it holds: its end joins a thread that would be waited for for ever.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.Run(writer.Dispose).WaitAsync(longest);
        log.Dispose();
        database.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_nobody_waits_for_needs_no_company()
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(writer.Post(new LastingWork(written.SetResult)));
        await written.Task.WaitAsync(longest, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_failed_is_tried_again_where_nobody_waits_and_told_where_somebody_does()
    {
        var (tries, written) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        writer.Post(new LastingWork(() =>
        {
            if (++tries == 1)
            {
                throw new BooksException("a fault that goes by");
            }

            written.TrySetResult();
        }));
        var asked = writer.Ask<int>(() => throw new BooksException("a fault"));
        await Assert.ThrowsAsync<BooksException>(() => asked);
        await written.Task.WaitAsync(longest, TestContext.Current.CancellationToken);
        // A batch that failed left nothing behind: two tries, or three where the other one's fault fell upon the second.
        Assert.InRange(tries, 2, 3);
        Assert.Equal(7, await writer.Ask(() => 7));
    }

    [Fact]
    public async Task While_nothing_can_be_stored_whoever_waits_is_told_and_the_end_comes()
    {
        for (var number = 0; number < PartnerWriter.MostOfBatch + 500; number++)
        {
            writer.Post(new LastingWork(() => throw new BooksException("the disk is full")));
        }

        for (var times = 0; times < 3; times++)
        {
            var asked = writer.Ask(() => 0);
            await Assert.ThrowsAsync<BooksException>(() => asked.WaitAsync(longest, TestContext.Current.CancellationToken));
        }

        await Task.Run(writer.Dispose, TestContext.Current.CancellationToken).WaitAsync(longest, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void The_end_writes_what_waits_and_takes_nothing_more()
    {
        const int count = 5_000;
        for (var number = 0; number < count; number++)
        {
            writer.Post(new LastingWork(() => Write("x")));
        }

        writer.Dispose();
        Assert.Equal(count, database.Number("SELECT count(*) FROM written"));
        Assert.False(writer.Post(new LastingWork(() => { })));
    }

    [Fact]
    public async Task The_log_begins_anew_instead_of_growing()
    {
        const int rows = 500;
        var text = new string('x', 4_000);
        var path = BooksFile.Partners.PathIn(folder) + "-wal";
        long written = 0;
        for (var round = 0; round < 200 && written <= 2 * new FileInfo(path).Length; round++)
        {
            for (var row = 0; row < rows; row++)
            {
                writer.Post(new LastingWork(() => Write(text)));
            }

            await writer.Ask(() => 0);
            written += rows * text.Length;
        }

        Assert.True(written > 2 * new FileInfo(path).Length, $"{written} bytes were written, and the log has {new FileInfo(path).Length}");
        Assert.Equal(written / text.Length, await writer.Ask(() => database.Number("SELECT count(*) FROM written")));
    }

    private void Write(string text)
    {
        using var insert = database.Prepare("INSERT INTO written (text) VALUES (?1)");
        insert.Bind(1, text).Run();
    }
}
