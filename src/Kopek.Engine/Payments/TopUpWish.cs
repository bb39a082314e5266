using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Engine.Lines;

namespace Kopek.Engine.Payments;

/// <summary>Somebody's wish to pay in, before it is an order.</summary>
/// <param name="Caller">Who asks, opaque: keys of different callers never meet.</param>
/// <param name="Key">The caller's own id of this wish.</param>
/// <param name="Content">What is asked for in a form that equal wishes share; the same key with another content is refused.</param>
/// <param name="Payer">Who pays, opaque; empty where nobody says. A number that this payer never paid for is new to him.</param>
public sealed record TopUpWish(string Caller, string Key, string Content, string Payer, LineId Line, Money Amount, PaymentWay Way, string Source)
{
    /// <summary>Of a float, till or voucher.</summary>
    public AccountKey SourceAccount { get; init; }

    /// <summary>Of a transfer.</summary>
    public LineId SourceLine { get; init; }
    public string Clerk { get; init; } = "";

    /// <summary>The provider's id of a bound method, to be charged without the payer.</summary>
    public string? Method { get; init; }

    /// <summary>What the payer's browser got from the provider; never journalled.</summary>
    public string? Token { get; init; }
    public bool SaveMethod { get; init; }
    public AccountKey Mandate { get; init; }
    public string? Pack { get; init; }
    public bool RenewPlan { get; init; }
    public bool NeedsConfirmation { get; init; }

    /// <summary>The payer typed the number twice, alike.</summary>
    public bool NumberConfirmed { get; init; }
    public OrderHold Hold { get; init; }

    public AccountKey OrderKey => new(AccountKind.TopUpOrder, Orders.OrderKey.Of(Caller, Key));
}

/// <summary>Which orders wait at first, so that the payer can still cancel: <c>OperatorTerms.Payments.HoldForNewNumber</c> long.</summary>
public enum OrderHold : byte
{
    /// <summary>Those for a number that is new to the payer: a digit may be wrong.</summary>
    NewNumbers = 0,

    /// <summary>This one in any case: the payer pressed once and was shown nothing to check.</summary>
    Always = 1,

    /// <summary>Not this one: its number was not typed but chosen, and the payer was shown what he pays.</summary>
    Never = 2,
}

/// <summary>Why a wish became no order. The stable code that people see is the name in snake case.</summary>
public enum TopUpRefusal : byte
{
    None = 0,

    /// <summary>The line or its plan refuses: see <see cref="TopUpPlacing.Outcome"/>.</summary>
    ByLine = 1,

    /// <summary>The amount is no whole multiple of the operator's step.</summary>
    NotAStep = 2,

    /// <summary>The key belongs to another wish.</summary>
    KeyReused = 3,

    /// <summary>The number is new to this payer: it must be typed a second time.</summary>
    NumberNotConfirmed = 4,
    UnknownLine = 5,
    UnknownProvider = 6,
    TransfersNotOffered = 7,

    /// <summary>Giver and receiver are one line, or belong to different operators.</summary>
    WrongRecipient = 8,
}

/// <summary>What became of a wish.</summary>
/// <param name="Order">The order, new or met again; null where it was refused before anything was taken.</param>
/// <param name="Replayed">It was placed before with the same key.</param>
public sealed record TopUpPlacing(TopUpRefusal Refused, TopUpOrder? Order, bool Replayed)
{
    /// <summary>Of <see cref="TopUpRefusal.ByLine"/>.</summary>
    public LineOutcome? Outcome { get; init; }

    /// <summary>The figure that explains it: the step, the least.</summary>
    public Money Limit { get; init; }
    public string Currency { get; init; } = "";
}

/// <summary>What a payment would do: you pay, debt repaid, bonus, you receive; and whether it helps.</summary>
public sealed record TopUpQuote(DryRunResult Line, Money Pay, Money Step, Money Least, Money Most, string Currency);
