using System.Collections.Concurrent;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Engine.Accounts;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Payments;

/// <summary>
/// Drives every order to its end: looks what it needs next (<see cref="TopUpSteps"/>), does it, tells the order. It holds nothing that a crash could lose: at
/// the start it looks through all orders and goes on with those that are not over. One step at a time for an order, many orders side by side.
/// </summary>
public sealed class OrderDriver : IAccountReactions, IAsyncDisposable
{
    /// <summary>
    /// Told of every order as it stands after each change, and once of all at the start; after a failed commit of those that had changed with it and those that are
    /// open. On any thread: hand over and return.
    /// </summary>
    public Action<TopUpOrder> Seen { get; init; } = _ => { };

    /// <summary>After a shard that did not answer.</summary>
    private static readonly TimeSpan afterFailure = TimeSpan.FromSeconds(1);

    private readonly TimeProvider time;
    private readonly ProviderCalls calls;
    private readonly ConcurrentDictionary<AccountKey, Drive> drives = [];
    private readonly DriverAlarm alarm;
    private readonly OrderWatchers watchers = new();

    /// <summary>Changed with a commit that failed, and not looked at since: a shard that stopped before it was asked keeps its own until it is back.</summary>
    private readonly ConcurrentDictionary<AccountKey, bool> untoldOrders = [];
    private readonly CancellationTokenSource ending = new();
    private IShards? shards;

    public OrderDriver(IReadOnlyDictionary<string, IPaymentProvider> providers, OrderDriverOptions options, TimeProvider time)
    {
        this.time = time;
        calls = new ProviderCalls(providers, options);
        alarm = new DriverAlarm(time, Wake);
    }

    public IReadOnlyDictionary<string, IPaymentProvider> Providers => calls.Providers;

    /// <summary>Orders that are neither over nor waiting for somebody.</summary>
    public int Open => drives.Count;

