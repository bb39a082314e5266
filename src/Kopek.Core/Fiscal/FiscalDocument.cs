using NodaTime;

namespace Kopek.Core.Fiscal;

/// <summary>The form of a fiscal document, by the code that it has in the register's archive.</summary>
public enum FiscalForm : byte
{
    Receipt = 3,
    Correction = 31,
}

/// <summary>Tag 1054: who gives money to whom.</summary>
public enum SettlementType : byte
{
    Income = 1,
    IncomeReturn = 2,
    Expense = 3,
    ExpenseReturn = 4,
}

/// <summary>Tag 1214: how the money stands to the service. Only what a prepaid line needs.</summary>
public enum SettlementMethod : byte
{
    Advance = 3,
    FullSettlement = 4,
}

/// <summary>Tag 1212: what the money is for.</summary>
public enum SettlementSubject : byte
{
    Service = 4,
    Payment = 10,
}

/// <summary>Tag 1059, of quantity one. <paramref name="Tax"/> is what <paramref name="Sum"/> holds, rounded once.</summary>
/// <param name="Name">Tag 1030, in Russian: at most 128 characters.</param>
public sealed record FiscalItem(string Name, Money Sum, VatCode Code, Money Tax, SettlementMethod Method, SettlementSubject Subject)
{
    public static FiscalItem Of(string name, Money sum, VatCode code, SettlementMethod method, SettlementSubject subject) =>
        new(name, sum, code, Vat.Within(sum, code), method, subject);
}

/// <summary>What a correction corrects.</summary>
/// <param name="Day">Tag 1178: the day of the settlement that was wrong.</param>
/// <param name="Sign">Tag 1192: the fiscal sign of the wrong document; null where it never had one.</param>
public sealed record FiscalCorrection(LocalDate Day, string? Sign);

/// <summary>
/// A cash register's document in fiscal format 1.2 (FFD 1.2), as it is sent to be registered: whole kopeks, nothing of who paid. The sum of the items is
/// what was paid in cash, without cash and by offset together.
/// </summary>
/// <param name="Cash">Tag 1031.</param>
/// <param name="NonCash">Tag 1081.</param>
/// <param name="Prepaid">Tag 1215: paid by an advance of before.</param>
public sealed record FiscalDocument(FiscalForm Form, SettlementType Type, IReadOnlyList<FiscalItem> Items, Money Cash, Money NonCash, Money Prepaid, FiscalCorrection? Correction)
{
    /// <summary>Tag 1020.</summary>
    public Money Total => Items.Aggregate(Money.Zero, static (sum, item) => sum + item.Sum);

    /// <summary>The taxes by code: sums of what each item holds.</summary>
    public IReadOnlyList<(VatCode Code, Money Tax)> Taxes =>
        [.. Items.GroupBy(item => item.Code).OrderBy(group => group.Key).Select(group => (group.Key, group.Aggregate(Money.Zero, static (sum, item) => sum + item.Tax)))];
}
