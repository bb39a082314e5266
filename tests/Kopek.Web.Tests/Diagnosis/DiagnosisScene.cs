using Kopek.Books.Catalogues;
using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Sessions;
using Kopek.Engine.Shards;
using Kopek.Journal.Codec;
using Kopek.Web.Diagnosis;

namespace Kopek.Web.Tests.Diagnosis;

/// <summary>Lines of the sample catalogue on the real engine, at a time that the test sets, with a network that asks for them.</summary>
public sealed class DiagnosisScene
{
    public const string Home = "001-03";
    public const ulong Phone = 35_000_001_000_001;
    private const int ShardCount = 4;
    private const ulong Realm = 7;

    private readonly EventCodec codec = new();
    private readonly SteppedEngine engine;
    private int orders;
    private ulong sessions;

    public DiagnosisScene(NetworkConditions? conditions = null)
    {
        engine = new SteppedEngine(new MemoryJournal(ShardCount, codec), codec, Catalogue, new EngineOptions { Writers = 1 });
        Conditions = conditions ?? Known;
    }

    public static Catalogue Catalogue { get; } = ((CatalogueLoadResult.Loaded)CatalogueLoader.Load(Path.Combine(LiveApi.Root(), "catalogue"))).Catalogue;

    /// <summary>The law's hours and an access point, and nothing that is broken.</summary>
    public static NetworkConditions Known { get; } = new([], [], [new AccessPoint("KDR", "internet.kdr.example", "", "", "2026-11-01")], new CoolingTerms(72, 24, true, "2026-11-01"));

    public NetworkConditions Conditions { get; set; }
    public Moment Now { get; private set; } = new(1_790_000_000_000);

    /// <summary>A line in use, its connection fee paid.</summary>
    public LineId Open(string plan = "KDR-PAYGO", long rubles = 1000, bool sold = true, string? imsi = null)
    {
        var order = NextOrder();
        var request = new AwaitedOpenLine
        {
            Order = order,
            Digest = OrderKey.Digest("open"),
            Numbers = new LineNumbers($"7900{orders:0000000}", imsi),
            Command = new LineCommand.Open(plan, "Europe/Moscow", Money.FromRubles(rubles), sold),
        };
        engine.Post(request);
        engine.Settle(Now);
        return Done(request.Task).Line;
    }

    public LineId Do(LineId line, LineCommand command)
    {
        var request = new AwaitedOrder { Order = NextOrder(), Digest = OrderKey.Digest("do"), Line = line, Command = command };
        engine.Post(request);
        engine.Settle(Now);
        Assert.True(Done(request.Task).Outcome?.IsDone);
        return line;
    }

    public DiagnosisScene Wait(TimeSpan time)
    {
        Now += time;
        engine.Sweep(Now);
        engine.Settle(Now);
        return this;
    }

    /// <summary>A session begins; the Result-Code of the answer.</summary>
    public int Begin(LineId line, string network = Home, ulong imei = Phone)
    {
        sessions++;
        return Ask(line, CcRequestType.Initial, 0, 0, network, imei).ResultCode;
    }

    /// <summary>The session that began last reports; the Result-Code for its service.</summary>
    public int Use(LineId line, uint number, long octets, string network = Home) => Ask(line, CcRequestType.Update, number, octets, network).Grants[0].ResultCode;

    public void End(LineId line, uint number, long octets = 0, string network = Home) => Ask(line, CcRequestType.Termination, number, octets, network);

    /// <summary>A whole session that used data.</summary>
    public LineId Online(LineId line, string network = Home, long octets = 1 << 20)
    {
        Assert.Equal(ResultCode.Success, Begin(line, network));
        End(line, 1, octets, network);
        return line;
    }

    /// <summary>Uses data until the service is refused.</summary>
    public LineId UseUp(LineId line)
    {
        const int mostReports = 10_000;
        Assert.Equal(ResultCode.Success, Begin(line));
        for (uint number = 1; number < mostReports; number++)
        {
            if (Use(line, number, 20 << 20) != ResultCode.Success)
            {
                return line;
            }
        }

        throw new InvalidOperationException("It is never refused.");
    }

    public async Task<LineDiagnosis> Diagnose(LineId line, DiagnosisQuestion? question = null)
    {
        var desk = new DiagnosisDesk(engine, () => Catalogue, () => Conditions);
        var asked = desk.Of(line, question ?? new DiagnosisQuestion());
        engine.Settle(Now);
        return (await asked)!;
    }

    private LineEvent.CreditAnswered Ask(LineId line, CcRequestType type, uint number, long octets, string network, ulong imei = 0)
    {
        var request = new Ccr { Line = line };
        var control = request.Control;
        control.Session = new SessionKey(sessions, sessions);
        control.OriginRealm = Realm;
        control.Type = type;
        control.Number = number;
        control.Digest = sessions * 100_000 + number;
        Assert.True(NetworkCode.TryParse(network, out var code));
        control.Network = code;
        control.Imei = imei;
        control.CanThrottle = true;
        control.HasServices = true;
        control.UnitCount = 1;
        control.Units[0] = new RequestedUnits
        {
            Unit = new UnitKey(1, 0, true, false),
            Requests = type != CcRequestType.Termination,
            Reports = type != CcRequestType.Initial,
            UsedOctets = octets,
        };
        engine.Post(request);
        engine.Settle(Now);
        return request.Answer!;
    }

    private OrderId NextOrder() => OrderKey.Of("diagnosis", $"{++orders}");

    private static T Done<T>(Task<T> task)
    {
        Assert.True(task.IsCompleted, "It is not answered.");
        return task.GetAwaiter().GetResult();
    }

    private sealed class Ccr : CreditRequest
    {
        public override void Complete(Completions batch)
        {
        }

        public override void Fail(ShardFailure reason) => Assert.Fail($"{reason}");
    }
}
