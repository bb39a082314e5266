using Kopek.Core.Accounts;

namespace Kopek.Engine.Accounts;

/// <summary>What the world outside does about committed changes of small accounts. Called on the committer's thread: hand over and return.</summary>
public interface IAccountReactions
{
    /// <summary>An account stands like this now, durably. After a crash nobody is told: whoever drives accounts looks through them at the start.</summary>
    void Changed(Account state);

    /// <summary>
    /// The shards were read anew after a commit that failed, or whose outcome was not known. What had changed with it was told to nobody, and may be committed:
    /// whoever drives accounts looks at those again, and at what is open. Hand over and return.
    /// </summary>
    /// <param name="untold">The accounts that had changed with it.</param>
    void Reloaded(IReadOnlyCollection<AccountKey> untold)
    {
    }
}
