using Kopek.Bench.Journal;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Engine;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Sessions;
using Kopek.Engine.Shards;
using Kopek.Journal.Codec;

namespace Kopek.Bench.Shards;

/// <summary>
/// Sixteen sessions report a megabyte each and get the next, in one commit to a journal that keeps nothing: rules, codec and engine. What the rules
/// allocate are the events themselves, which nobody holds any more when their answers are written.
/// </summary>
public sealed class CreditControlRound
{
    private const int Sessions = 16;
    internal const string Plan = "PAYGO";

    private readonly SteppedEngine engine;
    private readonly ShardRequest[] requests = new ShardRequest[Sessions];
    private uint number;
    private Moment now = new(1_790_000_000_000);

    public CreditControlRound()
    {
        engine = new SteppedEngine(new ForgetfulJournal(), new EventCodec(), Catalogue(), new EngineOptions());
        for (var index = 0; index < Sessions; index++)
        {
            var open = engine.Open(OrderKey.Of("bench", $"{index}"), default, new LineNumbers($"7900000{index:0000}"),
                new LineCommand.Open(Plan, "Europe/Moscow", Money.FromRubles(50_000_000), Sold: true));
            engine.Settle(now);
            requests[index] = new Update(open.Result.Line, (ulong)index + 1);
        }

        Step();
        foreach (Update request in requests)
        {
            request.GoOn();
        }
    }

    public void Run()
    {
        now += TimeSpan.FromMilliseconds(1);
        Step();
    }

    private void Step()
    {
        foreach (Update request in requests)
        {
            request.Control.Number = number;
        }

        number++;
        engine.Post(requests);
        engine.Decide(now);
        engine.Commit();
        engine.Complete();
    }

    internal static Catalogue Catalogue()
    {
        var name = new LocalizedText("", "", "");
        var plan = new Plan(Plan, "KDR", name, BillingMode.PerVolume, Money.Zero, Period.None, Money.Zero, 0, Period.None, new Money(120), 150 << 10, RatingInterval.Hour, 0,
            OveruseRule.PerMegabyte, null, null, UnpaidFeeRule.Block, null, RoamingZoneSet.Home, new Money(1), Money.FromRubles(15_000), true, 0, Money.Zero, 22);
        var terms = new OperatorTerms("KDR", name, "RUB", 643, ["250-01"], "", null, 180, "Europe/Moscow");
        return new Catalogue([new CatalogueVersion(Moment.Beginning, [plan], [], [terms], [new Country("RU", name, 0, true, null, null)], [new NetworkCountry(250, null, "RU")], [])]);
    }

    private sealed class Update : CreditRequest
    {
        public Update(LineId line, ulong session)
        {
            Line = line;
            Control.Session = new SessionKey(session, session);
            Control.Type = CcRequestType.Initial;
            Control.Network = NetworkCode.TryParse("250-01", out var home) ? home : default;
            Control.UnitCount = 1;
            Control.Units[0] = new RequestedUnits { Unit = new UnitKey(1, 0, true, false), Requests = true, RequestedOctets = 1 << 20 };
        }

        public void GoOn()
        {
            Control.Type = CcRequestType.Update;
            Control.Units[0].Reports = true;
            Control.Units[0].UsedOctets = 1 << 20;
        }

        public override void Complete(Completions batch)
        {
            if (Answer!.ResultCode != ResultCode.Success)
            {
                throw new InvalidOperationException($"The sample was answered {Answer.ResultCode}.");
            }
        }

        public override void Fail(ShardFailure reason) => throw new InvalidOperationException($"The sample failed: {reason}.");
    }
}
