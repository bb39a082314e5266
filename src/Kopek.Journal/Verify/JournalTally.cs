using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Journal.Verify;

/// <summary>What a verification has counted and found so far, over all shards.</summary>
internal sealed class JournalTally(int shardCount, IProgress<long>? progress, CancellationToken ended)
{
    private const long ProgressEvery = 100_000;

    private readonly List<JournalFinding> findings = [];

    public OrderAccounts Orders { get; } = new(shardCount);
    public PaymentAccounts Payments { get; } = new();
    public MandateAccounts Mandates { get; } = new();
    public VoucherAccounts Vouchers { get; } = new();
    public LedgerTotals Totals { get; } = new();

    /// <summary>Sum of the balances of all lines that were added up from their opening.</summary>
    public Money Balances { get; set; }
    public long Batches { get; set; }
    public long Entries { get; private set; }
    public long Lines { get; set; }
    public long Checkpoints { get; set; }

    /// <summary>False as soon as a shard's oldest batches are not at hand.</summary>
    public bool IsWhole { get; set; } = true;

    /// <summary>False as soon as something could not be read: sums over everything mean nothing then.</summary>
    public bool IsReadToTheEnd { get; set; } = true;

    public void CountEntry()
    {
        Entries++;
        if (Entries % ProgressEvery == 0)
        {
            ended.ThrowIfCancellationRequested();
            progress?.Report(Entries);
        }
    }

    public void Find(int shard, long sequence, LineId? line, string what)
    {
        if (findings.Count < JournalReport.MostFindings)
        {
            findings.Add(new JournalFinding(shard, sequence, line, what));
        }
    }

    /// <summary>Looks at what spans shards, when all of them are read.</summary>
    public void End()
    {
        progress?.Report(Entries);
        if (!IsWhole || !IsReadToTheEnd)
        {
            return;
        }

        foreach (var (shard, fault) in Orders.Unmatched())
        {
            Find(shard, 0, null, fault);
        }

        foreach (var fault in Payments.Unmatched(Totals.PaymentsInTransit))
        {
            Find(0, 0, null, fault);
        }

        foreach (var fault in Mandates.Unmatched().Concat(Vouchers.Unmatched(Payments.PaidByVoucher())))
        {
            Find(0, 0, null, fault);
        }

        if (Totals.AdvancesHeld != Balances)
        {
            Find(0, 0, null, $"the ledger holds {Totals.AdvancesHeld} of advances, but the lines hold {Balances}");
        }

        if (Totals.VouchersOutstanding != Vouchers.OnSale)
        {
            Find(0, 0, null, $"the ledger holds {Totals.VouchersOutstanding} of vouchers outstanding, but the vouchers on sale are worth {Vouchers.OnSale}");
        }
    }

    public JournalReport Report() =>
        new(Batches, Entries, Lines, Orders.Count, Checkpoints, IsWhole, Totals.ByAccount, findings);
}
