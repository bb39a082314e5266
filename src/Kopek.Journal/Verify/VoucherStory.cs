using System.Diagnostics;
using Kopek.Core;
using Kopek.Core.Orders;
using Kopek.Core.Vouchers;

namespace Kopek.Journal.Verify;

internal enum VoucherStage : byte
{
    OnSale = 1,

    /// <summary>An order has it.</summary>
    Out = 2,

    /// <summary>An order has it, and it is void when it comes back.</summary>
    OutToBeVoid = 3,

    /// <summary>It came back and is on sale until it is made void, which the rules do in the same step.</summary>
    BackToBeVoid = 4,
    Void = 5,
}

/// <summary>One voucher, as far as its events say: a small struct, because there may be a million of them.</summary>
/// <param name="Batch">Its number among the batches that were seen; <see cref="NoBatch"/> where its issue is archived elsewhere.</param>
/// <param name="Order">32 bits of a hash of its id: another hash is certainly another order. 0 where no order has it.</param>
internal readonly record struct VoucherStory(int Batch, int Serial, Money Value, int Order, VoucherStage Stage)
{
    public const int NoBatch = -1;

    public bool IsOnSale => Stage is VoucherStage.OnSale or VoucherStage.BackToBeVoid;

    private bool IsOut => Stage is VoucherStage.Out or VoucherStage.OutToBeVoid;

    /// <summary>A voucher whose issue was not seen, after its first step that was.</summary>
    public static VoucherStory Since(VoucherEvent happened) => new VoucherStory(NoBatch, 0, ValueOf(happened) ?? Money.Zero, 0, VoucherStage.OnSale).After(happened);

    /// <summary>What the step breaks, or null.</summary>
    public string? FaultOf(VoucherEvent happened) => happened switch
    {
        VoucherEvent.Issued e => $"its key is issued again, as serial {e.Serial} of batch {e.Batch}",
        VoucherEvent.Taken when IsOut => "it is taken twice, and did not come back between",
        VoucherEvent.Taken when Stage == VoucherStage.Void => "it is void, and it is taken",
        VoucherEvent.Taken when Stage == VoucherStage.BackToBeVoid => "it came back void, and it is taken",
        VoucherEvent.GivenBack e when !IsOut || IsOfAnother(e.Order) => "it comes back from an order that does not have it",
        VoucherEvent.MadeVoid when IsOut => "it is made void while an order has it",
        VoucherEvent.MadeVoid when Stage == VoucherStage.Void => "it is made void twice",
        VoucherEvent.VoidOnReturn e when !IsOut || IsOfAnother(e.Order) => "it is to be void when it comes back, and is not out with that order",
        VoucherEvent.VoidOnReturn when Stage == VoucherStage.OutToBeVoid => "it is to be void when it comes back a second time",
        _ => ValueOf(happened) is { } moved && !Value.IsZero && moved != Value ? $"{moved} moves, and it is worth {Value}" : null,
    };

    /// <summary>Also after a step that breaks something: what follows is held against it.</summary>
    public VoucherStory After(VoucherEvent happened) => happened switch
    {
        VoucherEvent.Issued => this,
        VoucherEvent.Taken e => this with { Stage = VoucherStage.Out, Order = HashOf(e.Order) },
        VoucherEvent.GivenBack => this with { Stage = Stage == VoucherStage.OutToBeVoid ? VoucherStage.BackToBeVoid : VoucherStage.OnSale, Order = 0 },
        VoucherEvent.MadeVoid => this with { Stage = VoucherStage.Void, Order = 0 },
        VoucherEvent.VoidOnReturn e => this with { Stage = VoucherStage.OutToBeVoid, Order = HashOf(e.Order) },
        _ => throw new UnreachableException(),
    };

    private static Money? ValueOf(VoucherEvent happened) => happened switch
    {
        VoucherEvent.Taken e => e.Value,
        VoucherEvent.GivenBack e => e.Value,
        VoucherEvent.MadeVoid e => e.Value,
        _ => null,
    };

    private static int HashOf(OrderId order) => order.GetHashCode();

    private bool IsOfAnother(OrderId order) => Order != HashOf(order);
}
