using Kopek.Books.Disputes;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Orders;
using Kopek.Engine.Orders;

namespace Kopek.Books.Tests.Disputes;

public sealed class CaseStoreTests : IDisposable
{
    private const string Evidence = """{"receipt":{"number":123}}""";
    private static readonly Moment Now = new(1_795_683_600_000);
    private readonly string folder = Directory.CreateTempSubdirectory("kopek-cases-").FullName;
    private CaseStore store;

    public CaseStoreTests() => store = new CaseStore(folder);

    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_dispute_is_opened_noted_and_decided_and_keeps_all_of_it_also_after_a_restart()
    {
        var opened = Open(123, "a");
        store.Note(opened.Id, "anna", "The provider was asked.", Key("b"), Now + TimeSpan.FromHours(1));
        store.Decide(opened.Id, DisputeState.Upheld, "boris", "It came twice.", new OrderId(1, 2), Key("c"), Now + TimeSpan.FromHours(2));
        store.Dispose();
        store = new CaseStore(folder);
        var read = store.Find(opened.Id)!;
        Assert.Equal((DisputeState.Upheld, DisputeReason.NotReceived, Evidence, Now), (read.State, read.Reason, read.Evidence, read.OpenedAt));
        Assert.Equal(
            [
                new DisputeEntry(DisputeEntryKind.Opened, Now, "holder", "Where is it?", null, OrderId.None),
                new DisputeEntry(DisputeEntryKind.Note, Now + TimeSpan.FromHours(1), "anna", "The provider was asked.", null, OrderId.None),
                new DisputeEntry(DisputeEntryKind.Decided, Now + TimeSpan.FromHours(2), "boris", "It came twice.", DisputeState.Upheld, new OrderId(1, 2)),
            ],
            read.Entries);
    }

    [Fact]
    public void The_same_key_is_the_same_change_and_another_content_a_conflict()
    {
        var opened = Open(123, "a");
        store.Note(opened.Id, "anna", "Asked.", Key("b"), Now);
        var repeated = Assert.IsType<DisputeChange.Repeated>(store.Open("KDR", 123, DisputeReason.NotReceived, "holder", "Where is it?", "{}", Key("a"), Now + TimeSpan.FromDays(40)));
        Assert.Equal(opened with { Entries = [] }, repeated.Dispute with { Entries = [] });
        Assert.Equal(opened.Entries, repeated.Dispute.Entries);
        Assert.IsType<DisputeChange.Conflict>(store.Note(opened.Id, "anna", "Other.", new DisputeKey(Key("b").Key, OrderKey.Digest("other")), Now));
        Assert.Equal(2, store.Find(opened.Id)!.Entries.Count);
    }

    [Fact]
    public void A_receipt_has_one_open_dispute_and_a_decision_is_final()
    {
        var opened = Open(123, "a");
        Assert.Equal(new DisputeChange.OpenAlready(opened.Id), store.Open("KDR", 123, DisputeReason.Service, "holder", "Again.", Evidence, Key("b"), Now));
        Assert.IsType<DisputeChange.Done>(store.Decide(opened.Id, DisputeState.Rejected, "anna", "It is there.", OrderId.None, Key("c"), Now));
        Assert.IsType<DisputeChange.DecidedAlready>(store.Note(opened.Id, "anna", "More.", Key("d"), Now));
        Assert.IsType<DisputeChange.DecidedAlready>(store.Decide(opened.Id, DisputeState.Upheld, "anna", "No.", OrderId.None, Key("e"), Now));
        Assert.NotEqual(opened.Id, Open(123, "f").Id);
        Assert.Equal([DisputeState.Rejected, DisputeState.Open], store.OfReceipt("KDR", 123).Select(one => one.State));
        Assert.IsType<DisputeChange.Unknown>(store.Note(99, "anna", "None.", Key("g"), Now));
    }

    [Fact]
    public void Nothing_that_was_written_can_be_changed_or_deleted_even_by_hand()
    {
        Open(123, "a");
        using var editor = new BooksDatabase(folder, Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite, BooksFile.Cases);
        foreach (var sql in (string[])["UPDATE entries SET text = 'x'", "DELETE FROM entries", "UPDATE disputes SET evidence = '{}'"])
        {
            Assert.Throws<BooksException>(() => editor.Execute(sql));
        }
    }

    [Fact]
    public void The_last_place_of_a_dispute_is_for_its_decision()
    {
        var opened = Open(123, "a");
        for (var count = 2; count < CaseStore.MostEntries; count++)
        {
            Assert.IsType<DisputeChange.Done>(store.Note(opened.Id, "anna", "Note.", Key($"n{count}"), Now));
        }

        Assert.IsType<DisputeChange.Full>(store.Note(opened.Id, "anna", "Note.", Key("x"), Now));
        Assert.IsType<DisputeChange.Done>(store.Decide(opened.Id, DisputeState.Upheld, "anna", "Done.", OrderId.None, Key("y"), Now));
    }

    [Fact]
    public void Pages_hold_every_dispute_once_the_newest_first_and_open_ones_alone_on_demand()
    {
        for (var number = 1; number <= 7; number++)
        {
            var opened = Open(number, $"o{number}");
            if (number % 2 == 0)
            {
                store.Decide(opened.Id, DisputeState.Upheld, "anna", "Yes.", OrderId.None, Key($"d{number}"), Now);
            }
        }

        Assert.Equal([7, 6, 5, 4, 3, 2, 1], Numbers(onlyOpen: false));
        Assert.Equal([7, 5, 3, 1], Numbers(onlyOpen: true));
    }

    private List<long> Numbers(bool onlyOpen)
    {
        var numbers = new List<long>();
        long? from = null;
        do
        {
            var page = store.Page(onlyOpen, from, 3);
            numbers.AddRange(page.Disputes.Select(one => one.Number));
            from = page.Next;
        }
        while (from is not null);
        return numbers;
    }

    private Dispute Open(long number, string key) =>
        Assert.IsType<DisputeChange.Done>(store.Open("KDR", number, DisputeReason.NotReceived, "holder", "Where is it?", Evidence, Key(key), Now)).Dispute;

    private static DisputeKey Key(string key) => new(OrderKey.Of("test", key), OrderKey.Digest(key));
}
