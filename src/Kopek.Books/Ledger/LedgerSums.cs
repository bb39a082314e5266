using System.Runtime.InteropServices;
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
        var (first, second) = Postings.Both(happened);
        return Post(operatorCode, first) + Post(operatorCode, second);
    }

    /// <summary>Posts what happened to a small account; most of it moves no money.</summary>
    public void Post(AccountEvent happened)
    {
        foreach (var posting in AccountPostings.Of(happened))
        {
            Post(happened.OwnedBy, posting);
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

    /// <summary>Answers what it changed of the balance.</summary>
    private Money Post(string operatorCode, in Posting posting)
    {
        var (debit, credit, amount) = posting;
        if (amount.IsZero)
        {
            return Money.Zero;
        }

        SumOf(operatorCode, debit).Debit += amount;
        SumOf(operatorCode, credit).Credit += amount;
        return (credit == LedgerAccount.AdvancesHeld ? amount : Money.Zero) - (debit == LedgerAccount.AdvancesHeld ? amount : Money.Zero);
    }

    private ref (Money Debit, Money Credit) SumOf(string operatorCode, LedgerAccount account) =>
        ref CollectionsMarshal.GetValueRefOrAddDefault(sums, (operatorCode, account), out _);
}
