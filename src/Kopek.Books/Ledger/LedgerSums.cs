using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;

namespace Kopek.Books.Ledger;

/// <summary>The totals of one account of one operator: what was posted to either side since the beginning.</summary>
public readonly record struct LedgerTotal(string Operator, LedgerAccount Account, Money Debit, Money Credit);

/// <summary>Sums the postings of one pass over the journal, and adds them to the ledger's totals.</summary>
internal sealed class LedgerSums
{
    private readonly Dictionary<(string Operator, LedgerAccount Account), (Money Debit, Money Credit)> sums = [];

    /// <summary>Posts an event and answers what it changed of the line's balance.</summary>
    public Money Post(string operatorCode, LineEvent happened)
    {
        // The two most frequent answers move no money: nothing is allocated for them.
        if (happened is LineEvent.CreditAnswered or LineEvent.UsageCharged { Charged.IsZero: true, UncoveredValue.IsZero: true })
        {
            return Money.Zero;
        }

        var change = Money.Zero;
        foreach (var (debit, credit, amount) in Postings.Of(happened))
        {
            Add(operatorCode, debit, amount, Money.Zero);
            Add(operatorCode, credit, Money.Zero, amount);
            change += (credit == LedgerAccount.AdvancesHeld ? amount : Money.Zero) - (debit == LedgerAccount.AdvancesHeld ? amount : Money.Zero);
        }

        return change;
    }

    /// <summary>Posts what happened to a small account; most of it moves no money.</summary>
    public void Post(AccountEvent happened)
    {
        foreach (var (debit, credit, amount) in AccountPostings.Of(happened))
        {
            Add(happened.OwnedBy, debit, amount, Money.Zero);
            Add(happened.OwnedBy, credit, Money.Zero, amount);
        }
    }

    public void Write(BooksStatement upsert)
    {
        foreach (var ((operatorCode, account), (debit, credit)) in sums)
        {
            upsert.Bind(1, operatorCode).Bind(2, (long)account).Bind(3, debit.Kopeks).Bind(4, credit.Kopeks).Run();
        }

        sums.Clear();
    }

    public void Clear() => sums.Clear();

    private void Add(string operatorCode, LedgerAccount account, Money debit, Money credit)
    {
        var (oldDebit, oldCredit) = sums.GetValueOrDefault((operatorCode, account));
        sums[(operatorCode, account)] = (oldDebit + debit, oldCredit + credit);
    }
}
