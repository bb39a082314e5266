using System.Collections.Concurrent;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Mandates;
using Kopek.Core.Roaming;
using Kopek.Core.TopUps;
using Kopek.Engine.Accounts;
using Kopek.Engine.Lines;
using Kopek.Engine.Payments;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Mandates;

/// <summary>
/// Looks at lines that have a mandate: when something happened to them, when their moment comes, and at the start. What it sees it tells the mandate, which
/// decides; what the mandate decided it places as an order; what came of the order it tells the mandate. It holds nothing that a crash could lose, and may
/// do every step twice. One step at a time for a mandate, many mandates side by side.
/// </summary>
public sealed class MandateDriver : IAccountReactions, IAsyncDisposable
{
    /// <summary>Mandates looked at at a time: a start or a midnight must not fill the shards' inboxes.</summary>
    private const int MostAtATime = 64;

    private static readonly TimeSpan afterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan afterFault = TimeSpan.FromMinutes(1);

    private readonly MandateSteps steps;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<AccountKey, Drive> drives = [];
    private readonly SemaphoreSlim places = new(MostAtATime);
    private readonly CancellationTokenSource ending = new();
    private readonly CancellationToken ended;
    private readonly DriverAlarm alarm;
    private LineChanges? changes;
    private string? fault;

    /// <param name="catalogue">The one in force.</param>
    public MandateDriver(OrderDriver orders, Func<Catalogue> catalogue, TimeProvider time)
    {
        this.time = time;
        steps = new MandateSteps(orders, catalogue, time);
        ended = ending.Token;
        alarm = new DriverAlarm(time, Ring);
    }

    /// <summary>Why a mandate could not be looked at, the last time that one could not; null where all is well. It is tried again every minute.</summary>
    public string? Fault => Volatile.Read(ref fault);

    private Moment Now => new(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Goes on with what an earlier process left. Call when the engine is ready and the orders are driven.</summary>
    public async Task Start(IShards shards, LineChanges lineChanges)
    {
        ArgumentNullException.ThrowIfNull(shards);
        steps.Shards = shards;
        changes = lineChanges;
        for (var shard = 0; shard < shards.Count; shard++)
        {
            await WakeAll(shards, shard).ConfigureAwait(false);
        }
    }

    /// <summary>What changed with the commit that failed was told to nobody. Mandates are never at rest, so all of them are looked at without decoding one.</summary>
    public void Reloaded(IReadOnlyCollection<AccountKey> untold)
    {
        if (steps.Shards is { } shards && changes is not null)
        {
            for (var shard = 0; shard < shards.Count; shard++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static at => _ = at.Driver.WakeAllAgain(at.Shards, at.Shard), (Driver: this, Shards: shards, Shard: shard), preferLocal: false);
            }
        }
    }

    /// <summary>On the committer's thread.</summary>
    public void Changed(Account state)
    {
        if (changes is null)
        {
            return;
        }

        if (state is Mandate mandate)
        {
            Wake(mandate.Key);
        }
        else if (state is TopUpOrder { Request.Mandate.Kind: AccountKind.Mandate } order && MandateOrders.OutcomeOf(order) is not null)
        {
            Wake(order.Request.Mandate);
        }
    }

    private async Task WakeAll(IShards shards, int shard)
    {
        await foreach (var account in shards.AccountsOf(shard, AccountKind.Mandate).ConfigureAwait(false))
        {
            if (IsDriven((Mandate)account))
            {
                Wake(account.Key);
            }
        }
    }

    /// <summary>Each shard by itself: one that a rule broke must not keep the mandates of the others from going on.</summary>
    private async Task WakeAllAgain(IShards shards, int shard)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await WakeAll(shards, shard).ConfigureAwait(false);
                return;
            }
            catch (ShardFailedException failure) when (failure.Reason is ShardFailure.ShardStopped or ShardFailure.Stopping)
            {
                return;
            }
            catch (ShardFailedException)
            {
                await Task.Delay(afterFailure, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (ended.IsCancellationRequested)
        {
            return;
        }

        await ending.CancelAsync().ConfigureAwait(false);
        alarm.Dispose();
        foreach (var key in drives.Keys)
        {
            changes?.Unfollow(MandateKey.LineOf(key));
        }

        ending.Dispose();
    }

    private static bool IsDriven(Mandate mandate) => mandate.Status != MandateStatus.Stopped || mandate.UnderWay is not null;

    /// <summary>On the committer's thread. Grants and answers move no money of the holder's.</summary>
    private void LineChanged(LineChange change)
    {
        if (change.Event is not (LineEvent.CreditAnswered or LineEvent.ReservationSet or LineEvent.SessionExpired or LineEvent.BucketGranted or LineEvent.BucketExpired
            or LineEvent.InactivityChecked) && change.Event is not LineEvent.UsageCharged { Charged.IsZero: true })
        {
            Wake(MandateKey.Of(change.Line));
        }
    }

    private void Ring(AccountKey key)
    {
        if (drives.TryGetValue(key, out var drive))
        {
            lock (drive)
            {
                drive.AlarmAt = Moment.Never;
            }

            Wake(key);
        }
    }

    private void Wake(AccountKey key)
    {
        var drive = drives.GetOrAdd(key, _ => new Drive());
        lock (drive)
        {
            if (drive.Running)
            {
                drive.Again = true;
                return;
            }

            drive.Running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static at => _ = at.Driver.Run(at.Key, at.Drive), (Driver: this, Key: key, Drive: drive), preferLocal: false);
    }

    private async Task Run(AccountKey key, Drive drive)
    {
        while (!ended.IsCancellationRequested)
        {
            var wait = await LookOnce(key).ConfigureAwait(false);
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
                    // The drive itself stays: two of one mandate must never run side by side.
                    changes!.Unfollow(MandateKey.LineOf(key));
                }
                else if (wait < drive.AlarmAt)
                {
                    drive.AlarmAt = wait;
                    alarm.Set(key, wait);
                }
            }

            return;
        }
    }

    /// <summary>When to come back; <see cref="Moment.Never"/> where the mandate is over.</summary>
    private async Task<Moment> LookOnce(AccountKey key)
    {
        try
        {
            await places.WaitAsync(ended).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return Now + afterFailure;
        }

        try
        {
            // Followed before it is read, so that nothing falls between.
            changes!.Follow(MandateKey.LineOf(key), LineChanged);
            var wait = await steps.Go(key).ConfigureAwait(false);
            Volatile.Write(ref fault, null);
            return wait;
        }
        catch (ShardFailedException)
        {
            return Now + afterFailure;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // A plan that the catalogue has lost, or a bug of ours: the other mandates go on.
            Volatile.Write(ref fault, failed.Message);
            return Now + afterFault;
        }
        finally
        {
            places.Release();
        }
    }

    private sealed class Drive
    {
        public bool Running { get; set; }
        public bool Again { get; set; }

        /// <summary>The next alarm that is set already: a line that changes often sets no more of them.</summary>
        public Moment AlarmAt { get; set; } = Moment.Never;
    }
}