    private Moment Now => new(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>
    /// Goes on with what an earlier process left. Call when the engine is ready. Throws <see cref="Journalling.JournalException"/> where a stored order or voucher cannot
    /// be read: then nothing may be served.
    /// </summary>
    public async Task Start(IShards shards)
    {
        ArgumentNullException.ThrowIfNull(shards);
        for (var shard = 0; shard < shards.Count; shard++)
        {
            await LookThroughVouchers(shards, shard).ConfigureAwait(false);
        }

        this.shards = shards;
        await Task.WhenAll(Enumerable.Range(0, shards.Count).Select(shard => Task.Run(() => GoOn(shards, shard)))).ConfigureAwait(false);
    }

    /// <summary>
    /// On the thread that reloaded the shards: each is looked through when it answers again. What is at rest and did not change with the failed commit was told
    /// before, so it is not decoded, however many there are.
    /// </summary>
    public void Reloaded(IReadOnlyCollection<AccountKey> untold)
    {
        if (shards is { } of)
        {
            foreach (var key in untold.Where(key => key.Kind == AccountKind.TopUpOrder))
            {
                untoldOrders[key] = true;
            }

            AfterReload = Task.WhenAll(Enumerable.Range(0, of.Count).Select(shard => GoOnWhenAnswered(of, shard)));
        }
    }

    /// <summary>Over when everything was looked at after the last reload.</summary>
    internal Task AfterReload { get; private set; } = Task.CompletedTask;

    /// <summary>On the committer's thread.</summary>
    public void Changed(Account state)
    {
        if (state is TopUpOrder order && shards is not null)
        {
            Seen(order);
            watchers.Tell(order);
            // Most went all their way within one commit; a drive that waits has to be looked through in any case.
            if (Goes(order) || drives.ContainsKey(order.Key))
            {
                Wake(order.Key);
            }
        }
    }

    /// <summary>What the payer's browser got from the provider, for the one call that needs it. Kept in memory only.</summary>
    public void Remember(AccountKey order, string token) => OnDrive(order, drive => drive.Token = token);

    /// <summary>The order as soon as it is as wished, or as it is when the time is over; null where there is no such order.</summary>
    public async Task<TopUpOrder?> WaitFor(AccountKey key, Func<TopUpOrder, bool> wished, TimeSpan patience, CancellationToken cancel)
    {
        using var watch = watchers.Begin(key, wished);
        var now = await Read(key).ConfigureAwait(false);
        if (now is null || wished(now))
        {
            return now;
        }

        try
        {
            return await watch.Task.WaitAsync(patience, time, cancel).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return await Read(key).ConfigureAwait(false);
        }
    }

    public async Task<TopUpOrder?> Read(AccountKey key)
    {
        var query = new AccountQuery(key);
        shards!.Post(query);
        return (TopUpOrder?)await query.Task.ConfigureAwait(false);
    }

    /// <summary>Says something to an order (or another account).</summary>
    public async Task<AccountAnswer> Tell(AccountKey key, AccountCommand command)
    {
        var request = new AwaitedAccount(key, command);
        shards!.Post(request);
        return await request.Task.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync().ConfigureAwait(false);
        alarm.Dispose();
        calls.Dispose();
        ending.Dispose();
    }

    /// <summary>
    /// Recovery does not decode what is at rest. A voucher that cannot be read must refuse the start, and not stop two shards when somebody enters its PIN; a batch
    /// likewise. Orders are all decoded by <see cref="GoOn"/>.
    /// </summary>
    private static async Task LookThroughVouchers(IShards of, int shard)
    {
        foreach (var kind in new[] { AccountKind.Voucher, AccountKind.VoucherBatch })
        {
            await foreach (var _ in of.AccountsOf(shard, kind).ConfigureAwait(false))
            {
            }
        }
    }

    private async Task GoOn(IShards of, int shard)
    {
        await foreach (var account in of.AccountsOf(shard, AccountKind.TopUpOrder).ConfigureAwait(false))
        {
            See((TopUpOrder)account);
        }
    }

    private void See(TopUpOrder order)
    {
        Seen(order);
        watchers.Tell(order);
        if (Goes(order))
        {
            Wake(order.Key);
        }
    }

    private async Task GoOnWhenAnswered(IShards of, int shard)
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                foreach (var key in untoldOrders.Keys.Where(key => key.Shard(of.Count) == shard))
                {
                    await SeeUntold(key).ConfigureAwait(false);
                }

                await foreach (var account in of.OpenAccountsOf(shard, AccountKind.TopUpOrder).ConfigureAwait(false))
                {
                    See((TopUpOrder)account);
                }

                return;
            }
            catch (ShardFailedException failure) when (failure.Reason is ShardFailure.ShardStopped or ShardFailure.Stopping)
            {
                return;
            }
            catch (ShardFailedException)
            {
                await Task.Delay(afterFailure, time, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Taken out before it is read: a failed commit meanwhile puts it in again, and must not be undone.</summary>
    private async Task SeeUntold(AccountKey key)
    {
        untoldOrders.TryRemove(key, out _);
        try
        {
            if (await Read(key).ConfigureAwait(false) is { } order)
            {
                See(order);
            }
        }
        catch (ShardFailedException)
        {
            untoldOrders[key] = true;
            throw;
        }
    }

    private bool Goes(TopUpOrder order) => TopUpSteps.Next(order, Now, default, calls.KeyMemoryOf(order)) is not TopUpStep.Nothing;

    private void Wake(AccountKey key)
    {
        var starts = false;
        var drive = OnDrive(key, found =>
        {
            starts = !found.Running;
            found.Again |= found.Running;
            found.Running = true;
        });
        if (!starts)
        {
            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static at => _ = at.Driver.Run(at.Key, at.Drive), (Driver: this, Key: key, Drive: drive), preferLocal: false);
    }

    /// <summary>One that ends in this very moment is not taken: two drives of an order would call its provider side by side.</summary>
    private Drive OnDrive(AccountKey key, Action<Drive> change)
    {
        while (true)
        {
            var drive = drives.GetOrAdd(key, _ => new Drive());
            lock (drive)
            {
                if (!drive.IsOver)
                {
                    change(drive);
                    return drive;
                }
            }
        }
    }

    private async Task Run(AccountKey key, Drive drive)
    {
        TopUpOrder? order = null;
        while (!ending.IsCancellationRequested)
        {
            Moment wait;
            try
            {
                order ??= await Read(key).ConfigureAwait(false);
                (order, wait) = order is null ? (null, Moment.Never) : await Step(order, drive).ConfigureAwait(false);
            }
            catch (ShardFailedException)
            {
                (order, wait) = (null, Now + afterFailure);
            }

            if (order is not null)
            {
                continue;
            }

            lock (drive)
            {
                if (drive.Again)
                {
                    drive.Again = false;
                    continue;
                }

                drive.Running = false;
                if (wait.IsNever)
                {
                    drive.IsOver = true;
                    drives.TryRemove(key, out _);
                }
            }

            alarm.Set(key, wait);
            return;
        }
    }

    /// <summary>One step. Gives the order as it is then, or null with the moment to come back.</summary>
    private async Task<(TopUpOrder? Order, Moment Wait)> Step(TopUpOrder order, Drive drive)
    {
        switch (TopUpSteps.Next(order, Now, drive.Memory, calls.KeyMemoryOf(order)))
        {
            case TopUpStep.Nothing:
                Forget(order);
                return (null, Moment.Never);
            case TopUpStep.Wait wait:
                return (null, wait.Until);
            case TopUpStep.Tell tell:
                return await Said(order, tell.Command).ConfigureAwait(false);
            case TopUpStep.Ask ask:
                return await Said(order, TopUpSteps.Answered(ask, await Tell(ask.Account, ask.Command).ConfigureAwait(false))).ConfigureAwait(false);
            case TopUpStep.OnLine onLine:
                return await OnLine(order, onLine).ConfigureAwait(false);
            case TopUpStep.Call call:
                var answer = await calls.Make(call.What, order, drive.Token, ending.Token).ConfigureAwait(false);
                drive.Memory = new CallMemory(call.What, answer.Status, Now, drive.Memory.Calls + 1);
                return await Said(order, ProviderCalls.Told(call.What, answer)).ConfigureAwait(false);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<(TopUpOrder? Order, Moment Wait)> OnLine(TopUpOrder order, TopUpStep.OnLine step)
    {
        var request = new AwaitedOrder { Order = step.Order, Line = step.Line, Command = step.Command, Digest = OrderKey.DigestOf(step) };
        shards!.Post(request);
        var answer = await request.Task.ConfigureAwait(false);
        return answer is { Status: OrderStatus.Done, Outcome: { } outcome }
            ? await Said(order, TopUpSteps.Answered(step, outcome)).ConfigureAwait(false)
            : (null, Now + afterFailure);
    }

    private async Task<(TopUpOrder? Order, Moment Wait)> Said(TopUpOrder order, TopUpOrderCommand? command) =>
        command is null ? (order, default) : ((TopUpOrder?)(await Tell(order.Key, command).ConfigureAwait(false)).State, Moment.Never);

    /// <summary>Nobody waits for these, and one that is lost costs a little memory.</summary>
    private void Forget(TopUpOrder order)
    {
        foreach (var (account, command) in TopUpSteps.Forgettable(order))
        {
            shards!.Post(new ForgottenAccount(account, command));
        }
    }

    private sealed class Drive
    {
        public bool IsOver { get; set; }
        public bool Running { get; set; }
        public bool Again { get; set; }
        public CallMemory Memory { get; set; }
        public string? Token { get; set; }
    }
}
