using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Engine.Journalling;

namespace Kopek.Engine.Accounts;

/// <summary>Applies journalled events to a shard's accounts; what a checkpoint holds already is passed over.</summary>
internal static class AccountReplay
{
    public static void Apply(AccountTable accounts, in JournalEntry entry, AccountEntry happened, Moment now)
    {
        if (entry.Sequence > accounts.AsOf(happened.Key))
        {
            accounts.Set(AccountState.Apply(accounts.Find(happened.Key), happened.Key, entry.At, happened.Event), now);
        }
    }
}
