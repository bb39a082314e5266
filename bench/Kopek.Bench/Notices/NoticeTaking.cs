using Kopek.Bench.HotPaths;
using Kopek.Bench.Journal;
using Kopek.Bench.Sessions;
using Kopek.Books.Notices;
using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Sessions;
using Kopek.Engine.Journalling;
using Kopek.Journal.Codec;

namespace Kopek.Bench.Notices;

/// <summary>A pass of the notices takes an update of a session, decoded, on a line that it has in hand. Nothing is to be told, and nothing may be allocated.</summary>
public sealed class NoticeTaking
{
    private readonly NoticePass pass;
    private readonly List<JournalEntry> command = [];
    private long sequence;

    public NoticeTaking()
    {
        var store = new NoticeStore(ScratchFolder.Make());
        var table = new WatchTable(store.Database, new EventCodec());
        var catalogue = CreditControlSession.Catalogue();
        pass = new NoticePass(store, table, () => catalogue, SampleUpdate.At, Moment.Beginning, WatchedLines.MostInHand);
        Add(new LineEvent.Opened("PAYGO", "OPR", "Europe/Moscow", ConnectionFeePaid: true));
        Add(new LineEvent.MoneyAdded(1, LotKind.TopUp, Money.FromRubles(100_000_000), SampleUpdate.At, OrderId.None, LedgerAccount.OpeningBalances));
        Add(new LineEvent.Activated());
        Add(SampleUpdate.Answer with { Type = CcRequestType.Initial, Number = 0 });
        Take();
    }

    public void Run()
    {
        Add(SampleUpdate.Usage);
        Add(SampleUpdate.Answer);
        Take();
    }

    private void Add(LineEvent happened) => command.Add(new JournalEntry(0, ++sequence, SampleUpdate.At, SampleUpdate.Line, happened));

    private void Take()
    {
        pass.Take(SampleUpdate.Line, command);
        command.Clear();
        if (pass.HasNews)
        {
            throw new InvalidOperationException("The sample tells its holder something.");
        }
    }
}
