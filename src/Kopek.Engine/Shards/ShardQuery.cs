using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Engine.Vouchers;

namespace Kopek.Engine.Shards;

/// <summary>What a query of a whole shard may look at.</summary>
public sealed class ShardView
{
    private readonly Shard shard;

    internal ShardView(Shard shard) => this.shard = shard;

    public int Number => shard.Number;

    /// <summary>Of the last event, committed or about to be.</summary>
    public long LastSequence => shard.LastSequence;
    public int LineCount => shard.Lines.Count;
    public int KnownOrders => shard.Orders.Log.Count;
    public int OpenOrders => shard.Orders.Open.Count;

    /// <summary>Small accounts that are objects in memory: those that are not at rest.</summary>
    public int LiveAccounts => shard.Accounts.LiveCount;

    /// <summary>Octets that those at rest take.</summary>
    public long RestingAccountSize => shard.Accounts.RestingSize;

    /// <summary>
    /// Every small account; the states themselves may be kept, they never change. Those at rest are made one by one: for tests and checks. Whoever looks for some
    /// among many asks for <see cref="Accounts.AccountSearch.AccountsOf"/>.
    /// </summary>
    public IEnumerable<Account> Accounts => shard.Accounts.All();

    /// <inheritdoc cref="Accounts.AccountTable.OfKind"/>
    internal (IEnumerable<Account> Accounts, int Next) AccountsOf(AccountKind kind, int from, int most, bool onlyOpen) => shard.Accounts.OfKind(kind, from, most, onlyOpen);

    /// <inheritdoc cref="Accounts.AccountTable.OfBatch"/>
    internal BatchPage VouchersOf(string batch, BatchPlace? from, int most) => shard.Accounts.OfBatch(batch, from, most);

    /// <summary>Every line as of its last event; read them now, keep none.</summary>
    public IEnumerable<Line> Lines => shard.Lines.All();
}

/// <summary>Reads a whole shard, which stands still meanwhile: for counts, tests and checks, not for pages people look at all day.</summary>
public sealed class ShardQuery<T>(int shard, Func<ShardView, T> read) : ShardRequest
{
    private readonly TaskCompletionSource<T> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? value;
    private Exception? thrown;

    public Task<T> Task => source.Task;

    internal override int Home(int shardCount) => shard;

    internal override bool Run(Shard shard)
    {
        try
        {
            value = read(new ShardView(shard));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The function only looks: its failure is its caller's.
            thrown = exception;
        }

        return true;
    }

    public override void Complete(Completions batch)
    {
        if (thrown is null)
        {
            source.SetResult(value!);
        }
        else
        {
            source.SetException(thrown);
        }
    }

    public override void Fail(ShardFailure reason) => source.SetException(new ShardFailedException(reason));
}
