namespace Kopek.Core.Accounts;

/// <summary>
/// The state of one small account: an order to pay in, a partner's float, a till, a voucher, a series of receipt numbers. Immutable, so that whoever asks
/// is shown the very state that was committed. Only Apply makes the next one.
/// </summary>
public abstract record Account(AccountKey Key)
{
    /// <summary>Time of its last event: an account's time never runs back.</summary>
    public Moment At { get; init; } = Moment.Beginning;

    /// <summary>The operator that it belongs to; null where it serves several.</summary>
    public abstract string? OwnedBy { get; }
}

/// <summary>What somebody may want of an account. Carries an order's id or a number where it moves something, so that asking again is the same wish.</summary>
public abstract record AccountCommand;

/// <summary>What happened to an account; every value resolved, so that replay reads no catalogue and no clock.</summary>
public abstract record AccountEvent
{
    /// <summary>Whose books its postings belong to; empty where it is no single operator's (a partner's deposit).</summary>
    public string OwnedBy { get; init; } = "";
}

/// <summary>Why an account refused. The stable code that people's programs see is the name in snake case. Numbers are stored and never reused.</summary>
public enum AccountRefusal : byte
{
    None = 0,

    /// <summary>No such account, or it is of no use any more.</summary>
    Unknown = 1,

    /// <summary>It is in a state where this cannot be done.</summary>
    WrongState = 2,

    /// <summary>The same id with another content.</summary>
    Conflict = 3,
    OutOfFunds = 4,
    AmountBelowMinimum = 5,
    AmountAboveMaximum = 6,
    Expired = 7,
    Suspended = 8,
    OtherOperator = 9,
    LimitReached = 10,
    AlreadyUsed = 11,
}

/// <summary>What became of a command: done, or refused with the figure that explains it; and the account as it stands after it.</summary>
/// <param name="Number">A number that the account gave out (a receipt's); else 0.</param>
/// <param name="State">Null where there is no such account.</param>
public sealed record AccountAnswer(AccountRefusal Refused, Money Limit, long Number, Account? State)
{
    public bool IsDone => Refused == AccountRefusal.None;
}
