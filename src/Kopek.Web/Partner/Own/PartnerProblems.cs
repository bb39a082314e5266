using Kopek.Books.Partners;
using Kopek.Core.Lines;
using Kopek.Web.Api.Problems;
using Kopek.Web.Partner.Access;

namespace Kopek.Web.Partner.Own;

/// <summary>Refusals that only partners meet (RFC 9457). docs/partners.md lists them, and a test compares.</summary>
public static class PartnerProblems
{
    public static readonly ProblemKind KeyMissing = new("partner_key_missing", 401, "The partner's key is missing");
    public static readonly ProblemKind KeyWrong = new("partner_key_wrong", 401, "The partner's key is not valid");
    public static readonly ProblemKind AddressNotAllowed = new("address_not_allowed", 403, "This address is not on the partner's list");
    public static readonly ProblemKind Suspended = new("partner_suspended", 403, "The partner may not sell now");
    public static readonly ProblemKind TooManyRequests = new("too_many_requests", 429, "The partner asks too often");
    public static readonly ProblemKind UnknownTransaction = new("unknown_transaction", 404, "There is no such transaction");
    public static readonly ProblemKind NotSold = new("not_sold", 422, "The partner may not sell this");
    public static readonly ProblemKind OutOfFunds = new("out_of_funds", 422, "The float does not cover it");
    public static readonly ProblemKind Cancelled = new("cancelled", 409, "It never came to be carried out");

    public static IReadOnlyList<ProblemKind> All { get; } = [KeyMissing, KeyWrong, AddressNotAllowed, Suspended, TooManyRequests, UnknownTransaction, NotSold, OutOfFunds, Cancelled];

    internal static Problem Of(AccessRefusal refusal) => refusal switch
    {
        AccessRefusal.NoKey => new Problem(KeyMissing, "Send Authorization: Basic with the key's id as name and its secret as password."),
        AccessRefusal.WrongAddress => new Problem(AddressNotAllowed, "The key works from the addresses on the partner's list only. Tell the operator of a new one."),
        AccessRefusal.TooMany => new Problem(TooManyRequests, "Wait a moment. X-RateLimit-Limit says how many requests a second there may be.") { RetryAfterSeconds = 1 },
        _ => new Problem(KeyWrong, "The key is unknown, has ended, or its secret is another. Ask the operator for a new key."),
    };

    /// <summary>Null where the transaction was not refused.</summary>
    internal static Problem? Of(Sale sale)
    {
        var stored = sale.Stored;
        var number = stored.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (TransactionStatuses.ClassOf(sale.Status) is not (3 or 4 or 9))
        {
            return null;
        }

        return sale.Refused switch
        {
            "out_of_funds" => new Problem(OutOfFunds, $"The float lacks {Problem.Rubles(sale.Limit, stored.Currency)}. Pay in and send it again with a new key; nothing has moved.")
            {
                Order = number,
                Currency = stored.Currency,
                Amounts = [("missing", sale.Limit)],
            },
            "suspended" => new Problem(Suspended, "The operator has suspended the account; nothing has moved.") { Order = number },
            { } word when RuleOf(word) is { } rule => Detailed(rule, sale) with { Order = number },
            _ => new Problem(Cancelled, "Nothing has moved. Send it again with a new key if it is still wanted.") { Order = number },
        };
    }

    private static Problem Detailed(RefusalCode rule, Sale sale)
    {
        var figure = rule is RefusalCode.AmountBelowMinimum ? "minimum" : rule is RefusalCode.AmountAboveMaximum or RefusalCode.BalanceLimitExceeded ? "maximum" : "missing";
        var detail = rule switch
        {
            RefusalCode.LineClosed => "The contract of this number has ended.",
            RefusalCode.LineBarred => "The number is barred, and money does not lift the bar: its holder is to ask the operator.",
            RefusalCode.AmountBelowMinimum => $"This number's plan takes {Problem.Rubles(sale.Limit, sale.Stored.Currency)} or more at one time.",
            RefusalCode.AmountAboveMaximum => $"This number's plan takes {Problem.Rubles(sale.Limit, sale.Stored.Currency)} at most at one time.",
            RefusalCode.InsufficientFunds => $"What the number owes is paid first: {Problem.Rubles(sale.Limit, sale.Stored.Currency)} more are needed for the pack.",
            _ => "The number cannot have this now.",
        };
        var problem = new Problem(RuleProblems.Kind(rule), $"{detail} Nothing was taken, or all of it is back in the float.");
        return sale.Limit.IsZero ? problem : problem with { Currency = sale.Stored.Currency, Amounts = [(figure, sale.Limit)] };
    }

    private static RefusalCode? RuleOf(string word) => Enum.GetValues<RefusalCode>().Where(code => code != RefusalCode.None).Select(code => (RefusalCode?)code)
        .FirstOrDefault(code => Books.Statements.SnakeCase.Of(code!.Value) == word);
}
