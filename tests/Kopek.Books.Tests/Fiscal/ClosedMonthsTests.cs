using Kopek.Books.Fiscal;
using Kopek.Books.Receipts;
using Kopek.Books.Storage;
using Kopek.Books.Tests.Receipts;
using Kopek.Books.Tests.Statements;
using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Core.Lines;
using Kopek.Journal.Codec;
using NodaTime;

namespace Kopek.Books.Tests.Fiscal;

public sealed class ClosedMonthsTests : IDisposable
{
    private const long Megabyte = 1 << 20;
    private static readonly FiscalSeller Kedr = new("ООО «Кедр Связь»", "7700000000", "127000, Москва", "kedr.example", 1, true, "Europe/Moscow", new Moment(0));
    private readonly BooksScene world = new();
    private ReceiptStore store;
    private ulong session = 1;

    public ClosedMonthsTests() => store = Open();

    /// <summary>The scene begins in it, by the clock of Moscow.</summary>
    private static FiscalMonth September { get; } = new(new YearMonth(2026, 9));
    private static FiscalMonth October => September.Next;

    public void Dispose()
    {
        store.Dispose();
        world.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Built_again_beside_the_closed_months_late_use_is_in_the_month_that_was_settled_with_it(bool areMonthsLost)
    {
        var (line, other) = (world.Open("KDR-PAYGO", 500), world.Open("KDR-PAYGO", 500));
        Use(line, 10);
        Use(other, 5);
        // The books settle by a clock that is ahead of the network's: all use is of September by its own time.
        var ahead = world.Now + TimeSpan.FromDays(120);
        Books().Settle("KDR", September, ahead);
        Use(line, 20);
        Books().Settle("KDR", October, ahead);
        Use(line, 7);
        Use(other, 3);
        Books().Settle("KDR", October.Next, ahead);
        var made = Taken();
        Assert.Equal(5, made.Count);
        store.Dispose();
        foreach (var file in Directory.GetFiles(world.Folder, "receipts.db*").Concat(areMonthsLost ? Directory.GetFiles(world.Folder, "fiscal-months.db*") : []))
        {
            File.Delete(file);
        }

        store = Open();
        Books().Settle("KDR", October.Next, ahead);
        List<(string Key, Money Prepaid)> expected = areMonthsLost ? [(Key(line, September), Spent(line, 500)), (Key(other, September), Spent(other, 500))] : made;
        Assert.Equal(expected.ToHashSet(), Taken().ToHashSet());
    }

    [Fact]
    public void Lost_closed_months_begin_again_with_where_the_last_one_stands()
    {
        var line = world.Open("KDR-PAYGO", 500);
        Use(line, 10);
        var ahead = world.Now + TimeSpan.FromDays(120);
        Books().Settle("KDR", September, ahead);
        Reopen("fiscal-months.db*");
        Books();
        Use(line, 20);
        Books().Settle("KDR", October, ahead);
        var made = Taken();
        Assert.Equal(2, made.Count);
        Reopen("receipts.db*");
        Books().Settle("KDR", October, ahead);
        Assert.Equal(made.ToHashSet(), Taken().ToHashSet());
    }

    [Fact]
    public void A_damaged_file_of_closed_months_stops_offsets_alone_until_it_is_restored()
    {
        var line = world.Open("KDR-PAYGO", 500);
        Use(line, 10);
        var ahead = world.Now + TimeSpan.FromDays(120);
        Books().Settle("KDR", September, ahead);
        var used = Spent(line, 500);
        store.Dispose();
        var path = Path.Combine(world.Folder, "fiscal-months.db");
        var sound = File.ReadAllBytes(path);
        File.WriteAllText(path, new string('x', 4096));

        store = Open();
        Assert.Empty(store.Series());
        var books = Books();
        Use(line, 20);
        var behind = books.Behind;
        Assert.True(behind > 0);
        foreach (var failed in (BooksException[])[Assert.Throws<BooksException>(() => books.Follow()), Assert.Throws<BooksException>(() => books.Settle("KDR", October, ahead))])
        {
            Assert.Contains("fiscal-months.db", failed.Message, StringComparison.Ordinal);
            Assert.Contains("restore a damaged one from its backup", failed.Message, StringComparison.Ordinal);
        }

        Assert.Equal(behind, books.Behind);
        // While it is being put back there may be none for a moment, or an empty one: neither is a beginning.
        File.Delete(path);
        Assert.Throws<BooksException>(() => books.Follow());
        Assert.False(File.Exists(path));
        File.WriteAllBytes(path, []);
        Assert.Throws<BooksException>(() => books.Follow());
        Assert.Empty(File.ReadAllBytes(path));
        File.WriteAllBytes(path, sound);
        Assert.Equal(new MonthSettled.Done(1, Spent(line, 500) - used), books.Settle("KDR", October, ahead));
    }

    [Fact]
    public void Where_offsets_were_made_and_receipts_db_is_away_nothing_counts_as_taken_in()
    {
        Assert.Empty(AdvancePositions.Of(Path.Combine(world.Folder, "none"), 4));
        Use(world.Open("KDR-PAYGO", 500), 10);
        Books().Settle("KDR", September, world.Now + TimeSpan.FromDays(120));
        store.Dispose();
        Assert.Contains(AdvancePositions.Of(world.Folder, 4).Values, sequence => sequence > 0);
        foreach (var file in Directory.GetFiles(world.Folder, "receipts.db*"))
        {
            File.Delete(file);
        }

        Assert.Equal([0, 0, 0, 0], AdvancePositions.Of(world.Folder, 4).Values);
        store = Open();
    }

    [Fact]
    public void A_crash_while_a_month_is_closed_leaves_its_end_where_it_was()
    {
        var line = world.Open("KDR-PAYGO", 500);
        Use(line, 10);
        var used = Spent(line, 500);
        var over = world.Now + TimeSpan.FromDays(30);
        Books().Follow();
        store.Locked(() =>
        {
            store.Months!.Close("KDR", September, [.. Enumerable.Range(0, BooksScene.ShardCount).Select(world.Journal.LastSequence)]);
            return true;
        });
        Restart();
        Use(line, 20);
        Assert.Equal(new MonthSettled.Done(1, used), Books().Settle("KDR", September, over));
        Assert.Equal(new MonthSettled.Done(1, Spent(line, 500) - used), Books().Settle("KDR", October, world.Now + TimeSpan.FromDays(60)));
    }

    [Fact]
    public void The_first_end_of_a_month_stays_and_is_there_after_a_restart()
    {
        var months = store.Months!;
        months.Close("KDR", October, [10, 20]);
        months.Close("KDR", October, [11, 21]);
        months.Close("KDR", September, [12, 22]);
        months.Close("KDR", October.Next, [15, 20]);
        Restart();
        months = store.Months!;
        Assert.Equal(September, months.Counted("KDR", September, 0, 10));
        Assert.Equal(October.Next, months.Counted("KDR", September, 0, 11));
        Assert.Equal(October.Next, months.Counted("KDR", October, 0, 15));
        Assert.Equal(October.Next.Next, months.Counted("KDR", October, 0, 16));
        Assert.Equal(October, months.Counted("KDR", October, 1, 20));
        Assert.Equal(October.Next.Next, months.Counted("KDR", October.Next, 1, 21));
        Assert.Equal(October.Next.Next, months.Counted("KDR", October.Next.Next, 0, 1));
        Assert.Equal(September, months.Counted("BRZ", September, 0, 1_000));
    }

    private static string Key(LineId line, FiscalMonth month) => $"KDR-{line}-{month}";

    private Money Spent(LineId line, long rubles) => Money.FromRubles(rubles) - world.Read(line).Available;

    private void Use(LineId line, long megabytes) => world.Session(line, session++, 1, megabytes * Megabyte);

    private List<(string Key, Money Prepaid)> Taken() => [.. store.Fiscal.Take(Moment.Never, 100).Select(work => (work.Key, work.Document.Prepaid))];

    private AdvanceBooks Books() => new(store, world.Journal, new EventCodec());

    /// <summary>Without these files.</summary>
    private void Reopen(string lost)
    {
        store.Dispose();
        foreach (var file in Directory.GetFiles(world.Folder, lost))
        {
            File.Delete(file);
        }

        store = Open();
    }

    private void Restart()
    {
        store.Dispose();
        store = Open();
    }

    private ReceiptStore Open() => new(world.Folder, ReceiptSamples.Keys(), new Dictionary<string, FiscalSeller> { ["KDR"] = Kedr });
}
