using System.Diagnostics;
using System.Runtime.CompilerServices;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;

namespace Kopek.Books.Tests.Statements;

public sealed class EntryDraftTests
{
    private static readonly OrderId order = new(1, 2);

    public static TheoryData<string> Events => new(typeof(LineEvent).GetNestedTypes().Select(type => type.Name));

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_has_its_place_on_a_statement_or_none(string name)
    {
        var happened = (LineEvent)RuntimeHelpers.GetUninitializedObject(typeof(LineEvent).GetNestedType(name)!);
        var thrown = Record.Exception(() => EntryDraft.Of(happened));
        Assert.False(thrown is UnreachableException && thrown.Message.StartsWith(name + " has no place", StringComparison.Ordinal), thrown?.Message);
    }

    [Theory]
    [InlineData(LedgerAccount.PaymentsInTransit, true, EntryKind.TransferOut)]
    [InlineData(LedgerAccount.PaymentsInTransit, false, EntryKind.TakenBack)]
    [InlineData(LedgerAccount.ChargebacksReceivable, false, EntryKind.Chargeback)]
    [InlineData(LedgerAccount.BonusGiven, false, EntryKind.BonusTakenBack)]
    public void Money_that_leaves_a_line_is_one_entry_with_all_that_left(LedgerAccount target, bool isTransfer, EntryKind kind)
    {
        var taken = new LineEvent.LotsTaken([new LotPart(1, new Money(700)), new LotPart(2, new Money(300))], new Money(200), 3, new Money(50), target, order, isTransfer ? new Moment(0) : Moment.Never);
        Assert.Equal(new EntryDraft(kind, new Money(-1_200), 0, 0, order, null), EntryDraft.Of(taken));
    }

    [Fact]
    public void A_fee_that_comes_back_with_a_transfer_is_a_refund() =>
        Assert.Equal(EntryKind.Refund, EntryDraft.Of(new LineEvent.MoneyAdded(1, LotKind.TopUp, new Money(500), new Moment(0), order, LedgerAccount.RevenueFees))!.Value.Kind);

    [Fact]
    public void A_bar_for_a_chargeback_is_named() =>
        Assert.Equal("chargeback", EntryDraft.Of(new LineEvent.BarSet(BarReason.Chargeback, order))!.Value.Reference);
}
