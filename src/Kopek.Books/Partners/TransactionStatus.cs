using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.TopUps;

namespace Kopek.Books.Partners;

/// <summary>
/// What became of a partner's transaction, in the numbers of DT One's DVS v1: the class is the number's first digit. Stored, so never changed.
/// </summary>
public enum TransactionStatus
{
    Created = 10_000,
    Confirmed = 20_000,
    Rejected = 30_000,
    RejectedInvalidCreditParty = 30_200,
    RejectedBarredCreditParty = 30_201,
    RejectedIneligibleCreditParty = 30_202,
    RejectedBarredDebitParty = 30_211,
    RejectedLimitationsOnCreditPartyAmount = 30_320,
    RejectedInsufficientBalance = 30_500,
    Cancelled = 40_000,
    Submitted = 50_000,
    Completed = 70_000,
    Reversed = 80_000,
    Declined = 90_000,
    DeclinedInvalidCreditParty = 90_200,
    DeclinedBarredCreditParty = 90_201,
    DeclinedIneligibleCreditParty = 90_202,
    DeclinedLimitationsOnCreditPartyAmount = 90_320,
}

/// <summary>Which status an order's state is. Rejected: we would not; declined: the line would not, and the money is back.</summary>
public static class TransactionStatuses
{
    private const int NumbersOfClass = 10_000;

    private static readonly Dictionary<TransactionStatus, string> names = Enum.GetValues<TransactionStatus>().ToDictionary(status => status, Written);

    public static int ClassOf(TransactionStatus status) => (int)status / NumbersOfClass;

    /// <summary>Nothing follows, save that a completed one may be reversed.</summary>
    public static bool IsFinal(TransactionStatus status) => ClassOf(status) is not (1 or 2 or 5);

    /// <summary>"REJECTED-BARRED-CREDIT-PARTY".</summary>
    public static string NameOf(TransactionStatus status) => names[status];

    /// <summary>"REJECTED" of every rejected one.</summary>
    public static string ClassNameOf(TransactionStatus status) => names[(TransactionStatus)(ClassOf(status) * NumbersOfClass)];

    public static TransactionStatus Of(TopUpOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var wasCredited = !order.CreditedAt.IsNever;
        return order.Status switch
        {
            TopUpStatus.Requested when order.Request.NeedsConfirmation && !order.Confirmed => TransactionStatus.Created,
            TopUpStatus.Requested or TopUpStatus.Paying => TransactionStatus.Confirmed,
            TopUpStatus.Paid => TransactionStatus.Submitted,
            TopUpStatus.Refunding => wasCredited ? TransactionStatus.Completed : TransactionStatus.Submitted,
            TopUpStatus.Refunded => wasCredited ? TransactionStatus.Reversed : Declined(order.LineRefused),
            TopUpStatus.Declined => Rejected(order.SourceRefused),
            TopUpStatus.Expired => TransactionStatus.Rejected,
            TopUpStatus.Cancelled => TransactionStatus.Cancelled,
            _ => TransactionStatus.Completed,
        };
    }

    /// <summary>Nothing was taken: why the line cannot have it.</summary>
    public static TransactionStatus Rejected(RefusalCode refused) => (TransactionStatus)((int)Declined(refused) - (int)TransactionStatus.Declined + (int)TransactionStatus.Rejected);

    private static string Written(TransactionStatus status) =>
        string.Concat(status.ToString().Select((character, at) => at > 0 && char.IsAsciiLetterUpper(character) ? $"-{character}" : $"{char.ToUpperInvariant(character)}"));

    private static TransactionStatus Rejected(AccountRefusal refused) => refused switch
    {
        AccountRefusal.OutOfFunds => TransactionStatus.RejectedInsufficientBalance,
        AccountRefusal.Suspended => TransactionStatus.RejectedBarredDebitParty,
        _ => TransactionStatus.Rejected,
    };

    private static TransactionStatus Declined(RefusalCode refused) => refused switch
    {
        RefusalCode.LineClosed or RefusalCode.UnknownLine => TransactionStatus.DeclinedInvalidCreditParty,
        RefusalCode.LineBarred => TransactionStatus.DeclinedBarredCreditParty,
        RefusalCode.AmountBelowMinimum or RefusalCode.AmountAboveMaximum or RefusalCode.BalanceLimitExceeded => TransactionStatus.DeclinedLimitationsOnCreditPartyAmount,
        RefusalCode.UnknownPack or RefusalCode.PackOfOtherOperator or RefusalCode.LineNotActive or RefusalCode.TooManyBuckets or RefusalCode.InsufficientFunds =>
            TransactionStatus.DeclinedIneligibleCreditParty,
        _ => TransactionStatus.Declined,
    };
}
