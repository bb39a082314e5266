using System.Diagnostics;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Recovery;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Orders;

/// <summary>The steps of an order, each on one shard and in one batch: place, keep, settle. Repeating a step changes nothing.</summary>
internal static class OrderSteps
{
    /// <summary>Most orders forgotten in one go.</summary>
    public const int MostForgotten = 256;

    /// <summary>At the order's home.</summary>
    public static bool Place(Shard shard, OrderRequest request)
    {
        if (AnswerKnown(shard, request) is { } answered)
        {
            return answered;
        }

        var toShard = request.Line.Shard(shard.Count);
        if (toShard == shard.Number)
        {
            CarryOutAtHome(shard, request);
            return true;
        }

        var number = shard.Orders.Given[toShard].Give();
        Placed(shard, request, request.Line, toShard, number);
        var promise = new Promise(shard.Post, request.Order, request.Line, request.Command, shard.Number, toShard, number)
        {
            PlacedSequence = shard.LastSequence,
            Waiter = request,
        };
        shard.Orders.Open.Add(request.Order, promise);
        if (shard.Join(toShard) is { } taker)
        {
            promise.GoThrough(shard, taker);
            return true;
        }

        shard.CompleteAfterCommit(promise);
        return false;
    }

    /// <summary>At the line's shard.</summary>
    public static bool Keep(Shard shard, Promise promise)
    {
        var kept = shard.Orders.Kept[promise.FromShard];
        kept.Forget(promise.SettledThrough);
        if (promise.Number <= kept.SettledThrough)
        {
            return false;
        }

        if (!kept.TryGet(promise.Number, out var outcome))
        {
            outcome = DecideOnLine(shard, promise.Line, promise.Command, promise.Order);
            shard.Record(new OrderEvent.PromiseKept(promise.FromShard, promise.Number, promise.Order, outcome));
            kept.Keep(promise.Number, outcome);
        }

        promise.Outcome = outcome;
        return true;
    }

    /// <summary>At home again.</summary>
    public static bool Settle(Shard shard, Promise promise)
    {
        if (!shard.Orders.Open.Remove(promise.Order) || !shard.Orders.Log.TryFind(promise.Order, out var place))
        {
            throw new UnreachableException($"Order {promise.Order} was settled twice.");
        }

        var outcome = promise.Outcome!;
        shard.Record(new OrderEvent.Settled(promise.Order, promise.ToShard, promise.Number, outcome));
        ref var record = ref shard.Orders.Log[place];
        record.Outcome = outcome;
        shard.Orders.Log.Touch(place);
        if (promise.Waiter is { } waiter)
        {
            waiter.Answer = new OrderAnswer(OrderStatus.Done, outcome, record.Line, record.PlacedAt, Replayed: false);
        }

        return true;
    }

    /// <summary>
    /// Makes a line on the order's own shard: order, line and numbers in one batch. The numbers are taken in the directory at once, for all shards;
    /// what the commit then does not hold is forgotten with everything else.
    /// </summary>
    public static bool OpenLine(Shard shard, OpenLineRequest request)
    {
        if (AnswerKnown(shard, request) is { } answered)
        {
            return answered;
        }

        var line = new Line(shard.Lines.NextId);
        var decision = shard.Begin(line);
        var outcome = LineRules.Decide(decision, request.Command, request.Order);
        if (outcome.IsDone && !shard.Directory.TryAdd(request.Numbers, line.Id, out var taken))
        {
            outcome = Refused(TakenCode(taken));
        }

        Placed(shard, request, outcome.IsDone ? line.Id : default, shard.Number, promise: 0);
        if (outcome.IsDone)
        {
            ShardRecovery.ShareTexts(line);
            shard.Lines.Add(line);
            shard.Record(decision, fromOutside: false);
            foreach (var (kind, digits) in request.Numbers.All())
            {
                shard.Record(new DirectoryRow(kind, digits, line.Id, shard.Now, Moment.Never));
            }
        }

        SettleAtOnce(shard, request, outcome);
        return true;
    }

