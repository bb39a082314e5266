using Kopek.Core.Accounts;
using Kopek.Engine.Accounts;

namespace Kopek.Host.Serving;

/// <summary>Tells several drivers of the same accounts.</summary>
internal sealed class AccountWatch(params IAccountReactions[] watchers) : IAccountReactions
{
    public void Changed(Account state)
    {
        foreach (var watcher in watchers)
        {
            watcher.Changed(state);
        }
    }

    public void Reloaded()
    {
        foreach (var watcher in watchers)
        {
            watcher.Reloaded();
        }
    }
}
