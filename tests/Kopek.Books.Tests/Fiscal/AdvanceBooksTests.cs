using System.Buffers;
using Kopek.Books.Fiscal;
using Kopek.Books.Receipts;
using Kopek.Books.Storage;
using Kopek.Books.Tests.Receipts;
using Kopek.Books.Tests.Statements;
using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Journal.Codec;
using NodaTime;
using NodaTime.Text;

namespace Kopek.Books.Tests.Fiscal;

public sealed class AdvanceBooksTests : IDisposable
{
    private const long Megabyte = 1 << 20;
    private static readonly FiscalSeller Kedr = new("ООО «Кедр Связь»", "7700000000", "127000, Москва", "kedr.example", 1, true, "Europe/Moscow", new Moment(0));
    private readonly BooksScene world = new();
    private ReceiptStore store;
    private ulong session = 1;

    public AdvanceBooksTests() => store = Open();

    /// <summary>The scene begins in it, by the clock of Moscow.</summary>
    private static FiscalMonth September { get; } = new(new YearMonth(2026, 9));
    private static FiscalMonth October => September.Next;

    public void Dispose()
    {
        store.Dispose();
        world.Dispose();
    }

    [Fact]
    public void A_month_that_is_over_has_one_offset_for_each_line_of_what_it_used()
    {
        var (first, second, idle) = (world.Open("KDR-PAYGO", 500), world.Open("KDR-PAYGO", 500), world.Open("KDR-PAYGO", 500));
        Use(first, 10);
        Use(second, 20);
        var used = (Spent(first, 500), Spent(second, 500));
        GoTo("2026-10-02T00:00:00Z");
        Use(first, 5);
        Assert.Equal(new MonthSettled.Done(2, used.Item1 + used.Item2), Books().Settle("KDR", September, world.Now));
        Assert.Equal([(Key(first, September), used.Item1), (Key(second, September), used.Item2)], Taken());
        Assert.Null(store.Fiscal.Find(Key(idle, September)));
        Assert.True(used.Item1 > Money.Zero);
    }

    [Fact]
    public void A_month_counted_twice_is_settled_once_also_by_two_at_once_and_after_a_restart()
    {
        var line = world.Open("KDR-PAYGO", 500);
        Use(line, 10);
        var used = Spent(line, 500);
        GoTo("2026-10-02T00:00:00Z");
        var books = Books();
        var done = new MonthSettled.Done(1, used);
        Parallel.For(0, 4, _ => Assert.Equal(done, books.Settle("KDR", September, world.Now)));
        Restart();
        Assert.Equal(done, Books().Settle("KDR", September, world.Now));
        Assert.Equal([(Key(line, September), used)], Taken());
    }

    [Fact]
    public void A_crash_while_the_journal_is_read_doubles_and_loses_nothing()
    {
        var line = world.Open("KDR-PAYGO", 5_000);
        for (var day = 0; day < 5; day++)
        {
            Use(line, 10);
            world.Later(TimeSpan.FromHours(5));
        }

        var used = Spent(line, 5_000);
        GoTo("2026-10-02T00:00:00Z");
        var crashes = 0;
        for (var isLevel = false; !isLevel; Restart())
        {
            var broken = new AdvanceBooks(store, new InterruptedJournal(world.Journal, 3), new EventCodec());
            try
            {
                while (broken.Follow(most: 2))
                {
                }

                isLevel = true;
            }
            catch (JournalException)
            {
                crashes++;
            }
        }

        Assert.True(crashes > 5, $"{crashes} crashes");
        Assert.Equal(new MonthSettled.Done(1, used), Books().Settle("KDR", September, world.Now));
    }

    [Fact]
    public void A_crash_after_the_month_was_closed_leaves_the_rest_to_the_next_start()
    {
        var line = world.Open("KDR-PAYGO", 500);
        Use(line, 10);
        var used = Spent(line, 500);
        Books().Follow();
        store.Write(() =>
        {
            new AdvanceTable(store.Database, new EventCodec()).Close("KDR", September);
            return true;
        });
        Restart();
        // What comes now is not the closed month's any more, and what was counted before is not lost.
        Use(line, 20);
        GoTo("2026-10-02T00:00:00Z");
        var books = Books();
        books.Follow();
        Assert.Equal([("KDR", September)], books.Due(world.Now));
        Assert.Equal(new MonthSettled.Done(1, used), books.Settle("KDR", September, world.Now));
    }

    [Fact]
    public void What_comes_of_a_settled_month_counts_in_the_next()
    {
        var line = world.Open("KDR-PAYGO", 500);
        Use(line, 10);
        var used = Spent(line, 500);
        // The books settle it by a clock that is ahead of the network's.
        var over = world.Now + TimeSpan.FromDays(30);
        Books().Settle("KDR", September, over);
        Use(line, 20);
        var late = Spent(line, 500) - used;
        Assert.Equal(new MonthSettled.Done(1, used), Books().Settle("KDR", September, over));
        Assert.Equal(new MonthSettled.Done(1, late), Books().Settle("KDR", October, world.Now + TimeSpan.FromDays(60)));
        Assert.Equal([(Key(line, September), used), (Key(line, October), late)], Taken());
    }

