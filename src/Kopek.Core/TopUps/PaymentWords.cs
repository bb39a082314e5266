namespace Kopek.Core.TopUps;

public enum PaymentStatus : byte
{
    /// <summary>No answer, or one that says nothing: it may have happened or not.</summary>
    Unknown = 0,
    Succeeded = 1,
    Declined = 2,

    /// <summary>The payer is to confirm on the provider's page, or is there.</summary>
    NeedsPayer = 3,

    /// <summary>The provider works on it.</summary>
    Pending = 4,
    NotFound = 5,
}

/// <summary>Why money was not to be had. The stable code that people see is the name in snake case.</summary>
public enum DeclineReason : byte
{
    None = 0,
    Declined = 1,
    InsufficientFunds = 2,
    ExpiredMethod = 3,

    /// <summary>The payer must confirm, and was not there or did not.</summary>
    ConfirmationNeeded = 4,
    Cancelled = 5,
    Fraud = 6,

    /// <summary>The provider refused the request itself: configuration, currency, limits.</summary>
    Misconfigured = 7,
}

/// <param name="Id">The provider's. Nothing that pays without our keys to the provider.</param>
/// <param name="Label">What people recognise: "Mir •• 4417".</param>
/// <param name="ExpiresYear">0 where it does not expire.</param>
public sealed record BoundMethod(string Id, string Label, int ExpiresYear, int ExpiresMonth);
