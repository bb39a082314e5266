using System.Text.Json;
using Kopek.Books.Receipts;
using Kopek.Books.Receipts.Keys;
using Kopek.Core;
using Kopek.Core.Lines;
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
            var (batch, at) = (new PendingBatch(0), new Moment(1_700_000_000_000));
            batch.Begin(1);
            new EventCodec().Write(batch.Writer, new LineId(4), at, new LineEvent.InactivityChecked(at));
            batch.CountEntry(at);
            journal.Commit([batch]);
            journal.WriteCheckpoints(0, [], 1);
        }

        using (var receipts = new ReceiptStore(folder.Path, ReceiptKeys.Open(folder.Path)))
        {
        }

        using (var receipts = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "receipts.db")};Pooling=False"))
        {
            receipts.Open();
            using var begun = receipts.CreateCommand();
            begun.CommandText = "INSERT INTO advance_position (shard, sequence) VALUES (0, 0)";
            begun.ExecuteNonQuery();
        }

        string[] archive = ["journal", "archive", "--data", folder.Path, "--older-than", "30d"];
        var held = await KopekProcess.RunAsync(archive);
        Assert.Equal((1, "0 files, 0 batches, 0 entries archived.\n"), (held.ExitCode, held.Output));
        Assert.Contains("kopek_fiscal_offsets_behind_events", held.Error, StringComparison.Ordinal);
        var moved = await KopekProcess.RunAsync([.. archive, "--without-offsets"]);
        Assert.Equal((0, "1 files, 1 batches, 1 entries archived.\n"), (moved.ExitCode, moved.Output));
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