    [Fact]
    public void Use_that_the_payers_bank_took_back_lessens_the_months_after()
    {
        var line = world.Open("KDR-PAYGO", 0);
        world.TopUp(line, 100);
        Use(line, 10);
        var used = Spent(line, 100);
        GoTo("2026-10-02T00:00:00Z");
        Books().Settle("KDR", September, world.Now);
        var order = world.Read(line).Lots.Single(lot => lot.Kind == LotKind.TopUp).Order;
        world.Place(line, new LineCommand.ChargeBack(order, Money.FromRubles(100)));
        GoTo("2026-11-02T00:00:00Z");
        Assert.Equal(new MonthSettled.Done(0, Money.Zero), Books().Settle("KDR", October, world.Now));
        Restart();
        // Paying the debt pays for what has its offset already; only what is used from then on wants another.
        world.TopUp(line, 300);
        Use(line, 20);
        var more = Money.FromRubles(300) - used - world.Read(line).Available;
        GoTo("2026-12-02T00:00:00Z");
        Assert.Equal(new MonthSettled.Done(1, more), Books().Settle("KDR", October.Next, world.Now));
        Assert.True(more > Money.Zero);
    }

    [Fact]
    public void Months_that_nobody_settled_are_settled_with_the_one_after_them()
    {
        var line = world.Open("KDR-PAYGO", 500);
        Use(line, 10);
        var first = Spent(line, 500);
        GoTo("2026-10-15T00:00:00Z");
        Use(line, 20);
        var second = Spent(line, 500) - first;
        GoTo("2026-11-02T00:00:00Z");
        var books = Books();
        while (books.Follow())
        {
        }

        Assert.Equal([("KDR", September)], books.Due(world.Now));
        Assert.Empty(books.Due(September.EndOf(Kedr) + TimeSpan.FromMilliseconds(-1)));
        Assert.Equal(new MonthSettled.Done(1, second), books.Settle("KDR", October, world.Now));
        Assert.Equal([(Key(line, September), first), (Key(line, October), second)], Taken());
        Assert.Empty(books.Due(world.Now));
    }

    [Fact]
    public void A_month_that_is_not_over_by_the_registers_clock_and_another_operator_are_not_settled()
    {
        var line = world.Open("BRZ-DAY1", 500);
        GoTo("2026-10-02T00:00:00Z");
        Assert.NotEqual(Money.FromRubles(500), world.Read(line).Available);
        Assert.IsType<MonthSettled.NoSeller>(Books().Settle("BRZ", September, world.Now));
        Assert.Equal(new MonthSettled.NotOver(September.EndOf(Kedr)), Books().Settle("KDR", September, September.EndOf(Kedr) + TimeSpan.FromMilliseconds(-1)));
        Assert.Equal(new MonthSettled.Done(0, Money.Zero), Books().Settle("KDR", September, September.EndOf(Kedr)));
        Assert.Empty(Taken());
    }

    [Fact]
    public void What_was_used_before_the_register_wants_no_offset()
    {
        var line = world.Open("KDR-PAYGO", 500);
        Use(line, 10);
        var before = Spent(line, 500);
        world.Later(TimeSpan.FromHours(1));
        store.Dispose();
        store = Open(Kedr with { Since = world.Now });
        Use(line, 20);
        var used = Spent(line, 500) - before;
        GoTo("2026-10-02T00:00:00Z");
        Assert.Equal(new MonthSettled.Done(1, used), Books().Settle("KDR", September, world.Now));
    }

    [Fact]
    public void The_maker_settles_an_hour_after_the_month_and_then_has_nothing_left_to_do()
    {
        var line = world.Open("KDR-PAYGO", 500);
        Use(line, 10);
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider((September.EndOf(Kedr) + OffsetMaker.Margin + TimeSpan.FromMilliseconds(-1)).ToInstant().ToDateTimeOffset());
        var maker = new OffsetMaker(Books(), clock);
        while (maker.Step())
        {
        }

        Assert.Empty(Taken());
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(maker.Step());
        Assert.False(maker.Step());
        Assert.Equal([(Key(line, September), Spent(line, 500))], Taken());
    }

    [Fact]
    public void They_say_how_many_committed_entries_they_have_not_taken_in_also_after_a_restart_and_a_fault()
    {
        var line = world.Open("KDR-PAYGO", 500);
        Use(line, 10);
        var all = Entries();
        var books = Books();
        Assert.Equal(all, books.Behind);
        Assert.True(books.Follow(most: 2));
        Assert.Equal(all - 2, books.Behind);
        Restart();
        var broken = new AdvanceBooks(store, new InterruptedJournal(world.Journal, 1), new EventCodec());
        Assert.Throws<JournalException>(() => broken.Follow());
        Assert.Equal(all - 2, broken.Behind);
        var again = Books();
        while (again.Follow())
        {
        }

        Assert.Equal(0, again.Behind);
        Use(line, 5);
        Assert.Equal(Entries() - all, again.Behind);
        Assert.True(again.Behind > 0);
    }

