using Kopek.Core.Accounts;
using Kopek.Core.Ledger;
using Kopek.Core.Orders;

namespace Kopek.Core.Tests.Accounts;

/// <summary>Some small accounts with a clock in the test's hand. After every command it checks that replaying the events makes the same state.</summary>
internal sealed class AccountBench
{
    private readonly Dictionary<AccountKey, Account> states = [];
    private readonly Dictionary<AccountKey, Account> replayed = [];
    private readonly List<(AccountKey Key, AccountEvent Event)> log = [];

    public Moment Now { get; set; } = LineBench.Utc("2026-03-02T10:00:00Z");

    /// <summary>Everything that happened to all of them.</summary>
    public IReadOnlyList<(AccountKey Key, AccountEvent Event)> Log => log;

    /// <summary>What the last command made happen.</summary>
    public IReadOnlyList<AccountEvent> Last { get; private set; } = [];

    public static OrderId Order(int number) => new(0x5EED, (ulong)number);

    public AccountBench Wait(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public T? Find<T>(AccountKey key) where T : Account => (T?)states.GetValueOrDefault(key);

    public T Get<T>(AccountKey key) where T : Account => Assert.IsType<T>(states[key]);

    public AccountAnswer Do(AccountKey key, AccountCommand command)
    {
        var decision = new AccountDecision(key, states.GetValueOrDefault(key), Now);
        var answer = AccountRules.Decide(decision, command);
        Last = [.. decision.Events];
        foreach (var happened in decision.Events)
        {
            log.Add((key, happened));
            replayed[key] = AccountState.Apply(replayed.GetValueOrDefault(key), key, decision.Now, happened);
        }

        if (decision.Account is { } state)
        {
            states[key] = state;
            Assert.Equal(LineChecks.Text(state), LineChecks.Text(replayed[key]));
        }

        Assert.Same(decision.Account, answer.State);
        Assert.True(answer.IsDone || decision.Events.Count == 0, $"{command} was refused and did something");
        return answer;
    }

    /// <summary>Debits less credits of an account, in kopeks.</summary>
    public long Ledger(LedgerAccount account) => log.SelectMany(entry => AccountPostings.Of(entry.Event))
        .Sum(posting => (posting.Debit == account ? posting.Amount.Kopeks : 0) - (posting.Credit == account ? posting.Amount.Kopeks : 0));

    public T Happened<T>() where T : AccountEvent => Assert.Single(Last.OfType<T>());
}