    /// <summary>Forgets keys that are past their keeping time; true where more are left to do.</summary>
    public static bool ForgetOld(Shard shard, TimeSpan keeping)
    {
        for (var count = 0; count < MostForgotten; count++)
        {
            if (!shard.Orders.Log.TryOldest(out var oldest) || oldest.State != OrderState.Settled || oldest.PlacedAt + keeping > shard.Now)
            {
                return false;
            }

            shard.Record(new OrderEvent.Forgotten(oldest.Order));
            shard.Orders.Log.Forget(oldest.Order);
        }

        return true;
    }

    /// <summary>Null where the order is new; else whether the request can be completed now.</summary>
    private static bool? AnswerKnown(Shard shard, OrderRequest request)
    {
        if (!shard.Orders.Log.TryFind(request.Order, out var place))
        {
            return null;
        }

        ref var known = ref shard.Orders.Log[place];
        if (known.Digest != request.Digest)
        {
            request.Answer = new OrderAnswer(OrderStatus.Conflict, null, default, known.PlacedAt, Replayed: false);
            return true;
        }

        if (known.State == OrderState.Settled)
        {
            request.Answer = new OrderAnswer(OrderStatus.Done, known.Outcome, known.Line, known.PlacedAt, Replayed: !request.Resumed);
            return true;
        }

        // The caller whose order was on its way when the shards were reloaded goes on waiting for it.
        if (request.Resumed && shard.Orders.Open.TryGetValue(request.Order, out var promise) && promise.Waiter is null)
        {
            promise.Waiter = request;
            return false;
        }

        request.Answer = new OrderAnswer(OrderStatus.InFlight, null, known.Line, known.PlacedAt, Replayed: false);
        return true;
    }

    /// <summary>Home and line are one shard, so one batch holds the order, what it did, and its outcome: nothing can come between.</summary>
    private static void CarryOutAtHome(Shard shard, OrderRequest request)
    {
        Placed(shard, request, request.Line, shard.Number, promise: 0);
        SettleAtOnce(shard, request, DecideOnLine(shard, request.Line, request.Command, request.Order));
    }

    private static void Placed(Shard shard, OrderRequest request, LineId line, int toShard, long promise)
    {
        shard.Record(new OrderEvent.Placed(request.Order, request.Digest.High, request.Digest.Low, line, request.Command, toShard, promise));
        shard.Orders.Log.Add(new OrderRecord { Order = request.Order, Digest = request.Digest, PlacedAt = shard.Now, Line = line, State = OrderState.Open });
    }

    private static void SettleAtOnce(Shard shard, OrderRequest request, LineOutcome outcome)
    {
        shard.Record(new OrderEvent.Settled(request.Order, shard.Number, 0, outcome));
        if (!shard.Orders.Log.TryFind(request.Order, out var place))
        {
            throw new UnreachableException();
        }

        ref var record = ref shard.Orders.Log[place];
        record.Outcome = outcome;
        request.Answer = new OrderAnswer(OrderStatus.Done, outcome, record.Line, record.PlacedAt, Replayed: false);
    }

    private static LineOutcome DecideOnLine(Shard shard, LineId id, LineCommand command, OrderId order)
    {
        if (shard.Lines.Find(id) is not { } line)
        {
            return Refused(RefusalCode.UnknownLine);
        }

        var decision = shard.Begin(line);
        var outcome = LineRules.Decide(decision, command, order);
        shard.Record(decision, fromOutside: true);
        return outcome;
    }

    private static LineOutcome Refused(RefusalCode code) => new(code, Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero);

    private static RefusalCode TakenCode(DirectoryKind taken) => taken switch
    {
        DirectoryKind.Msisdn => RefusalCode.MsisdnTaken,
        DirectoryKind.Imsi => RefusalCode.ImsiTaken,
        DirectoryKind.Iccid => RefusalCode.IccidTaken,
        _ => throw new UnreachableException(),
    };
}
