using Kopek.Host.Tests.Network;
using Kopek.Host.Tests.Processes;
using Microsoft.Data.Sqlite;

namespace Kopek.Host.Tests.Crashes;

/// <summary>A damaged journal is named by shard and sequence, and no server guesses what stood there.</summary>
public sealed class DamagedJournalTests : IDisposable
{
    private const string Longest = "(SELECT shard, sequence FROM journal ORDER BY length(events) DESC, shard LIMIT 1)";
    private const string Last = "(SELECT shard, max(sequence) FROM journal WHERE shard = (SELECT shard FROM journal ORDER BY length(events) DESC, shard LIMIT 1))";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("events = substr(events, 1, length(events) / 2)", Longest)]
    [InlineData("events = CAST(substr(events, 1, 39) || x'5A5B' || substr(events, 42) AS BLOB)", Longest)]
    [InlineData("events = substr(events, 1, length(events) - 1)", Last)]
    [InlineData("hash = zeroblob(32)", Last)]
    public async Task A_row_that_was_cut_or_changed_stops_the_server_at_its_place(string change, string where)
    {
        await KilledServerAsync();
        var (shard, sequence) = Change(change, where);
        var place = $"shard {shard}, sequence {sequence}";
        var refused = await KopekProcess.RunAsync("serve", "--data", folder.Path, "--urls", $"http://127.0.0.1:{Ports.Take()}", "--gy", $"127.0.0.1:{Ports.Take()}");
        Assert.True(refused.ExitCode == 1, refused.All);
        Assert.Contains(place, refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.All, StringComparison.Ordinal);
        var verified = await KopekProcess.RunAsync("journal", "verify", "--data", folder.Path);
        Assert.Equal(1, verified.ExitCode);
        Assert.Contains($"wrong: {place}", verified.Output, StringComparison.Ordinal);
        var shown = await KopekProcess.RunAsync("journal", "show", "--data", folder.Path, "--shard", shard.ToString(System.Globalization.CultureInfo.InvariantCulture));
        // What is shown is checked row by row; only verify and the server follow the chain from row to row.
        Assert.Equal(change.StartsWith("hash", StringComparison.Ordinal), shown.ExitCode == 0);
        Assert.Equal(shown.ExitCode == 1, shown.Error.Contains(place, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_was_cut_is_refused_by_all_commands()
    {
        await KilledServerAsync();
        Change("hash = hash", Last); // The last connection that is closed moves the write-ahead log into the file.
        using (var file = File.OpenWrite(folder.File("journal.db")))
        {
            file.SetLength(file.Length / 2);
        }

        foreach (string[] command in (string[][])[["serve", "--urls", $"http://127.0.0.1:{Ports.Take()}", "--gy", $"127.0.0.1:{Ports.Take()}"], ["journal", "verify"], ["journal", "show"]])
        {
            var ended = await KopekProcess.RunAsync([.. command, "--data", folder.Path]);
            Assert.True(ended.ExitCode == 1, ended.All);
            Assert.Contains("damaged", ended.All, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", ended.All, StringComparison.Ordinal);
        }
    }

    /// <summary>Killed, so that recovery must read the rows and not only checkpoints.</summary>
    private async Task KilledServerAsync()
    {
        var core = new SmallCore(lines: 10, sessions: 16, seed: 1);
        await using var server = await LiveServer.StartAsync(folder.Path, "--sample-lines", "10");
        var reached = core.AnswersAsync(300);
        var life = core.RunAsync(server.Gy);
        await reached.WaitAsync(KopekProcess.Patience, TestContext.Current.CancellationToken);
        await server.Process.KillAsync();
        await life;
    }

    private (long Shard, long Sequence) Change(string change, string where)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.File("journal.db"), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are those of this file.
        command.CommandText = $"UPDATE journal SET {change} WHERE (shard, sequence) = {where} RETURNING shard, sequence";
#pragma warning restore CA2100
        using var row = command.ExecuteReader();
        Assert.True(row.Read());
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
