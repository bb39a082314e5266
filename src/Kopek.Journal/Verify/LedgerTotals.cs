using System.Buffers.Binary;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Counter;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Partners;
using Kopek.Core.TopUps;
using Kopek.Core.Vouchers;
using Kopek.Engine.Journalling;

namespace Kopek.Journal.Verify;

/// <summary>
/// Debits less credits of each ledger account, added up from events by code that is not the rules': it reads the definitions of the events and nothing else.
/// The sum over all accounts is zero, always.
/// </summary>
internal sealed class LedgerTotals
{
    private const int BytesOfAccount = 1 + 8;
    private static readonly LedgerAccount[] accounts = Enum.GetValues<LedgerAccount>();

    private readonly long[] kopeks = new long[(int)accounts.Max() + 1];

    public IReadOnlyDictionary<LedgerAccount, Money> ByAccount => accounts.ToDictionary(account => account, account => new Money(kopeks[(int)account]));

    /// <summary>What all lines hold together; a liability, so it stands in credit.</summary>
    public Money AdvancesHeld => new(-kopeks[(int)LedgerAccount.AdvancesHeld]);

    /// <summary>What payers gave and is neither on a line nor given back; a liability.</summary>
    public Money PaymentsInTransit => new(-kopeks[(int)LedgerAccount.PaymentsInTransit]);

    /// <summary>The value of vouchers that may still be redeemed; a liability.</summary>
    public Money VouchersOutstanding => new(-kopeks[(int)LedgerAccount.VouchersOutstanding]);

    public void Add(in JournalEntry entry)
    {
        switch (entry.Event)
        {
            case LineEvent happened: Add(happened); break;
            case AccountEntry happened: Add(happened.Event); break;
            default: break;
        }
    }

    public void Add(LineEvent happened)
    {
        switch (happened)
        {
            case LineEvent.MoneyAdded e: Move(e.Source, LedgerAccount.AdvancesHeld, e.Amount); break;
            case LineEvent.FeeCharged { Kind: FeeKind.Pack or FeeKind.AutoPack } e: Move(LedgerAccount.AdvancesHeld, LedgerAccount.RevenuePacks, e.Amount); break;
            case LineEvent.FeeCharged e: Move(LedgerAccount.AdvancesHeld, LedgerAccount.RevenueFees, e.Amount); break;
            case LineEvent.LotsTaken e:
                Move(LedgerAccount.AdvancesHeld, e.Target, new Money(e.Parts.Sum(part => part.Amount.Kopeks)) + e.Debt - e.Fee);
                Move(LedgerAccount.AdvancesHeld, LedgerAccount.RevenueFees, e.Fee);
                break;
            case LineEvent.DirectDebited e: Move(LedgerAccount.AdvancesHeld, LedgerAccount.RevenueData, e.Amount); break;
            case LineEvent.PromisedPaymentOverdue e: Move(LedgerAccount.AdvancesHeld, LedgerAccount.PromisedReceivable, e.TakenBack); break;
            case LineEvent.PromisedPaymentRepaid e:
                Move(LedgerAccount.AdvancesHeld, LedgerAccount.PromisedReceivable, e.Amount);
                Move(LedgerAccount.AdvancesHeld, LedgerAccount.RevenueFees, e.Fee);
                break;
            case LineEvent.UsageCharged e:
                Move(LedgerAccount.AdvancesHeld, LedgerAccount.RevenueData, e.Charged);
                Move(LedgerAccount.UncoveredUse, LedgerAccount.RevenueData, e.UncoveredValue);
                break;
        }
    }

    public void Add(AccountEvent happened)
    {
        switch (happened)
        {
            case TopUpOrderEvent.PaymentTaken { AtProvider: true } e: Move(LedgerAccount.ProviderClearing, LedgerAccount.PaymentsInTransit, e.Amount); break;
            case TopUpOrderEvent.RefundDone { AtProvider: true } e: Move(LedgerAccount.PaymentsInTransit, LedgerAccount.ProviderClearing, e.Amount); break;
            case TopUpOrderEvent.ChargebackSeen e: Move(LedgerAccount.ChargebacksReceivable, LedgerAccount.ProviderClearing, e.Amount); break;
            case PartnerFloatEvent.Deposited e: Move(LedgerAccount.PartnerPayments, LedgerAccount.PartnerFloats, e.Amount); break;
            case PartnerFloatEvent.Taken e:
                Move(LedgerAccount.PartnerFloats, LedgerAccount.PaymentsInTransit, e.Amount);
                Move(LedgerAccount.PartnerCommissions, LedgerAccount.PartnerFloats, e.Commission);
                break;
            case PartnerFloatEvent.GivenBack e:
                Move(LedgerAccount.PaymentsInTransit, LedgerAccount.PartnerFloats, e.Amount);
                Move(LedgerAccount.PartnerFloats, LedgerAccount.PartnerCommissions, e.Commission);
                break;
            case TillEvent.Opened e: Move(LedgerAccount.TillCash, LedgerAccount.CashDifferences, e.Difference); break;
            case TillEvent.Closed e: Move(LedgerAccount.TillCash, LedgerAccount.CashDifferences, e.Difference); break;
            case TillEvent.CashMoved e: Move(LedgerAccount.TillCash, LedgerAccount.CashInSafe, e.Amount); break;
            case TillEvent.Taken e: Move(e.ByCard ? LedgerAccount.CardTerminals : LedgerAccount.TillCash, LedgerAccount.PaymentsInTransit, e.Amount); break;
            case TillEvent.GivenBack e: Move(LedgerAccount.PaymentsInTransit, e.ByCard ? LedgerAccount.CardTerminals : LedgerAccount.TillCash, e.Amount); break;
            case VoucherEvent.Issued e: Move(LedgerAccount.VoucherSales, LedgerAccount.VouchersOutstanding, e.Value); break;
            case VoucherEvent.MadeVoid e: Move(LedgerAccount.VouchersOutstanding, LedgerAccount.VoucherSales, e.Value); break;
            case VoucherEvent.Taken e: Move(LedgerAccount.VouchersOutstanding, LedgerAccount.PaymentsInTransit, e.Value); break;
            case VoucherEvent.GivenBack e: Move(LedgerAccount.PaymentsInTransit, LedgerAccount.VouchersOutstanding, e.Value); break;
        }
    }

    public void Add(LedgerTotals other)
    {
        for (var i = 0; i < kopeks.Length; i++)
        {
            kopeks[i] += other.kopeks[i];
        }
    }

    /// <summary>For the anchor: account u8 and kopeks i64 little-endian, one after the other.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[accounts.Length * BytesOfAccount];
        for (var i = 0; i < accounts.Length; i++)
        {
            bytes[i * BytesOfAccount] = (byte)accounts[i];
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * BytesOfAccount + 1), kopeks[(int)accounts[i]]);
        }

        return bytes;
    }

    public static LedgerTotals FromBytes(ReadOnlySpan<byte> bytes)
    {
        var totals = new LedgerTotals();
        for (; bytes.Length >= BytesOfAccount; bytes = bytes[BytesOfAccount..])
        {
            if (bytes[0] < totals.kopeks.Length)
            {
                totals.kopeks[bytes[0]] = BinaryPrimitives.ReadInt64LittleEndian(bytes[1..]);
            }
        }

        return totals;
    }

    private void Move(LedgerAccount debit, LedgerAccount credit, Money amount)
    {
        kopeks[(int)debit] += amount.Kopeks;
        kopeks[(int)credit] -= amount.Kopeks;
    }
}
