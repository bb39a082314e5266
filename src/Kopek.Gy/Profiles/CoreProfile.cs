namespace Kopek.Gy.Profiles;

/// <summary>What the core does when the last grant is used up (RFC 8506 8.35).</summary>
public enum FinalUnitAction : byte
{
    Terminate = 0,
    Redirect = 1,
    RestrictAccess = 2,
}

/// <summary>What the core does when it gets no answer (RFC 8506 8.14).</summary>
public enum FailureHandling : byte
{
    Terminate = 0,
    Continue = 1,
    RetryAndTerminate = 2,
}

/// <summary>How a core is told to slow a session down.</summary>
public enum ThrottleBy : byte
{
    /// <summary>It cannot: the line is shown as "throttling not enforceable here".</summary>
    None = 0,

    /// <summary>QoS-Final-Unit-Indication with a Filter-Id (RFC 8506 8.68).</summary>
    QosFinalUnit = 1,

    /// <summary>Final-Unit-Indication RESTRICT_ACCESS with a Filter-Id, which cores of RFC 4006 know.</summary>
    FilterId = 2,
}

/// <summary>The habits of one kind of packet core, as far as answers depend on them. Configuration: see docs/gy.md.</summary>
public sealed record CoreProfile
{
    /// <summary>A core that follows the specifications.</summary>
    public static readonly CoreProfile Default = new() { Name = "default" };

    /// <summary>Acknowledges RAR and does nothing; sees only that there is a Final-Unit-Indication; cannot slow down.</summary>
    public static readonly CoreProfile Open5gs = new() { Name = "open5gs", HonoursReAuth = false };

    /// <summary>Knows no Volume-Quota-Threshold: it reports at a share of the grant that it chooses itself.</summary>
    public static readonly CoreProfile Magma = new() { Name = "magma", ThresholdPercent = 0 };

    public required string Name { get; init; }

    /// <summary>RAR makes it ask for quota anew; else a top-up takes effect at the next U, and no RAR is sent.</summary>
    public bool HonoursReAuth { get; init; } = true;

    public FinalUnitAction FinalUnitAction { get; init; } = FinalUnitAction.Terminate;

    /// <summary>Where <see cref="FinalUnitAction.Redirect"/> leads: the page to top up.</summary>
    public string? RedirectUrl { get; init; }

    /// <summary>The filter, known to the core by this name, that <see cref="FinalUnitAction.RestrictAccess"/> leaves open.</summary>
    public string? FilterId { get; init; }

    /// <summary>The same as a rule ("permit out ip from 192.0.2.7 to any"), for cores that know no name.</summary>
    public string? RestrictionFilterRule { get; init; }

    public ThrottleBy ThrottleBy { get; init; }

    /// <summary>The core's name of the filter that slows down; <c>{kbps}</c> stands for the plan's rate.</summary>
    public string ThrottleFilterId { get; init; } = "throttle-{kbps}";

    /// <summary>Volume-Quota-Threshold in percent of the grant: units REMAINING at which the core reports. 0 sends none.</summary>
    public int ThresholdPercent { get; init; } = 20;

    public FailureHandling FailureHandling { get; init; } = FailureHandling.RetryAndTerminate;

    /// <summary>Quota-Holding-Time: idle seconds after which the core gives quota back. 0 sends none.</summary>
    public int QuotaHoldingSeconds { get; init; }

    public bool CanThrottle => ThrottleBy != ThrottleBy.None;

    public static IReadOnlyList<CoreProfile> BuiltIn { get; } = [Default, Open5gs, Magma];
}
