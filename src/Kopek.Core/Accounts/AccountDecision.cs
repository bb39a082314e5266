namespace Kopek.Core.Accounts;

/// <summary>One command being decided on one account: what the rule may look at, and what it found to happen, applied at once.</summary>
public sealed class AccountDecision(AccountKey key, Account? account, Moment now)
{
    private readonly List<AccountEvent> events = [];

    public AccountKey Key { get; } = key;

    /// <summary>Null while it does not exist.</summary>
    public Account? Account { get; private set; } = account;

    /// <summary>Not before anything that already happened to the account: a clock that ran back counts as standing still.</summary>
    public Moment Now { get; } = account is null ? now : Moment.Max(now, account.At);
    public IReadOnlyList<AccountEvent> Events => events;

    internal void Emit(AccountEvent happened)
    {
        Account = AccountState.Apply(Account, Key, Now, happened);
        events.Add(Account.OwnedBy is { } owner ? happened with { OwnedBy = owner } : happened);
    }

    internal AccountAnswer Done(long number = 0) => new(AccountRefusal.None, Money.Zero, number, Account);

    internal AccountAnswer Refused(AccountRefusal code) => Refused(code, Money.Zero);

    internal AccountAnswer Refused(AccountRefusal code, Money limit) => new(code, limit, 0, Account);
}
