using System.Text.Json;
using Kopek.Books.Notices;
using Kopek.Books.Receipts;
using Kopek.Books.Receipts.Keys;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Engine.Journalling;
using Kopek.Host.Tests.Processes;
using Kopek.Journal.Codec;
using Kopek.Journal.Sqlite;
using Microsoft.Data.Sqlite;

namespace Kopek.Host.Tests.Commands;

public sealed class JournalCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Events_are_shown_as_JSON_beside_a_running_server_and_found_by_number_line_shard_sequence_and_time()
    {
        await using var server = await LiveServer.StartAsync(folder.Path, "--sample-lines", "4");
        await server.Api.TopUpAsync("79000000001", 12_345, "one");
        var byNumber = await ShownAsync("--msisdn", "8 900 000-00-01");
        Assert.Contains(byNumber, entry => entry.GetProperty("event").GetString() == "moneyAdded" && entry.GetProperty("amountKopeks").GetInt64() == 12_345);
        var line = byNumber[0].GetProperty("line").GetString()!;
        Assert.Equal(byNumber.Count, (await ShownAsync("--line", line)).Count);
        var shard = byNumber[0].GetProperty("shard").GetRawText();
        Assert.All(await ShownAsync("--shard", shard, "--from", "2", "--to", "3"), entry => Assert.InRange(entry.GetProperty("sequence").GetInt64(), 2, 3));
        Assert.Empty(await ShownAsync("--until", "2001-01-01"));
        Assert.Equal((await ShownAsync()).Count, (await ShownAsync("--since", "2001-01-01T00:00Z")).Count);
        var verified = await KopekProcess.RunAsync("journal", "verify", "--data", folder.Path);
        Assert.Equal(0, verified.ExitCode);
        Assert.Contains("OpeningBalances", verified.Output, StringComparison.Ordinal);
        Assert.Matches(@"  sum +0\s", verified.Output);
    }

    [Fact]
    public async Task Nothing_is_archived_that_is_younger_than_asked()
    {
        await using (var server = await LiveServer.StartAsync(folder.Path, "--sample-lines", "4"))
        {
            await server.Process.TerminateAsync();
        }

        var archived = await KopekProcess.RunAsync("journal", "archive", "--data", folder.Path, "--older-than", "30d");
        Assert.Equal((0, "0 files, 0 batches, 0 entries archived.\n"), (archived.ExitCode, archived.Output));
    }

    [Fact]
    public async Task What_fiscal_offsets_have_not_taken_in_is_archived_only_where_none_are_wanted_of_it()
    {
        using (var journal = SqliteJournal.Open(folder.Path, new EventCodec(), shardCount: 1))
        {
            Commit(journal, 1);
        }

        using (var receipts = new ReceiptStore(folder.Path, ReceiptKeys.Open(folder.Path)))
        {
        }

        Execute("receipts.db", "INSERT INTO advance_position (shard, sequence) VALUES (0, 0)");
        string[] archive = ["journal", "archive", "--data", folder.Path, "--older-than", "30d"];
        var held = await KopekProcess.RunAsync(archive);
        Assert.Equal((1, "0 files, 0 batches, 0 entries archived.\n"), (held.ExitCode, held.Output));
        Assert.Contains("kopek_fiscal_offsets_behind_events", held.Error, StringComparison.Ordinal);
        var moved = await KopekProcess.RunAsync([.. archive, "--without-offsets"]);
        Assert.Equal((0, "1 files, 1 batches, 1 entries archived.\n"), (moved.ExitCode, moved.Output));
    }

    [Fact]
    public async Task What_books_and_notices_have_not_taken_in_is_held_back_and_said_unless_they_are_passed_over()
    {
        await BeginBooksAndNotices();
        var held = await ArchiveAsync();
        Assert.Equal((1, "1 files, 1 batches, 1 entries archived.\n"), (held.ExitCode, held.Output));
        Assert.Contains("the books have followed shard 0 only to entry 1; the notices have followed shard 0 only to entry 2. ", held.Error, StringComparison.Ordinal);
        Assert.Contains("wait until kopek_books_behind_events and kopek_notices_behind_events have fallen", held.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("offsets", held.Error, StringComparison.Ordinal);
        held = await ArchiveAsync("--without-books");
        Assert.Equal((1, "1 files, 1 batches, 1 entries archived.\n"), (held.ExitCode, held.Output));
        Assert.Contains("stays: the notices have followed shard 0 only to entry 2. ", held.Error, StringComparison.Ordinal);
        Assert.Equal((0, "1 files, 1 batches, 1 entries archived.\n"), await OutcomeAsync("--without-books", "--without-notices"));
    }

    [Fact]
    public async Task Books_and_notices_that_are_away_hold_nothing_back()
    {
        await BeginBooksAndNotices();
        foreach (var file in Directory.GetFiles(folder.Path, "books.db*").Concat(Directory.GetFiles(folder.Path, "notices.db*")))
        {
            File.Delete(file);
        }

        Assert.Equal((0, "1 files, 3 batches, 3 entries archived.\n"), await OutcomeAsync());
    }

    [Theory]
    [InlineData("UPDATE position SET sequence = 4")]
    [InlineData("UPDATE position SET shard = 1, sequence = 1")]
    public async Task Books_of_another_journal_hold_nothing_back_and_damaged_ones_everything(string differently)
    {
        await BeginBooksAndNotices();
        Execute("books.db", differently);
        Execute("notices.db", differently);
        foreach (var file in new[] { "books.db", "notices.db" })
        {
            var whole = await File.ReadAllBytesAsync(folder.File(file), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(folder.File(file), new string('x', 8192), TestContext.Current.CancellationToken);
            var refused = await ArchiveAsync();
            Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
            Assert.Contains("Nothing is archived, because how far the", refused.Error, StringComparison.Ordinal);
            Assert.Contains(file, refused.Error, StringComparison.Ordinal);
            await File.WriteAllBytesAsync(folder.File(file), whole, TestContext.Current.CancellationToken);
        }

        Assert.Equal((0, "1 files, 3 batches, 3 entries archived.\n"), await OutcomeAsync());
    }

    [Theory]
    [InlineData(1, "There is no folder", "journal", "verify", "--data", "nowhere")]
    [InlineData(1, "There is no journal in", "journal", "verify", "--data", ".")]
    [InlineData(1, "There is no folder", "journal", "show", "--data", "nowhere")]
    [InlineData(1, "There is no journal in", "journal", "show", "--data", ".")]
    [InlineData(1, "There is no journal in", "journal", "archive", "--data", ".", "--older-than", "30d")]
    [InlineData(1, "--older-than", "journal", "archive", "--data", ".", "--older-than", "month")]
    [InlineData(1, "--older-than", "journal", "archive", "--data", ".", "--older-than", "0d")]
    [InlineData(2, "--older-than", "journal", "archive", "--data", ".")]
    [InlineData(2, "--data", "journal", "show")]
    [InlineData(2, "--shard", "journal", "show", "--data", ".", "--shard", "x")]
    [InlineData(2, "--from", "journal", "show", "--data", ".", "--from", "1.5")]
    [InlineData(2, "give one of them", "journal", "show", "--data", ".", "--line", "1", "--msisdn", "79000000001")]
    [InlineData(2, "--no-such", "serve", "--data", ".", "--no-such")]
    [InlineData(2, "--window", "netsim", "--window", "0")]
    [InlineData(1, "--gy", "netsim", "--gy", "here")]
    public async Task What_was_typed_wrongly_is_one_clear_line(int exitCode, string named, params string[] arguments)
    {
        var ended = await KopekProcess.RunAsync([.. arguments.Select(argument => argument == "." ? folder.Path : argument)]);
        Assert.True(ended.ExitCode == exitCode, $"{ended.ExitCode}: {ended.All}");
        Assert.StartsWith("kopek: ", ended.Error, StringComparison.Ordinal);
        Assert.Contains(named, ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.All, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_filter_that_is_no_number_time_or_shard_of_this_journal_is_named()
    {
        await using (var server = await LiveServer.StartAsync(folder.Path, "--sample-lines", "1"))
        {
            await server.Process.TerminateAsync();
        }

        foreach (var (option, value) in new[] { ("--msisdn", "12"), ("--msisdn", "79000000001"), ("--since", "yesterday"), ("--until", "32.13."), ("--shard", "16"), ("--shard", "-1") })
        {
            var ended = await KopekProcess.RunAsync("journal", "show", "--data", folder.Path, option, value);
            Assert.True(ended.ExitCode == 1, $"{option} {value}: {ended.ExitCode} {ended.All}");
            Assert.StartsWith("kopek: ", ended.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", ended.All, StringComparison.Ordinal);
        }
    }

    /// <summary>Three old batches of one entry, of which the books have the first and notices know two.</summary>
    private async Task BeginBooksAndNotices()
    {
        using (var journal = SqliteJournal.Open(folder.Path, new EventCodec(), shardCount: 1))
        {
            Commit(journal, 1);
            using (var books = new BooksTail(journal, folder.Path))
            {
                books.Start();
                Assert.True(await books.CaughtUp(0, TimeSpan.FromMinutes(1)));
            }

            Commit(journal, 2);
            Commit(journal, 3);
        }

        using (var notices = new NoticeStore(folder.Path, NoticePreferences.Default))
        {
        }

        Execute("notices.db", "INSERT INTO meta (id, told_from, name) VALUES (1, 0, 'x'); INSERT INTO position (shard, sequence) VALUES (0, 2)");
    }

    private static void Commit(SqliteJournal journal, long sequence)
    {
        var (batch, at) = (new PendingBatch(0), new Moment(1_700_000_000_000));
        batch.Begin(sequence);
        new EventCodec().Write(batch.Writer, new LineId(4), at, new LineEvent.InactivityChecked(at));
        batch.CountEntry(at);
        journal.Commit([batch]);
        journal.WriteCheckpoints(0, [], sequence);
    }

    private void Execute(string file, string sql)
    {
        using var database = new SqliteConnection($"Data Source={folder.File(file)};Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
#pragma warning disable CA2100 // The tests' own texts.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private Task<Ended> ArchiveAsync(params string[] options) => KopekProcess.RunAsync(["journal", "archive", "--data", folder.Path, "--older-than", "30d", .. options]);

    private async Task<(int ExitCode, string Output)> OutcomeAsync(params string[] options)
    {
        var ended = await ArchiveAsync(options);
        return (ended.ExitCode, ended.Output);
    }

    private async Task<List<JsonElement>> ShownAsync(params string[] filter)
    {
        var shown = await KopekProcess.RunAsync(["journal", "show", "--data", folder.Path, .. filter]);
        Assert.True(shown.ExitCode == 0, shown.All);
        var entries = new List<JsonElement>();
        foreach (var line in shown.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            entries.Add(json.RootElement.Clone());
        }

        return entries;
    }
}
