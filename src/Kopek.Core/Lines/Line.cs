using Kopek.Core.Buckets;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Core.Lines;

/// <summary>
/// The state of one line: what its events add up to. Owned by its shard's one writer; only Apply changes it. Kept small, because a million idle
/// lines live in memory.
/// </summary>
public sealed class Line(LineId id)
{
    public LineId Id { get; } = id;
    public string Plan { get; set; } = "";
    public string Operator { get; set; } = "";

    /// <summary>IANA zone of its region: its days and months are local.</summary>
    public string TimeZone { get; set; } = "";
    public string? NextPlan { get; set; }

    public LineLife Life { get; set; }
    public Arrears Arrears { get; set; }
    public BarReason Bar { get; set; }
    public bool ConnectionFeePaid { get; set; }

    /// <summary>Time of its last event: a line's time never runs back.</summary>
    public Moment At { get; set; } = Moment.Beginning;
    public Moment OpenedAt { get; set; }
    public Moment PlanSince { get; set; }
    public Moment LastActivity { get; set; }

    public Moment FeePaidUntil { get; set; } = Moment.Never;
    public Moment BundleUntil { get; set; } = Moment.Never;
    public Moment PlanValidUntil { get; set; } = Moment.Never;
    public Moment InactivityDue { get; set; } = Moment.Never;
    public Moment GraceUntil { get; set; } = Moment.Never;

    /// <summary>The sum that ends the arrears, at least.</summary>
    public Money ArrearsDue { get; set; }
    public Money PromisedDebt { get; set; }
    public Money PromisedFee { get; set; }
    public Moment PromisedDueAt { get; set; } = Moment.Never;

    /// <summary>Sum of all lots: equals the line's part of the advances-held account.</summary>
    public Money Balance { get; set; }

    /// <summary>Money set aside for grants.</summary>
    public Money Reserved { get; set; }

    /// <summary>Auto-packs that grants count on.</summary>
    public int ReservedPacks { get; set; }

    /// <summary>In the order in which they are spent.</summary>
    public Lot[] Lots { get; set; } = [];

    /// <summary>In the order in which they are used.</summary>
    public Bucket[] Buckets { get; set; } = [];
    public RatedInterval[] Intervals { get; set; } = [];
    public Session[] Sessions { get; set; } = [];

    /// <summary>Null for a line that passed nothing on.</summary>
    public TransferUse? Transfers { get; set; }

    /// <summary>Null for a line on which no cap on roaming was ever set.</summary>
    public RoamingSpending? Roaming { get; set; }

    public int LastLot { get; set; }
    public int LastBucket { get; set; }

    /// <summary>Auto-packs bought since the bundle began.</summary>
    public int AutoPacks { get; set; }

    /// <summary>The holder wants none of them; kept over changes of plan.</summary>
    public bool HasAutoPackStop { get; set; }
    public bool ThrottleNotEnforceable { get; set; }

    public long TotalOctets { get; set; }
    public Money TotalCharged { get; set; }
    public long UncoveredOctets { get; set; }
    public Money UncoveredValue { get; set; }

    public Money Available => Balance - Reserved;
}
