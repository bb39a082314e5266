using System.Buffers;
using System.Diagnostics;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Journalling;

namespace Kopek.Journal.Codec;

/// <summary>
/// The stored form of events and of lines' states. Each entry is whole in itself; forms are pinned by snapshots and never change: a new form is a new
/// version of that entry, and the old one is still read.
/// <code>
/// entry    type u8 (EntryType) | version u8 | account signed (0: an order's) | at, moment against 1970 | fields (the type's own Form)
/// account  version u8 | kind u8 | id, key | at rest from, moment against 1970 | JSON (AccountForm) without the key
/// </code>
/// Numbers, moments and texts are stored as <see cref="StoredWriter"/> says. Stateless: one object serves all shards and threads.
/// </summary>
public sealed class EventCodec : IEventCodec
{
    private const byte Version = 1;

    /// <summary>Of answers and states: grants say since then which packs they hold.</summary>
    private const byte VersionWithPacks = 2;

    /// <summary>Of states: what was passed on today.</summary>
    private const byte VersionWithTransfers = 3;

    /// <summary>Of states: the cap on roaming and what counts for it.</summary>
    private const byte VersionWithRoaming = 4;

    /// <summary>Of states: the holder's stop of auto-packs.</summary>
    private const byte VersionWithAutoPackStop = 5;

    /// <summary>
    /// Of accounts' states: a head that says whose it is and from when on it is at rest. Whoever lets fewer accounts rest, or adds a member, begins a new
    /// version, so that what older ones wrote is looked at again, and an older Kopek refuses what it cannot read. Version 1 is the JSON alone, which begins with its brace.
    /// </summary>
    private const byte VersionWithHead = 2;

    /// <summary>Of one-time debits that were made abroad; those of home stay in version 1.</summary>
    private const byte VersionWithCountry = 2;

    public void Write(IBufferWriter<byte> to, LineId line, Moment at, LineEvent happened)
    {
        var writer = new StoredWriter(to);
        switch (happened)
        {
            case LineEvent.UsageCharged e: Begin(ref writer, EntryType.UsageCharged, line, at); UsageForm.Write(ref writer, at, e); break;
            case LineEvent.CreditAnswered e: Begin(ref writer, EntryType.CreditAnswered, line, at, VersionWithPacks); AnswerForm.Write(ref writer, at, e); break;
            case LineEvent.ReservationSet e: Begin(ref writer, EntryType.ReservationSet, line, at); ReservationForm.Write(ref writer, e); break;
            case LineEvent.SessionExpired e: Begin(ref writer, EntryType.SessionExpired, line, at); writer.Key(e.Session); break;
            case LineEvent.DirectDebited e: Begin(ref writer, EntryType.DirectDebited, line, at, e.Country == 0 ? Version : VersionWithCountry); MoneyForms.Write(ref writer, e); break;
            case LineEvent.MoneyAdded e: Begin(ref writer, EntryType.MoneyAdded, line, at); MoneyForms.Write(ref writer, at, e); break;
            case LineEvent.FeeCharged e: Begin(ref writer, EntryType.FeeCharged, line, at); MoneyForms.Write(ref writer, e); break;
            case LineEvent.PromisedPaymentTaken e: Begin(ref writer, EntryType.PromisedPaymentTaken, line, at); MoneyForms.Write(ref writer, at, e); break;
            case LineEvent.PromisedPaymentRepaid e: Begin(ref writer, EntryType.PromisedPaymentRepaid, line, at); MoneyForms.Write(ref writer, e); break;
            case LineEvent.PromisedPaymentOverdue e: Begin(ref writer, EntryType.PromisedPaymentOverdue, line, at); writer.Money(e.TakenBack); break;
            case LineEvent.LotsTaken e: Begin(ref writer, EntryType.LotsTaken, line, at); MoneyForms.Write(ref writer, at, e); break;
            case LineEvent.BucketGranted e: Begin(ref writer, EntryType.BucketGranted, line, at); BucketForms.Write(ref writer, at, e); break;
            case LineEvent.BucketExpired e: Begin(ref writer, EntryType.BucketExpired, line, at); BucketForms.Write(ref writer, e); break;
            case LineEvent.Opened e: Begin(ref writer, EntryType.Opened, line, at); LifeForms.Write(ref writer, e); break;
            case LineEvent.Activated: Begin(ref writer, EntryType.Activated, line, at); break;
            case LineEvent.PeriodSet e: Begin(ref writer, EntryType.PeriodSet, line, at); LifeForms.Write(ref writer, at, e); break;
            case LineEvent.ArrearsSet e: Begin(ref writer, EntryType.ArrearsSet, line, at); LifeForms.Write(ref writer, e); break;
            case LineEvent.PlanChanged e: Begin(ref writer, EntryType.PlanChanged, line, at); LifeForms.Write(ref writer, e); break;
            case LineEvent.PlanChangeScheduled e: Begin(ref writer, EntryType.PlanChangeScheduled, line, at); LifeForms.Write(ref writer, e); break;
            case LineEvent.BarSet e: Begin(ref writer, EntryType.BarSet, line, at); LifeForms.Write(ref writer, e); break;
            case LineEvent.LifeChanged e: Begin(ref writer, EntryType.LifeChanged, line, at); LifeForms.Write(ref writer, at, e); break;
            case LineEvent.InactivityChecked e: Begin(ref writer, EntryType.InactivityChecked, line, at); writer.Moment(e.NextDue, at); break;
            case LineEvent.RoamingCapSet e: Begin(ref writer, EntryType.RoamingCapSet, line, at); RoamingForms.Write(ref writer, at, e); break;
            case LineEvent.AutoPackStopSet e: Begin(ref writer, EntryType.AutoPackStopSet, line, at); LifeForms.Write(ref writer, e); break;
            case LineEvent.RoamingMonthBegun e: Begin(ref writer, EntryType.RoamingMonthBegun, line, at); writer.Moment(e.Ends, at); break;
            default: throw new UnreachableException($"{happened.GetType().Name} has no stored form.");
        }

        writer.Flush();
    }

