using System.Diagnostics;
using Kopek.Core.Accounts;
using Kopek.Engine.Payments;
using Kopek.Web.Api.Problems;

namespace Kopek.Web.Api.TopUpOrders;

/// <summary>Why a wish became no order, or an order would not do what it was asked. Nothing was taken then.</summary>
internal static class TopUpOrderProblems
{
    private const string Nothing = "Nothing was taken.";

    public static Problem Of(TopUpPlacing placing, string currency)
    {
        var limit = Problem.Rubles(placing.Limit, currency);
        return placing.Refused switch
        {
            TopUpRefusal.ByLine => RuleProblems.Of(placing.Outcome!, currency, null),
            TopUpRefusal.NotAStep => new Problem(ProblemKinds.AmountNotAStep, $"This operator takes whole multiples of {limit}. {Nothing}") { Currency = currency, Amounts = [("step", placing.Limit)] },
            TopUpRefusal.KeyReused => new Problem(ProblemKinds.IdempotencyKeyReused, "The key belongs to a request with another content, and nothing was done now. Take a new key for a new change."),
            TopUpRefusal.NumberNotConfirmed => new Problem(ProblemKinds.NumberNotConfirmed,
                $"This payer never paid for this number: let it be typed a second time and send it as confirmMsisdn, with the same key. {Nothing}") { Member = "confirmMsisdn" },
            TopUpRefusal.UnknownLine => ApiParts.UnknownLine(),
            TopUpRefusal.UnknownProvider => new Problem(ProblemKinds.UnknownProvider, $"This server has no such payment provider. {Nothing}") { Member = "provider" },
            TopUpRefusal.TransfersNotOffered => new Problem(ProblemKinds.TransferNotOffered, $"Money cannot be passed on from this number. {Nothing}") { Member = "fromMsisdn" },
            TopUpRefusal.WrongRecipient => new Problem(ProblemKinds.TransferNotOffered, $"Money goes only to another line of the same operator. {Nothing}") { Member = "msisdn" },
            _ => throw new UnreachableException($"{placing.Refused} has no text."),
        };
    }

    public static Problem Of(AccountAnswer refused, string currency) => refused.Refused switch
    {
        AccountRefusal.Unknown => new Problem(ProblemKinds.UnknownOrder, "Orders have 32 hexadecimal digits."),
        AccountRefusal.WrongState => new Problem(ProblemKinds.OrderNotInState, "GET the order: its status says how far it is. This cannot be done with it now."),
        AccountRefusal.Conflict => new Problem(ProblemKinds.IdempotencyKeyReused, "Something else was asked of this order before."),
        AccountRefusal.AmountAboveMaximum => new Problem(ProblemKinds.RefundTooLarge, $"At most {Problem.Rubles(refused.Limit, currency)} was paid.") { Member = "amount", Currency = currency, Amounts = [("maximum", refused.Limit)] },
        _ => new Problem(ProblemKinds.OrderNotInState, $"The order refuses: {refused.Refused}."),
    };
}
