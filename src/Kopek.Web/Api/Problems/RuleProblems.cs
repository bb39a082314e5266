using Kopek.Books.Statements;
using System.Diagnostics;
using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Web.Api.Problems;

/// <summary>The refusals of the rules in the form of the API: the code is the rule's own name.</summary>
public static class RuleProblems
{
    private static readonly Dictionary<RefusalCode, ProblemKind> Kinds =
        Enum.GetValues<RefusalCode>().Where(code => code != RefusalCode.None).ToDictionary(code => code, KindOf);

    public static IReadOnlyCollection<ProblemKind> All => Kinds.Values;

    public static ProblemKind Kind(RefusalCode code) => Kinds[code];

    /// <summary>Written from the stored outcome alone, so that a repeat reads the same.</summary>
    public static Problem Of(LineOutcome outcome, string currency, string? order)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var problem = new Problem(Kind(outcome.Refused), Detail(outcome, currency)) { Order = order };
        var figure = Figure(outcome.Refused);
        return figure is null || (outcome.Limit.IsZero && figure != "balance")
            ? problem
            : problem with { Currency = currency, Amounts = [(figure, outcome.Limit)] };
    }

    private static string? Figure(RefusalCode code) => code switch
    {
        RefusalCode.AmountBelowMinimum => "minimum",
        RefusalCode.AmountAboveMaximum or RefusalCode.BalanceLimitExceeded => "maximum",
        RefusalCode.InsufficientFunds => "missing",
        RefusalCode.TransferLimitExceeded or RefusalCode.MoneyNotTransferable or RefusalCode.RecipientCeilingExceeded => "maximum",
        RefusalCode.PromisedPaymentOpen => "owed",
        _ => null,
    };

    private static string Detail(LineOutcome outcome, string currency)
    {
        var limit = Problem.Rubles(outcome.Limit, currency);
        return outcome.Refused switch
        {
            RefusalCode.LineClosed => "The contract of this line has ended. Nothing can be paid in or bought; open a new line.",
            RefusalCode.AmountBelowMinimum => $"The least amount here is {limit}. Send that much or more.",
            RefusalCode.AmountAboveMaximum => $"The most at one time is {limit}. Send less, or several times.",
            RefusalCode.BalanceLimitExceeded => $"A line holds {limit} at most. Use some of it first.",
            RefusalCode.UnknownPlan => "The catalogue has no such plan now. GET /api/v1/plans lists them.",
            RefusalCode.UnknownPack => "There is no such pack for this line. GET the packs of the line for what is offered.",
            RefusalCode.PackOfOtherOperator => "This pack belongs to another operator. GET the packs of the line for what is offered.",
            RefusalCode.PlanOfOtherOperator => "This plan belongs to another operator. A line stays with its operator; to change it, port the number.",
            RefusalCode.InsufficientFunds when outcome.Limit.IsZero => "The balance does not cover this. Top up and send it again with a new key.",
            RefusalCode.InsufficientFunds => $"The balance lacks {limit}. Top up at least that much and send it again with a new key.",
            RefusalCode.SamePlan => "The line has this plan already. Nothing was charged.",
            RefusalCode.PromisedPaymentNotOffered => "The plan or its operator gives no promised payment. Top up instead.",
            RefusalCode.PromisedPaymentOpen => $"A promised payment of {limit} is not repaid yet. It is repaid by the next top-up.",
            RefusalCode.LineNotActive => "The line is not in use now. GET the line: its cure says what brings it back.",
            RefusalCode.LineAlreadyActive => "The line was activated before. Nothing was charged.",
            RefusalCode.LineBarred => "The line is barred. GET the line: its reason and cure say why and what lifts it.",
            RefusalCode.TooManyBuckets => "The line has as many packs as it can hold. Wait until one of them ends.",
            RefusalCode.UnknownTimeZone => "There is no such IANA time zone. Give one like Europe/Moscow, or a region.",
            RefusalCode.SessionsOpen => "The line is online now. Try again when its sessions are over.",
            RefusalCode.UnknownLine => "No line has this number. Check it, or open the line first with POST /api/v1/lines.",
            RefusalCode.MsisdnTaken => "A line has this number already. Numbers are unique; GET the line to see it.",
            RefusalCode.ImsiTaken => "A line has this IMSI already. A SIM belongs to one line.",
            RefusalCode.NothingUnspent => "Nothing of this money is unspent: it cannot be given back or moved.",
            RefusalCode.TransferLimitExceeded => $"Now {limit} may be passed on at most. Limits protect a line that was stolen.",
            RefusalCode.TransferTooOften => "Money was passed on as often today as is allowed. Try again tomorrow.",
            RefusalCode.MoneyNotTransferable => $"Only {limit} of the balance may be passed on: bonus and promised money never, received money after a day.",
            RefusalCode.RecipientCeilingExceeded => $"The receiving line may hold {limit} at most.",
            RefusalCode.IccidTaken => "A line has this ICCID already. A SIM belongs to one line.",
            _ => throw new UnreachableException($"{outcome.Refused} has no text."),
        };
    }

    private static ProblemKind KindOf(RefusalCode code)
    {
        var name = SnakeCase.Of(code);
        return new ProblemKind(name, Status(code), Title(name));
    }

    private static int Status(RefusalCode code) => code switch
    {
        RefusalCode.UnknownLine => 404,
        RefusalCode.LineClosed or RefusalCode.LineNotActive or RefusalCode.LineAlreadyActive or RefusalCode.LineBarred or RefusalCode.SamePlan => 409,
        RefusalCode.PromisedPaymentOpen or RefusalCode.SessionsOpen or RefusalCode.TooManyBuckets => 409,
        RefusalCode.NothingUnspent or RefusalCode.TransferTooOften => 409,
        RefusalCode.MsisdnTaken or RefusalCode.ImsiTaken or RefusalCode.IccidTaken => 409,
        _ => 422,
    };

    private static string Title(string name) => string.Concat(name[..1].ToUpperInvariant(), name[1..].Replace('_', ' '));
}