    [Fact]
    public void A_journal_from_an_older_backup_is_refused()
    {
        Use(world.Open("KDR-PAYGO", 500), 10);
        Books().Follow();
        var older = new AdvanceBooks(store, new MemoryJournal(BooksScene.ShardCount, new EventCodec()), new EventCodec());
        Assert.Contains("older backup", Assert.Throws<BooksException>(() => older.Follow()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void However_the_passes_fall_all_that_was_used_is_settled(int seed)
    {
        world.Live(seed, 120);
        GoTo(InstantPattern.ExtendedIso.Format(world.Now.ToInstant().Plus(Duration.FromDays(40))));
        var sellers = ((string[])["KDR", "BRZ", "LED", "MLK"]).ToDictionary(code => code, _ => Kedr);
        store.Dispose();
        store = new ReceiptStore(world.Folder, ReceiptSamples.Keys(), sellers);
        for (var most = 1; Books().Follow(most); most = most * 3 % 17 + 1)
        {
        }

        var last = FiscalMonth.Of(world.Now, Kedr);
        foreach (var code in sellers.Keys)
        {
            Books().Settle(code, last, last.EndOf(Kedr));
        }

        var settled = Money.Zero;
        while (store.Fiscal.Take(last.EndOf(Kedr), 100) is { Count: > 0 } some)
        {
            settled = some.Aggregate(settled, (sum, work) => sum + work.Document.Prepaid);
        }

        Assert.Equal(UsedByTheJournal(), settled);
        Assert.True(settled > Money.Zero);
    }

    [Fact]
    public void Where_the_journal_s_beginning_is_archived_what_is_used_while_the_checkpoints_are_read_is_counted()
    {
        var line = world.Open("KDR-PAYGO", 500);
        var checkpoints = Enumerable.Range(0, BooksScene.ShardCount).Select(Checkpoints).ToArray();
        var journal = new ArchivedJournal(world.Journal, shard => checkpoints[shard], shard =>
        {
            if (checkpoints[shard].Length > 0)
            {
                Use(line, 10);
            }
        });
        var books = new AdvanceBooks(store, journal, new EventCodec());
        books.Follow();
        Use(line, 20);
        var used = Spent(line, 500);
        GoTo("2026-10-02T00:00:00Z");

        Assert.Equal(new MonthSettled.Done(1, used), books.Settle("KDR", September, world.Now));
        Assert.True(used > Money.Zero);
    }

    [Theory]
    [InlineData("9999-12")]
    [InlineData("0000-01")]
    [InlineData("2026-13")]
    [InlineData("2026-1")]
    public void What_has_no_month_after_it_or_is_written_otherwise_is_no_month(string text) => Assert.Null(FiscalMonth.Read(text));

    private Checkpoint[] Checkpoints(int shard) => [.. world.Lines.Where(line => world.Journal.Read(shard, 0).Any(entry => entry.Account == line)).Select(line =>
    {
        var state = new ArrayBufferWriter<byte>();
        new EventCodec().WriteState(state, world.Read(line));
        return new Checkpoint(CheckpointKind.Line, line.Value, world.Journal.LastSequence(shard), state.WrittenMemory.ToArray());
    })];

    /// <summary>Paid in, less what is left: nothing goes back in these lives.</summary>
    private Money UsedByTheJournal()
    {
        var paidIn = Money.Zero;
        for (var shard = 0; shard < BooksScene.ShardCount; shard++)
        {
            foreach (var entry in world.Journal.Read(shard, 0))
            {
                paidIn += entry.Event is LineEvent.MoneyAdded { Kind: LotKind.TopUp } added ? added.Amount : Money.Zero;
            }
        }

        return world.Lines.Aggregate(paidIn, (rest, line) => rest - Lots.Of(world.Read(line).Lots, LotKind.TopUp));
    }

    private long Entries() => Enumerable.Range(0, BooksScene.ShardCount).Sum(world.Journal.LastSequence);

    private static string Key(LineId line, FiscalMonth month) => $"KDR-{line}-{month}";

    private Money Spent(LineId line, long rubles) => Money.FromRubles(rubles) - world.Read(line).Available;

    private void Use(LineId line, long megabytes) => world.Session(line, session++, 1, megabytes * Megabyte);

    private void GoTo(string at) => world.Later(Moment.FromInstant(InstantPattern.ExtendedIso.Parse(at).Value) - world.Now);

    private List<(string Key, Money Prepaid)> Taken() => [.. store.Fiscal.Take(Moment.Never, 100).Select(work => (work.Key, work.Document.Prepaid)).OrderBy(work => work.Key.Length).ThenBy(work => work.Key, StringComparer.Ordinal)];

    private AdvanceBooks Books() => new(store, world.Journal, new EventCodec());

    private void Restart()
    {
        store.Dispose();
        store = Open();
    }

    private ReceiptStore Open(FiscalSeller? seller = null) => new(world.Folder, ReceiptSamples.Keys(), new Dictionary<string, FiscalSeller> { ["KDR"] = seller ?? Kedr });
}
