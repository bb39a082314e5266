using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Bench.Sessions;

/// <summary>The rules of credit control on a line by the megabyte: decided and applied, without edge and journal.</summary>
public sealed class CreditControlSession
{
    private static readonly LocalizedText Name = new("按量", "Pay as you go", "По мегабайтам");
    private readonly Decision decision = new(Catalogue(), QuotaPolicy.Default, new EndedSessions(1024));
    private readonly Line line = new(new LineId(1));
    private readonly CreditControl request = new() { OriginRealm = 1, CanThrottle = true, HasServices = true, UnitCount = 1, Network = NetworkCode.Parse("00103"u8) };
    private readonly Moment now = new(1_772_000_000_000);
    private ulong sessions;

    public CreditControlSession()
    {
        decision.Begin(line, now);
        LineRules.Decide(decision, new LineCommand.Open("PAYGO", "Europe/Moscow", TopUpLimit, Sold: true), OrderId.None);
    }

    /// <summary>Code of the last answer: kept, so that no compiler can leave the work out.</summary>
    public int ResultCodeSeen { get; private set; }

    private static Money TopUpLimit => Money.FromRubles(100_000_000);

    /// <summary>One report with a new grant, in a session that stays open.</summary>
    public void Update()
    {
        if (line.Sessions.Length == 0)
        {
            Send(CcRequestType.Initial, 0);
        }

        Send(CcRequestType.Update, request.Number + 1);
    }

    /// <summary>A session from its opening over three reports to its end.</summary>
    public void Whole()
    {
        request.Session = new SessionKey(++sessions, sessions);
        Send(CcRequestType.Initial, 0);
        Send(CcRequestType.Update, 1);
        Send(CcRequestType.Update, 2);
        Send(CcRequestType.Update, 3);
        Send(CcRequestType.Termination, 4);
    }

    private void Send(CcRequestType type, uint number)
    {
        (request.Type, request.Number, request.Digest) = (type, number, number);
        request.Units[0] = new RequestedUnits
        {
            Unit = new UnitKey(1, 0, true, false),
            Requests = type != CcRequestType.Termination,
            RequestedOctets = 1 << 20,
            Reports = type != CcRequestType.Initial,
            UsedOctets = 1000,
        };
        decision.Begin(line, now);
        ResultCodeSeen = CreditControlRules.Decide(decision, request).ResultCode;
        if (ResultCodeSeen != ResultCode.Success)
        {
            throw new InvalidOperationException($"The sample was refused: {ResultCodeSeen}.");
        }
    }

    internal static Catalogue Catalogue()
    {
        var plan = new Plan("PAYGO", "OPR", Name, BillingMode.PerVolume, Money.Zero, Period.None, Money.Zero, 0, Period.None, new Money(120),
            150 * DataVolume.OctetsPerKilobyte, RatingInterval.Hour, 0, OveruseRule.PerMegabyte, null, null, UnpaidFeeRule.Block, null, RoamingZoneSet.Home,
            new Money(1), TopUpLimit, false, 0, Money.Zero, 22);
        var terms = new OperatorTerms("OPR", Name, "RUB", 643, ["001-03"], "0", null, 180, "Europe/Moscow");
        return new Catalogue([new CatalogueVersion(Moment.Beginning, [plan], [], [terms], [new Country("RU", Name, 0, true, null, null)], [new NetworkCountry(1, null, "RU")], [])]);
    }
}
