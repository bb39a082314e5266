using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Sessions;
using Kopek.Engine.Shards;
using Kopek.Engine.Tests;

namespace Kopek.Journal.Tests;

/// <summary>The real engine, stepped, on a journal that a test brings: it writes what a deployment would.</summary>
internal sealed class RunningEngine
{
    private readonly SteppedEngine engine;

    public RunningEngine(IJournal journal, Moment now)
    {
        Now = now;
        engine = new SteppedEngine(journal, Journals.Codec, SampleCatalogue.Build(), new EngineOptions { Writers = 2, Time = new Clock(this) });
    }

    public Moment Now { get; private set; }

    public LineId Open(string msisdn, string plan, long rubles)
    {
        var request = new AwaitedOpenLine
        {
            Order = OrderKey.Of("test", "open " + msisdn),
            Digest = OrderKey.Digest(msisdn),
            Numbers = new LineNumbers(msisdn),
            Command = new LineCommand.Open(plan, SampleCatalogue.Zone, Money.FromRubles(rubles), Sold: true),
        };
        engine.Post(request);
        engine.Settle(Now);
        Assert.True(request.Task.IsCompletedSuccessfully);
        return request.Answer.Line;
    }

    public void TopUp(string key, LineId line, long rubles) => Order(key, line, new LineCommand.TopUp(Money.FromRubles(rubles), LedgerAccount.Receipts));

    public void Order(string key, LineId line, LineCommand command)
    {
        var request = new AwaitedOrder { Order = OrderKey.Of("test", key), Digest = OrderKey.Digest($"{command}"), Line = line, Command = command };
        engine.Post(request);
        engine.Settle(Now);
        Assert.True(request.Task.IsCompletedSuccessfully);
    }

    /// <summary>Reports use and asks for more; number 0 opens the session.</summary>
    public LineEvent.CreditAnswered Use(LineId line, ulong session, uint number, CcRequestType type, long usedOctets)
    {
        var request = new Request { Line = line };
        var control = request.Control;
        (control.Session, control.OriginRealm, control.Digest) = (new SessionKey(1, session), 7, number + session * 1_000);
        (control.Type, control.Number, control.HasServices, control.UnitCount) = (type, number, true, 1);
        control.Network = NetworkCode.Parse("25001"u8);
        control.Units[0] = new RequestedUnits
        {
            Unit = new UnitKey(10, 0, HasRatingGroup: true, HasServiceIdentifier: false),
            Requests = type != CcRequestType.Termination,
            Reports = number > 0,
            UsedOctets = usedOctets,
        };
        engine.Post(request);
        engine.Settle(Now);
        return request.Answer!;
    }

    /// <summary>Time goes on, and what becomes due happens.</summary>
    public void Pass(TimeSpan time)
    {
        Now += time;
        while (engine.Sweep(Now) > 0)
        {
            engine.Settle(Now);
        }
    }

    public void Checkpoint()
    {
        while (engine.Checkpoint(force: true))
        {
        }
    }

    private sealed class Request : CreditRequest
    {
        public override void Complete(Completions batch)
        {
        }

        public override void Fail(ShardFailure reason) => Assert.Fail($"The request failed: {reason}.");
    }

    private sealed class Clock(RunningEngine running) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(running.Now.UnixMilliseconds);
    }
}
