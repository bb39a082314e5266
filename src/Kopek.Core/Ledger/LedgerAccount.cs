namespace Kopek.Core.Ledger;

/// <summary>The operator's ledger accounts that a line's movements are posted to (double entry; all in the operator's currency).</summary>
public enum LedgerAccount : byte
{
    /// <summary>Liability: what holders have paid in or been given and not yet spent. Equals the sum of all lots.</summary>
    AdvancesHeld = 1,

    /// <summary>Asset: paid in over the operator's own API, to be matched with the till or the bank.</summary>
    Receipts = 2,

    /// <summary>Asset: money that sample or migrated lines were opened with.</summary>
    OpeningBalances = 3,
    RevenueData = 4,
    RevenueFees = 5,
    RevenuePacks = 6,

    /// <summary>Expense: bonus money given.</summary>
    BonusGiven = 7,

    /// <summary>Asset: promised payments not yet repaid.</summary>
    PromisedReceivable = 8,

    /// <summary>Expense: use that came after the cover was gone.</summary>
    UncoveredUse = 9,
}
