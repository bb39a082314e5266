using Kopek.Core.Accounts;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Accounts;

/// <summary>Looks through the accounts of a kind, of which there may be millions at rest.</summary>
public static class AccountSearch
{
    /// <summary>Numbers that a shard looks at in one turn: some tenths of a millisecond, and what is found is no large object.</summary>
    public const int MostATurn = 2_048;

    /// <summary>
    /// All accounts of a kind on a shard, each as it stood when the shard came to it, in the order of their making. The shard only finds them, in short turns;
    /// what is at rest is decoded on the caller's own thread. Throws <see cref="ShardFailedException"/> where the shard gave no answer.
    /// </summary>
    public static IAsyncEnumerable<Account> AccountsOf(this IShards shards, int shard, AccountKind kind)
    {
        ArgumentNullException.ThrowIfNull(shards);
        return Of(shards, shard, kind, onlyOpen: false);
    }

    /// <summary>The same without those at rest: nothing is decoded.</summary>
    public static IAsyncEnumerable<Account> OpenAccountsOf(this IShards shards, int shard, AccountKind kind)
    {
        ArgumentNullException.ThrowIfNull(shards);
        return Of(shards, shard, kind, onlyOpen: true);
    }

    private static async IAsyncEnumerable<Account> Of(IShards shards, int shard, AccountKind kind, bool onlyOpen)
    {
        for (var from = 0; from >= 0;)
        {
            var begin = from;
            var (accounts, next) = await shards.AskShard(shard, view => view.AccountsOf(kind, begin, MostATurn, onlyOpen)).ConfigureAwait(false);
            foreach (var account in accounts)
            {
                yield return account;
            }

            from = next;
        }
    }
}
