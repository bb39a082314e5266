using System.Diagnostics;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;

namespace Kopek.Core.Vouchers;

/// <summary>
/// Who may print a batch, and what: one maker, for ever. Vouchers lie on all shards under their PINs, so that nothing else sees two makers of one batch.
/// It holds no money and no PIN.
/// </summary>
/// <param name="Maker">The attempt that prints; one that broke off is not gone on with, because nobody knows its PINs.</param>
/// <param name="Count">How many vouchers were asked for; fewer are there while it prints, and where it broke off.</param>
public sealed record VoucherBatch(AccountKey Key, string Name, OrderId Maker, string Operator, int Count, Money Value, Moment ExpiresAt) : Account(Key)
{
    /// <summary>Nothing more of it is printed, and its vouchers are made void one by one: whoever prints looks here after each few and before the PINs are shown.</summary>
    public bool IsVoid { get; init; }

    public override string? OwnedBy => Operator;

    public static AccountKey KeyOf(string name) => new(AccountKind.VoucherBatch, NamedKey.Of("voucher-batch:" + name));
}

public abstract record VoucherBatchCommand : AccountCommand
{
    private VoucherBatchCommand() { }

    /// <summary>
    /// Before the first voucher. A repeat of the same maker changes nothing; another maker is refused: <see cref="AccountRefusal.AlreadyUsed"/>, or
    /// <see cref="AccountRefusal.Conflict"/> where it wants something else.
    /// </summary>
    /// <param name="Maker">A new one for every attempt.</param>
    public sealed record Begin(OrderId Maker, string Name, string Operator, int Count, Money Value, Moment ExpiresAt) : VoucherBatchCommand;

    /// <summary>Before its vouchers are made void: no voucher is issued after them that nobody makes void. A repeat changes nothing.</summary>
    public sealed record MakeVoid : VoucherBatchCommand;
}

public abstract record VoucherBatchEvent : AccountEvent
{
    private VoucherBatchEvent() { }

    public sealed record Begun(OrderId Maker, string Name, string Operator, int Count, Money Value, Moment ExpiresAt) : VoucherBatchEvent;

    public sealed record MadeVoid : VoucherBatchEvent;
}

internal static class VoucherBatchState
{
    public static VoucherBatch Apply(VoucherBatch? batch, AccountKey key, VoucherBatchEvent happened) => happened switch
    {
        VoucherBatchEvent.Begun e => new VoucherBatch(key, e.Name, e.Maker, e.Operator, e.Count, e.Value, e.ExpiresAt),
        VoucherBatchEvent.MadeVoid => batch! with { IsVoid = true },
        _ => throw new UnreachableException(),
    };
}

internal static class VoucherBatchRules
{
    public static AccountAnswer Decide(AccountDecision d, VoucherBatchCommand command) => command switch
    {
        VoucherBatchCommand.Begin c => Begin(d, (VoucherBatch?)d.Account, c),
        VoucherBatchCommand.MakeVoid => MakeVoid(d, (VoucherBatch?)d.Account),
        _ => throw new UnreachableException($"{command.GetType().Name} has no rule."),
    };

    private static AccountAnswer Begin(AccountDecision d, VoucherBatch? batch, VoucherBatchCommand.Begin c)
    {
        if (batch is null)
        {
            d.Emit(new VoucherBatchEvent.Begun(c.Maker, c.Name, c.Operator, c.Count, c.Value, c.ExpiresAt));
            return d.Done();
        }

        return (batch.Name, batch.Operator, batch.Count, batch.Value, batch.ExpiresAt) != (c.Name, c.Operator, c.Count, c.Value, c.ExpiresAt) ? d.Refused(AccountRefusal.Conflict)
            : batch.Maker != c.Maker ? d.Refused(AccountRefusal.AlreadyUsed)
            : d.Done();
    }

    private static AccountAnswer MakeVoid(AccountDecision d, VoucherBatch? batch)
    {
        if (batch is null)
        {
            return d.Refused(AccountRefusal.Unknown);
        }

        if (!batch.IsVoid)
        {
            d.Emit(new VoucherBatchEvent.MadeVoid());
        }

        return d.Done();
    }
}
