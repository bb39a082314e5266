using System.Buffers;
using Kopek.Books.Fiscal;
using Kopek.Books.Receipts;
using Kopek.Books.Tests.Receipts;
using Kopek.Books.Tests.Statements;
using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Journal.Codec;

namespace Kopek.Books.Tests.Fiscal;

/// <summary>Offsets begin to follow a journal that is older than they are, while the engine runs.</summary>
public sealed class AdvanceBeginTests : IDisposable
{
    private static readonly FiscalSeller Seller = new("K", "7700000000", "M", "kedr.example", 1, true, "Europe/Moscow", new Moment(0));
    private readonly BooksScene world = new();
    private readonly ReceiptStore store;

    public AdvanceBeginTests() => store = new ReceiptStore(world.Folder, ReceiptSamples.Keys(), new Dictionary<string, FiscalSeller> { ["KDR"] = Seller });

    public void Dispose()
    {
        store.Dispose();
        world.Dispose();
    }

    [Fact]
    public void What_is_used_while_the_checkpoints_are_read_is_counted()
    {
        var line = world.Open("KDR-PAYGO", 500);
        var old = Enumerable.Range(0, BooksScene.ShardCount).Select(Checkpoints).ToArray();
        var isUsed = false;
        var journal = new ArchivedJournal(world.Journal, shard => old[shard], shard =>
        {
            if (old[shard].Length > 0)
            {
                world.Session(line, 1, 1, 10 << 20);
                isUsed = true;
            }
        });
        var books = new AdvanceBooks(store, journal, new EventCodec());
        books.Follow();
        Assert.True(isUsed);
        world.Session(line, 2, 1, 20 << 20);
        world.Later(TimeSpan.FromDays(20));
        var used = Money.FromRubles(500) - world.Read(line).Available;

        var done = Assert.IsType<MonthSettled.Done>(books.Settle("KDR", FiscalMonth.Read("2026-09")!.Value, world.Now));

        Assert.True(used > Money.Zero);
        Assert.Equal(used, done.Sum);
    }

    [Fact]
    public void A_payer_s_receipt_goes_before_a_month_of_offsets()
    {
        for (var line = 1; line <= 30; line++)
        {
            store.Fiscal.AddOffset("KDR", new LineId(1000 + line), FiscalMonth.Read("2026-10")!.Value, new Money(100), ReceiptSamples.At + TimeSpan.FromHours(-1));
        }

        store.Add([ReceiptSamples.Payment()]);

        var taken = store.Fiscal.Take(ReceiptSamples.At + TimeSpan.FromHours(1), 10);
        Assert.Equal(10, taken.Count);
        Assert.DoesNotContain("2026-10", taken[0].Key, StringComparison.Ordinal);
        Assert.All(taken.Skip(1), work => Assert.Contains("2026-10", work.Key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("9999-12")]
    [InlineData("0000-01")]
    [InlineData("2026-13")]
    [InlineData("2026-1")]
    public void A_month_that_no_calendar_ends_is_none(string text) => Assert.Null(FiscalMonth.Read(text));

    private Checkpoint[] Checkpoints(int shard) => [.. world.Lines.Where(line => world.Journal.Read(shard, 0).Any(entry => entry.Account == line)).Select(line =>
    {
        var state = new ArrayBufferWriter<byte>();
        new EventCodec().WriteState(state, world.Read(line));
        return new Checkpoint(CheckpointKind.Line, line.Value, world.Journal.LastSequence(shard), state.WrittenMemory.ToArray());
    })];
}
