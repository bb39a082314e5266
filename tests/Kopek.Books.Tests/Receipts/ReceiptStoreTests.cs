using Kopek.Books.Receipts;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Books.Tests.Receipts;

public sealed class ReceiptStoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kopek-receipts-").FullName;
    private ReceiptStore store;

    public ReceiptStoreTests() => store = new ReceiptStore(folder, ReceiptSamples.Keys());

    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_receipt_is_found_by_number_token_order_and_line_also_after_a_restart()
    {
        Assert.Equal(2, store.Add([ReceiptSamples.Payment(), ReceiptSamples.Refund()]));
        Restart();
        var receipt = store.Find("KDR", 123)!;
        Assert.Equal(ReceiptSamples.Keys().Sign(ReceiptSamples.Payment()), receipt);
        Assert.Equal(receipt, store.Find(receipt.Public.Token));
        Assert.Equal([receipt], store.OfOrder(receipt.Public.Order));
        Assert.Equal([124, 123], store.OfLine(new LineId(17), null, 10).Receipts.Select(one => one.Public.Number));
        Assert.Equal(ReceiptSamples.Refund(), store.Find("KDR", 124)!.Facts);
        Assert.Null(store.Find("KDR", 125));
        Assert.Null(store.Find("BRZ", 123));
        Assert.Null(store.Find(default(ReceiptToken)));
    }

    [Fact]
    public void The_same_facts_again_are_no_news_and_other_facts_are_refused_with_all_that_came_with_them()
    {
        var news = 0;
        store.Added += () => news++;
        Assert.Equal(1, store.Add([ReceiptSamples.Payment()]));
        Assert.Equal(0, store.Add([ReceiptSamples.Payment()]));
        Assert.Throws<InvalidOperationException>(() => store.Add([ReceiptSamples.Payment(124), ReceiptSamples.Payment() with { BalanceAfter = Money.Zero }]));
        Assert.Equal(1, news);
        Assert.Null(store.Find("KDR", 124));
    }

    [Fact]
    public void Built_again_from_the_same_facts_it_holds_the_same_bytes()
    {
        ReceiptFacts[] facts = [.. Enumerable.Range(1, 20).Select(number => ReceiptSamples.Payment(number, line: 16 + number % 3))];
        store.Add(facts);
        var before = facts.Select(one => store.Find(one.Operator, one.Number)!).ToList();
        store.Dispose();
        File.Delete(BooksFile.Receipts.PathIn(folder));
        store = new ReceiptStore(folder, ReceiptSamples.Keys());
        foreach (var one in facts)
        {
            store.Add([one]);
        }

        Assert.Equal(before, facts.Select(one => store.Find(one.Operator, one.Number)!));
    }

    [Fact]
    public void Pages_hold_every_receipt_of_a_line_once_the_newest_first()
    {
        store.Add([.. Enumerable.Range(1, 25).Select(number => ReceiptSamples.Payment(number, line: 16 + number % 2))]);
        var numbers = new List<long>();
        long? from = null;
        do
        {
            var page = store.OfLine(new LineId(17), from, 4);
            numbers.AddRange(page.Receipts.Select(one => one.Public.Number));
            from = page.Next;
        }
        while (from is not null);
        Assert.Equal(Enumerable.Range(1, 25).Where(number => number % 2 == 1).Reverse().Select(number => (long)number), numbers);
    }

    [Fact]
    public void A_series_with_a_number_missing_shows_it()
    {
        store.Add([ReceiptSamples.Payment(1), ReceiptSamples.Payment(3), ReceiptSamples.Payment(1, code: "BRZ")]);
        Assert.Equal([new ReceiptSeries("BRZ", 1, 1), new ReceiptSeries("KDR", 3, 2)], store.Series());
    }

    [Fact]
    public void A_receipt_that_was_edited_on_the_disk_is_no_longer_genuine()
    {
        store.Add([ReceiptSamples.Payment()]);
        foreach (var column in (string[])["paid", "received", "issued", "balance_after", "line", "provider"])
        {
            Edit($"UPDATE receipts SET {column} = {column} || 1");
            Assert.Equal(ReceiptVerdict.Altered, ReceiptVerification.Check(store.Find("KDR", 123)!, ReceiptSamples.Keys().Public));
            Edit($"UPDATE receipts SET {column} = substr({column}, 1, length({column}) - 1)");
            Assert.Equal(ReceiptVerdict.Genuine, ReceiptVerification.Check(store.Find("KDR", 123)!, ReceiptSamples.Keys().Public));
        }
    }

    [Fact]
    public void A_file_of_another_version_is_refused()
    {
        store.Dispose();
        using (var database = ReceiptSchema.Open(folder))
        {
            database.Execute("PRAGMA user_version = 2");
        }

        Assert.Contains("another version", Assert.Throws<BooksException>(() => new ReceiptStore(folder, ReceiptSamples.Keys())).Message, StringComparison.Ordinal);
        File.Delete(BooksFile.Receipts.PathIn(folder));
        store = new ReceiptStore(folder, ReceiptSamples.Keys());
    }

    /// <summary>As a person with another program would.</summary>
    private void Edit(string sql)
    {
        using var editor = new BooksDatabase(folder, Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite, BooksFile.Receipts);
        editor.Execute(sql);
    }

    private void Restart()
    {
        store.Dispose();
        store = new ReceiptStore(folder, ReceiptSamples.Keys());
    }
}
