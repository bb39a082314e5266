using System.Buffers;
using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
using Kopek.Journal.Codec;

namespace Kopek.Engine.Tests;

/// <summary>An engine that is stepped, on a journal in memory that outlives it, at a time that the test sets.</summary>
public sealed class Scene
{
    public const int ShardCount = 4;

    private SteppedEngine? engine;

    public Scene(int writers = 1, bool joinsSteps = true)
    {
        Journal = new MemoryJournal(ShardCount, Codec);
        Options = new EngineOptions { Writers = writers, JoinsSteps = joinsSteps, Time = new Clock(this) };
    }

    public EventCodec Codec { get; } = new();
    public MemoryJournal Journal { get; }
    public EngineOptions Options { get; set; }
    public Moment Now { get; set; } = new(1_790_000_000_000);
    public SteppedEngine Engine => engine ??= new SteppedEngine(Journal, Codec, SampleCatalogue.Build(), Options);

    /// <summary>Kill -9: what is not in the journal is gone.</summary>
    public void Crash() => engine = null;

    public void Settle() => Engine.Settle(Now);

    public static OrderId Order(string key) => OrderKey.Of("test", key);

    /// <summary>A key whose order lives on a shard.</summary>
    public static OrderId OrderAt(int shard, string key) =>
        Enumerable.Range(0, int.MaxValue).Select(attempt => Order($"{key} {attempt}")).First(order => order.Shard(ShardCount) == shard);

    public LineId Open(string msisdn, int shard = 0, string plan = SampleCatalogue.Volume, long rubles = 1000) =>
        OpenAnswer(OrderAt(shard, "open " + msisdn), new LineNumbers(msisdn), plan, rubles).Line;

    public OrderAnswer OpenAnswer(OrderId order, LineNumbers numbers, string plan = SampleCatalogue.Volume, long rubles = 1000)
    {
        var request = new AwaitedOpenLine
        {
            Order = order,
            Digest = OrderKey.Digest(numbers.ToString()),
            Numbers = numbers,
            Command = new LineCommand.Open(plan, SampleCatalogue.Zone, Money.FromRubles(rubles), Sold: true),
        };
        Engine.Post(request);
        Settle();
        return Result(request.Task);
    }

    public static AwaitedOrder TopUp(OrderId order, LineId line, long rubles) => new()
    {
        Order = order,
        Digest = OrderKey.Digest($"{line} {rubles}"),
        Line = line,
        Command = new LineCommand.TopUp(Money.FromRubles(rubles), LedgerAccount.Receipts),
    };

    public OrderAnswer PlaceTopUp(OrderId order, LineId line, long rubles)
    {
        var request = TopUp(order, line, rubles);
        Engine.Post(request);
        Settle();
        return Result(request.Task);
    }

    public T Read<T>(LineId line, Func<Line, T> read)
    {
        var query = Engine.Ask(line, (found, _) => read(found));
        Settle();
        return Result(query).Value!;
    }

    public Money Balance(LineId line) => Read(line, found => found.Balance);

    public int EventCount => Enumerable.Range(0, ShardCount).Sum(shard => (int)Journal.LastSequence(shard));

    /// <summary>All lines in their stored form: equal when the states are.</summary>
    public SortedDictionary<long, string> States()
    {
        var states = new SortedDictionary<long, string>();
        foreach (var line in Engine.Views.SelectMany(view => view.Lines))
        {
            var bytes = new ArrayBufferWriter<byte>();
            Codec.WriteState(bytes, line);
            states[line.Id.Value] = Convert.ToHexString(bytes.WrittenSpan);
        }

        return states;
    }

    /// <summary>The result of a task that must be done by now.</summary>
    public static T Result<T>(Task<T> task)
    {
        Assert.True(task.IsCompleted, "It is not answered.");
        return task.GetAwaiter().GetResult();
    }

    private sealed class Clock(Scene scene) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(scene.Now.UnixMilliseconds);
    }
}
