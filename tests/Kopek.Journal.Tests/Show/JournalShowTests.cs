using System.Text;
using System.Text.Json;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Journal.Show;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Tests.Codec;
using Kopek.Journal.Tests.Sqlite;

namespace Kopek.Journal.Tests.Show;

public sealed class JournalShowTests : IDisposable
{
    private readonly DataFolder folder = new();

    public JournalShowTests()
    {
        using var journal = SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4);
        journal.Commit([Journals.Batch(1, 1, (0, new LineId(5), Journals.Happened(1)), (60, new LineId(9), Journals.Happened(2))), Journals.Batch(2, 1, 3)]);
        journal.Commit([Journals.Batch(1, 3, (120, new LineId(5), Journals.Happened(3)))]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_event_is_one_line_with_readable_names_kopeks_and_ISO_moments()
    {
        var json = EventJson.Of(new JournalEntry(3, 77, StoredExamples.At, new LineId(123), StoredExamples.Answer));
        Assert.Equal(
            """{"shard":3,"sequence":77,"at":"2026-11-23T09:00:00Z","line":"123","event":"creditAnswered","session":"21222324252627283132333435363738","""
            + "\"originRealm\":\"4142434445464748\",\"digest\":\"5152535455565758\",\"type\":\"update\",\"number\":3,\"resultCode\":2001,\"country\":\"\","
            + "\"supervisedUntil\":\"2026-11-23T11:00:00Z\",\"grants\":[{\"unit\":{\"ratingGroup\":10,\"serviceIdentifier\":0,\"hasRatingGroup\":true,"
            + "\"hasServiceIdentifier\":false},\"resultCode\":2001,\"octets\":10485760,\"reservedMoneyKopeks\":2500,\"reservedBuckets\":[{\"bucket\":7,\"octets\":1048576}],"
            + "\"validitySeconds\":3600,\"final\":true,\"throttleKbps\":128,\"tariffTimeChange\":\"2026-11-23T09:30:00Z\",\"packs\":5,\"onRounding\":true}],\"costKopeks\":12,\"cannotThrottle\":true}",
            json);
    }

    [Fact]
    public void Every_event_has_a_form_in_JSON_with_its_name()
    {
        foreach (var happened in StoredExamples.LineEvents.Concat<object>(StoredExamples.OrderEvents))
        {
            using var json = JsonDocument.Parse(EventJson.Of(new JournalEntry(0, 1, StoredExamples.At, StoredExamples.Line, happened)));
            Assert.Equal(happened.GetType().Name, json.RootElement.GetProperty("event").GetString(), ignoreCase: true);
        }
    }

    [Fact]
    public void Every_event_of_a_small_account_has_a_form_in_JSON_with_its_account_and_name()
    {
        foreach (var happened in StoredAccounts.Events)
        {
            using var json = JsonDocument.Parse(EventJson.Of(new JournalEntry(0, 1, StoredExamples.At, default, new AccountEntry(StoredAccounts.Order, happened))));
            Assert.Equal(happened.GetType().Name, json.RootElement.GetProperty("event").GetString(), ignoreCase: true);
            Assert.Equal(StoredAccounts.Order.ToString(), json.RootElement.GetProperty("accountKey").GetString());
        }
    }

    [Fact]
    public void A_command_in_an_order_is_named()
    {
        var placed = StoredExamples.OrderEvents.First();
        Assert.Contains("\"command\":{\"command\":\"topUp\",\"amountKopeks\":50000,\"source\":\"receipts\",\"pack\":null,\"renewPlan\":false}",
            EventJson.Of(new JournalEntry(0, 1, StoredExamples.At, default, placed)), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_filter_everything_is_shown_shard_by_shard() =>
        Assert.Equal(["1/1", "1/2", "1/3", "2/1", "2/2", "2/3"], Shown(new JournalFilter()));

    [Fact]
    public void A_filter_takes_a_shard_sequences_a_line_or_a_time()
    {
        Assert.Equal(["2/1", "2/2", "2/3"], Shown(new JournalFilter(Shard: 2)));
        Assert.Equal(["1/2", "2/2"], Shown(new JournalFilter(FirstSequence: 2, LastSequence: 2)));
        Assert.Equal(["1/1", "1/3"], Shown(new JournalFilter(Line: new LineId(5))));
        Assert.Equal(["1/2", "1/3"], Shown(new JournalFilter(Since: Journals.Start + TimeSpan.FromMinutes(60))));
        Assert.Equal(["1/1"], Shown(new JournalFilter(Shard: 1, Until: Journals.Start + TimeSpan.FromMinutes(59))));
    }

    [Fact]
    public void Lines_stream_out_as_JSON()
    {
        using var to = new MemoryStream();
        Assert.Equal(6, JournalShow.Run(folder.Path, new JournalFilter(), to, TestContext.Current.CancellationToken));
        var lines = Encoding.UTF8.GetString(to.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, lines.Length);
        Assert.All(lines, line => Assert.Equal("inactivityChecked", JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()));
    }

    private List<string> Shown(JournalFilter filter) =>
        [.. JournalShow.Entries(folder.Path, filter, Journals.Codec, TestContext.Current.CancellationToken).Select(entry => $"{entry.Shard}/{entry.Sequence}")];
}
