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

    /// <summary>Asset: what payment providers took for us and have not paid out.</summary>
    ProviderClearing = 10,

    /// <summary>Liability: taken from a payer, on its way to a line or back.</summary>
    PaymentsInTransit = 11,

    /// <summary>Liability: what partners have with us; in debit where they use their credit.</summary>
    PartnerFloats = 12,

    /// <summary>Asset: what partners paid us, to be matched with the bank.</summary>
    PartnerPayments = 13,

    /// <summary>Expense: what partners keep of what they sell.</summary>
    PartnerCommissions = 14,

    /// <summary>Asset: cash in the drawers of tills.</summary>
    TillCash = 15,

    /// <summary>Asset: taken by card terminals of shops.</summary>
    CardTerminals = 16,

    /// <summary>Asset: cash brought from drawers to the safe or the bank.</summary>
    CashInSafe = 17,

    /// <summary>What counts of drawers found too much (credit) or too little (debit).</summary>
    CashDifferences = 18,

    /// <summary>Liability: the value of vouchers that may still be redeemed.</summary>
    VouchersOutstanding = 19,

    /// <summary>Asset: to be had from whoever sells the vouchers.</summary>
    VoucherSales = 20,

    /// <summary>Asset: taken back by payers' banks, to be had from the lines that it was paid in for.</summary>
    ChargebacksReceivable = 21,
}
