using Kopek.Core.Accounts;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Accounts;

/// <summary>Says something to an account and waits for no answer: for what may also be lost.</summary>
public sealed class ForgottenAccount(AccountKey account, AccountCommand command) : AccountRequest(account, command)
{
    public override void Complete(Completions batch)
    {
    }

    public override void Fail(ShardFailure reason)
    {
    }
}
