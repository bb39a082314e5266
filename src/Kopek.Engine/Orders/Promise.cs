using System.Diagnostics;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Orders;

/// <summary>
/// One open order on its way: given by its home, kept by the line's shard, settled at home. Each step goes on only after the commit of the one before.
/// The journal brings it back after a crash, and every step may be repeated.
/// </summary>
internal sealed class Promise : ShardRequest
{
    private readonly IPromisePost post;
    private Step step;

    public Promise(IPromisePost post, OrderId order, LineId line, LineCommand command, int fromShard, int toShard, long number)
    {
        this.post = post;
        Order = order;
        Line = line;
        Command = command;
        FromShard = fromShard;
        ToShard = toShard;
        Number = number;
    }

    private enum Step : byte
    {
        Given,
        Taken,
        Settling,
        Settled,

        /// <summary>The line's shard is stopped; the caller is told, the order stays open.</summary>
        Stranded,
    }

    public OrderId Order { get; }
    public LineCommand Command { get; }
    public int FromShard { get; }
    public int ToShard { get; }
    public long Number { get; }

    /// <summary>Sequence of its Placed event.</summary>
    public long PlacedSequence { get; init; }

    /// <summary>What the giver had settled when this was sent.</summary>
    public long SettledThrough { get; private set; }

    /// <summary>Who waits for the outcome; null after a restart of the process. Touched on the home shard's thread only.</summary>
    public OrderRequest? Waiter { get; set; }
    public LineOutcome? Outcome { get; set; }

    internal override bool SurvivesReload => false;

    internal override int Home(int shardCount) => step == Step.Taken ? ToShard : FromShard;

    /// <summary>
    /// All of its way at once, where giver and taker are committed together: kept, settled, and answered with the giver's other requests. What is left for after
    /// the commit is that the taker may forget it.
    /// </summary>
    public void GoThrough(Shard giver, Shard taker)
    {
        SettledThrough = giver.Orders.Given[ToShard].SettledThrough;
        step = Step.Settled;
        if (!OrderSteps.Keep(taker, this))
        {
            throw new UnreachableException($"Order {Order} has a new promise that was settled before.");
        }

        OrderSteps.Settle(giver, this);
        Waiter = null;
        giver.CompleteAfterCommit(this);
    }

    internal override bool Run(Shard shard)
    {
        switch (step)
        {
            case Step.Given:
                // Sent again after a reload: its Placed event is committed.
                Send(shard);
                return false;
            case Step.Taken:
                return OrderSteps.Keep(shard, this);
            case Step.Settling:
                step = Step.Settled;
                return OrderSteps.Settle(shard, this);
            case Step.Stranded:
                TellWaiter(ShardFailure.ShardStopped);
                return false;
            case Step.Settled:
            default:
                throw new UnreachableException();
        }
    }

    public override void Complete(Completions batch)
    {
        switch (step)
        {
            case Step.Given:
                Send(post.ShardOf(FromShard));
                break;
            case Step.Taken:
                step = Step.Settling;
                post.Send(this);
                break;
            case Step.Settled:
                post.ShardOf(FromShard).Orders.Given[ToShard].Settle(Number);
                var waiter = Waiter;
                Waiter = null;
                waiter?.Complete(batch);
                break;
            case Step.Settling:
            case Step.Stranded:
            default:
                throw new UnreachableException();
        }
    }

    public override void Fail(ShardFailure reason)
    {
        if (step == Step.Taken)
        {
            step = Step.Stranded;
            post.Send(this);
        }
        else
        {
            TellWaiter(reason);
        }
    }

    private void Send(Shard home)
    {
        SettledThrough = home.Orders.Given[ToShard].SettledThrough;
        step = Step.Taken;
        post.Send(this);
    }

    private void TellWaiter(ShardFailure reason)
    {
        var waiter = Waiter;
        Waiter = null;
        waiter?.Fail(reason);
    }
}

/// <summary>How a promise gets from one shard's writer to another's.</summary>
internal interface IPromisePost
{
    void Send(Promise promise);

    Shard ShardOf(int number);
}