    public void Write(IBufferWriter<byte> to, Moment at, OrderEvent happened)
    {
        var writer = new StoredWriter(to);
        switch (happened)
        {
            case OrderEvent.Placed e: Begin(ref writer, EntryType.Placed, default, at); OrderForms.Write(ref writer, e); break;
            case OrderEvent.PromiseKept e: Begin(ref writer, EntryType.PromiseKept, default, at); OrderForms.Write(ref writer, e); break;
            case OrderEvent.Settled e: Begin(ref writer, EntryType.Settled, default, at); OrderForms.Write(ref writer, e); break;
            case OrderEvent.Forgotten e: Begin(ref writer, EntryType.Forgotten, default, at); writer.Order(e.Order); break;
            default: throw new UnreachableException($"{happened.GetType().Name} has no stored form.");
        }

        writer.Flush();
    }

    public void Write(IBufferWriter<byte> to, AccountKey account, Moment at, AccountEvent happened)
    {
        var writer = new StoredWriter(to);
        Begin(ref writer, EntryType.Account, default, at);
        writer.Byte((byte)account.Kind);
        writer.Order(account.Id);
        writer.Bytes(AccountForm.Write(happened));
        writer.Flush();
    }

    public (LineId Line, Moment At, object Event) Read(ref ReadOnlySpan<byte> from)
    {
        var reader = new StoredReader(from);
        var type = reader.Byte();
        var version = reader.Byte();
        var line = new LineId(reader.Signed());
        var at = reader.Moment(new Moment(0));
        var happened = Read(ref reader, type, version, at);
        from = reader.Rest;
        return (line, at, happened);
    }

    public void WriteState(IBufferWriter<byte> to, Line line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var writer = new StoredWriter(to);
        writer.Byte(VersionWithAutoPackStop);
        LineForm.Write(ref writer, line);
        writer.Flush();
    }

    public Line ReadState(LineId id, ReadOnlySpan<byte> from)
    {
        var reader = new StoredReader(from);
        var version = reader.Byte();
        var line = version switch
        {
            1 or VersionWithPacks or VersionWithTransfers or VersionWithRoaming or VersionWithAutoPackStop => LineForm.Read(ref reader, id, version),
            _ => throw new JournalException($"The state of line {id} has version {version}, which is unknown: it was written by a newer Kopek.", outcomeUnknown: false),
        };
        return reader.Rest.IsEmpty
            ? line
            : throw new JournalException($"The state of line {id} has {reader.Rest.Length} bytes too many.", outcomeUnknown: false);
    }

    public void WriteState(IBufferWriter<byte> to, Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var writer = new StoredWriter(to);
        writer.Byte(VersionWithHead);
        writer.Byte((byte)account.Key.Kind);
        writer.Order(account.Key.Id);
        writer.Moment(AccountRest.From(account), new Moment(0));
        writer.Flush();
        to.Write(AccountForm.Write(account));
    }

    public Account ReadAccount(ReadOnlySpan<byte> from) =>
        HasHead(from) ? AccountForm.ReadState(ReadHead(from, out var head)) with { Key = head.Key } : AccountForm.ReadState(from);

    public (AccountKey Key, Moment RestsFrom) ReadAccountHead(ReadOnlySpan<byte> from)
    {
        if (HasHead(from))
        {
            ReadHead(from, out var head);
            return head;
        }

        var account = AccountForm.ReadState(from);
        return (account.Key, AccountRest.From(account));
    }

    public string? ReadVoucherBatch(ReadOnlySpan<byte> from) => AccountForm.ReadVoucherBatch(HasHead(from) ? ReadHead(from, out _) : from);

