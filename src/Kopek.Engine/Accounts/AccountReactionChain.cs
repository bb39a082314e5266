using Kopek.Core.Accounts;

namespace Kopek.Engine.Accounts;

/// <summary>Tells several, in their order.</summary>
public sealed class AccountReactionChain(IReadOnlyList<IAccountReactions> told) : IAccountReactions
{
    public void Changed(Account state)
    {
        for (var index = 0; index < told.Count; index++)
        {
            told[index].Changed(state);
        }
    }

    public void Reloaded(IReadOnlyCollection<AccountKey> untold)
    {
        for (var index = 0; index < told.Count; index++)
        {
            told[index].Reloaded(untold);
        }
    }
}
