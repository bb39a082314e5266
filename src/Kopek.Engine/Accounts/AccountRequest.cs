using Kopek.Core.Accounts;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Accounts;

/// <summary>
/// Says something to an account; an order then goes on as far as it can (<see cref="OrderCourse"/>), and the answer shows it as it is then. Commands carry what
/// makes them safe to repeat, so asking again after any failure is right.
/// </summary>
public abstract class AccountRequest(AccountKey account, AccountCommand command) : ShardRequest
{
    public AccountKey Account { get; } = account;
    public AccountCommand Command { get; } = command;

    /// <summary>Set before <see cref="ShardRequest.Complete"/>.</summary>
    public AccountAnswer? Answer { get; private set; }

    internal override int Home(int shardCount) => Account.Shard(shardCount);

    internal override bool Run(Shard shard)
    {
        var decision = new AccountDecision(Account, shard.Accounts.Find(Account), shard.Now);
        Answer = AccountRules.Decide(decision, Command);
        if (shard.Record(decision))
        {
            var state = decision.Account is TopUpOrder order ? OrderCourse.GoOn(shard, order) : decision.Account!;
            Answer = Answer with { State = state };
            shard.Tell(state);
        }

        return true;
    }
}

/// <summary>For a caller that awaits. Its task throws <see cref="ShardFailedException"/> where the shard gave no answer.</summary>
public sealed class AwaitedAccount(AccountKey account, AccountCommand command) : AccountRequest(account, command)
{
    private readonly TaskCompletionSource<AccountAnswer> source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<AccountAnswer> Task => source.Task;

    public override void Complete(Completions batch) => source.SetResult(Answer!);

    public override void Fail(ShardFailure reason) => source.SetException(new ShardFailedException(reason));
}

/// <summary>Reads an account as it stands; null where there is none.</summary>
public sealed class AccountQuery(AccountKey account) : ShardRequest
{
    private readonly TaskCompletionSource<Account?> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Account? state;

    public Task<Account?> Task => source.Task;

    internal override int Home(int shardCount) => account.Shard(shardCount);

    internal override bool Run(Shard shard)
    {
        state = shard.Accounts.Find(account);
        return true;
    }

    public override void Complete(Completions batch) => source.SetResult(state);

    public override void Fail(ShardFailure reason) => source.SetException(new ShardFailedException(reason));
}
