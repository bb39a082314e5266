using System.Diagnostics;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;

namespace Kopek.Journal.Codec;

/// <summary>The stored forms of commands inside a placed order: <code>type u8 | version u8 | fields in the order of the command's own</code></summary>
internal static class CommandForms
{
    private const byte Version = 1;

    /// <summary>Of a top-up that buys something in the same step.</summary>
    private const byte VersionWithPack = 2;

    public static void Write(ref StoredWriter to, LineCommand command)
    {
        to.Byte((byte)TypeOf(command));
        to.Byte(command is LineCommand.TopUp { Pack: not null } or LineCommand.TopUp { RenewPlan: true } ? VersionWithPack : Version);
        switch (command)
        {
            case LineCommand.Open c: to.Text(c.Plan); to.Text(c.TimeZone); to.Money(c.OpeningBalance); to.Flag(c.Sold); break;
            case LineCommand.TopUp { Pack: null, RenewPlan: false } c: to.Money(c.Amount); to.Byte((byte)c.Source); break;
            case LineCommand.TopUp c: to.Money(c.Amount); to.Byte((byte)c.Source); to.Text(c.Pack); to.Flag(c.RenewPlan); break;
            case LineCommand.TakeBack c: to.Order(c.Source); to.Money(c.Most); break;
            case LineCommand.ChargeBack c: to.Order(c.Source); to.Money(c.Amount); break;
            case LineCommand.TransferOut c: to.Money(c.Amount); to.Money(c.Fee); to.Money(c.Most); to.Money(c.MostADay); to.Signed(c.MostTimesADay); break;
            case LineCommand.ReceiveTransfer c: to.Money(c.Amount); to.Signed(c.FrozenFor.Ticks); to.Money(c.Ceiling); break;
            case LineCommand.ReturnTransfer c: to.Money(c.Amount); to.Money(c.Fee); break;
            case LineCommand.BuyPack c: to.Text(c.Pack); break;
            case LineCommand.ChangePlan c: to.Text(c.Plan); to.Flag(c.AtPeriodEnd); break;
            case LineCommand.TakePromisedPayment c: to.Money(c.Amount); break;
            case LineCommand.Activate: break;
            case LineCommand.SetBar c: to.Byte((byte)c.Reason); break;
            case LineCommand.SetRoamingCap c: RoamingForms.Write(ref to, c.Cap); break;
            case LineCommand.SetAutoPackStop c: to.Flag(c.IsOn); break;
            case LineCommand.Close: break;
            default: throw new UnreachableException($"{command.GetType().Name} has no stored form.");
        }
    }

    public static LineCommand Read(ref StoredReader from)
    {
        var type = from.Byte();
        var version = from.Byte();
        return ((CommandType)type, version) switch
        {
            (CommandType.Open, 1) => new LineCommand.Open(from.Text(), from.Text(), from.Money(), from.Flag()),
            (CommandType.TopUp, 1) => new LineCommand.TopUp(from.Money(), (LedgerAccount)from.Byte()),
            (CommandType.TopUp, VersionWithPack) => new LineCommand.TopUp(from.Money(), (LedgerAccount)from.Byte()) { Pack = from.TextOrNull(), RenewPlan = from.Flag() },
            (CommandType.TakeBack, 1) => new LineCommand.TakeBack(from.Order(), from.Money()),
            (CommandType.ChargeBack, 1) => new LineCommand.ChargeBack(from.Order(), from.Money()),
            (CommandType.TransferOut, 1) => new LineCommand.TransferOut(from.Money(), from.Money(), from.Money(), from.Money(), from.Int()),
            (CommandType.ReceiveTransfer, 1) => new LineCommand.ReceiveTransfer(from.Money(), new TimeSpan(from.Signed()), from.Money()),
            (CommandType.ReturnTransfer, 1) => new LineCommand.ReturnTransfer(from.Money(), from.Money()),
            (CommandType.BuyPack, 1) => new LineCommand.BuyPack(from.Text()),
            (CommandType.ChangePlan, 1) => new LineCommand.ChangePlan(from.Text(), from.Flag()),
            (CommandType.TakePromisedPayment, 1) => new LineCommand.TakePromisedPayment(from.Money()),
            (CommandType.Activate, 1) => new LineCommand.Activate(),
            (CommandType.SetBar, 1) => new LineCommand.SetBar((BarReason)from.Byte()),
            (CommandType.SetRoamingCap, 1) => new LineCommand.SetRoamingCap(RoamingForms.ReadCap(ref from)),
            (CommandType.SetAutoPackStop, 1) => new LineCommand.SetAutoPackStop(from.Flag()),
            (CommandType.Close, 1) => new LineCommand.Close(),
            _ => throw new JournalException($"Command type {type} version {version} is unknown: the journal was written by a newer Kopek.", outcomeUnknown: false),
        };
    }

    private static CommandType TypeOf(LineCommand command) => command switch
    {
        LineCommand.Open => CommandType.Open,
        LineCommand.TopUp => CommandType.TopUp,
        LineCommand.TakeBack => CommandType.TakeBack,
        LineCommand.ChargeBack => CommandType.ChargeBack,
        LineCommand.TransferOut => CommandType.TransferOut,
        LineCommand.ReceiveTransfer => CommandType.ReceiveTransfer,
        LineCommand.ReturnTransfer => CommandType.ReturnTransfer,
        LineCommand.BuyPack => CommandType.BuyPack,
        LineCommand.ChangePlan => CommandType.ChangePlan,
        LineCommand.TakePromisedPayment => CommandType.TakePromisedPayment,
        LineCommand.Activate => CommandType.Activate,
        LineCommand.SetBar => CommandType.SetBar,
        LineCommand.SetRoamingCap => CommandType.SetRoamingCap,
        LineCommand.SetAutoPackStop => CommandType.SetAutoPackStop,
        LineCommand.Close => CommandType.Close,
        _ => throw new UnreachableException($"{command.GetType().Name} has no stored form."),
    };
}