    private static bool HasHead(ReadOnlySpan<byte> account) => account is not [(byte)'{', ..];

    private static ReadOnlySpan<byte> ReadHead(ReadOnlySpan<byte> from, out (AccountKey Key, Moment RestsFrom) head)
    {
        var reader = new StoredReader(from);
        var version = reader.Byte();
        if (version != VersionWithHead)
        {
            throw new JournalException($"The state of an account has version {version}, which is unknown: it is damaged or was written by a newer Kopek.", outcomeUnknown: false);
        }

        var kind = (AccountKind)reader.Byte();
        if (!Enum.IsDefined(kind))
        {
            throw new JournalException($"The state of an account is of kind {(byte)kind}, which is unknown: it is damaged or was written by a newer Kopek.", outcomeUnknown: false);
        }

        head = (new AccountKey(kind, reader.Order()), reader.Moment(new Moment(0)));
        return reader.Rest;
    }

    private static void Begin(ref StoredWriter to, EntryType type, LineId account, Moment at, byte version = Version)
    {
        to.Byte((byte)type);
        to.Byte(version);
        to.Signed(account.Value);
        to.Moment(at, new Moment(0));
    }

    private static object Read(ref StoredReader from, byte type, byte version, Moment at) => ((EntryType)type, version) switch
    {
        (EntryType.UsageCharged, 1) => UsageForm.ReadVersion1(ref from, at),
        (EntryType.CreditAnswered, 1 or VersionWithPacks) => AnswerForm.Read(ref from, at, version),
        (EntryType.ReservationSet, 1) => ReservationForm.ReadVersion1(ref from),
        (EntryType.SessionExpired, 1) => new LineEvent.SessionExpired(from.Key()),
        (EntryType.DirectDebited, 1) => MoneyForms.ReadDirectDebited1(ref from),
        (EntryType.DirectDebited, VersionWithCountry) => MoneyForms.ReadDirectDebited2(ref from),
        (EntryType.MoneyAdded, 1) => MoneyForms.ReadMoneyAdded1(ref from, at),
        (EntryType.FeeCharged, 1) => MoneyForms.ReadFeeCharged1(ref from),
        (EntryType.PromisedPaymentTaken, 1) => MoneyForms.ReadPromisedPaymentTaken1(ref from, at),
        (EntryType.PromisedPaymentRepaid, 1) => MoneyForms.ReadPromisedPaymentRepaid1(ref from),
        (EntryType.PromisedPaymentOverdue, 1) => new LineEvent.PromisedPaymentOverdue(from.Money()),
        (EntryType.LotsTaken, 1) => MoneyForms.ReadLotsTaken1(ref from, at),
        (EntryType.BucketGranted, 1) => BucketForms.ReadBucketGranted1(ref from, at),
        (EntryType.BucketExpired, 1) => BucketForms.ReadBucketExpired1(ref from),
        (EntryType.Opened, 1) => LifeForms.ReadOpened1(ref from),
        (EntryType.Activated, 1) => new LineEvent.Activated(),
        (EntryType.PeriodSet, 1) => LifeForms.ReadPeriodSet1(ref from, at),
        (EntryType.ArrearsSet, 1) => LifeForms.ReadArrearsSet1(ref from),
        (EntryType.PlanChanged, 1) => LifeForms.ReadPlanChanged1(ref from),
        (EntryType.PlanChangeScheduled, 1) => LifeForms.ReadPlanChangeScheduled1(ref from),
        (EntryType.BarSet, 1) => LifeForms.ReadBarSet1(ref from),
        (EntryType.LifeChanged, 1) => LifeForms.ReadLifeChanged1(ref from, at),
        (EntryType.InactivityChecked, 1) => new LineEvent.InactivityChecked(from.Moment(at)),
        (EntryType.RoamingCapSet, 1) => RoamingForms.ReadCapSet1(ref from, at),
        (EntryType.AutoPackStopSet, 1) => LifeForms.ReadAutoPackStopSet1(ref from),
        (EntryType.RoamingMonthBegun, 1) => new LineEvent.RoamingMonthBegun(from.Moment(at)),
        (EntryType.Placed, 1) => OrderForms.ReadPlaced1(ref from),
        (EntryType.PromiseKept, 1) => OrderForms.ReadPromiseKept1(ref from),
        (EntryType.Settled, 1) => OrderForms.ReadSettled1(ref from),
        (EntryType.Forgotten, 1) => new OrderEvent.Forgotten(from.Order()),
        (EntryType.Account, 1) => new AccountEntry(new AccountKey((AccountKind)from.Byte(), from.Order()), AccountForm.ReadEvent(from.Bytes())),
        _ => throw new JournalException($"Event type {type} version {version} is unknown: the journal was written by a newer Kopek.", outcomeUnknown: false),
    };
}
