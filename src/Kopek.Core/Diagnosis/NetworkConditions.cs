using Kopek.Core.Plans;

namespace Kopek.Core.Diagnosis;

/// <summary>What the operators keep about the networks, beside the catalogue; each row says when somebody last looked whether it is so.</summary>
public sealed record NetworkConditions(IReadOnlyList<Shutdown> Shutdowns, IReadOnlyList<Outage> Outages, IReadOnlyList<AccessPoint> AccessPoints, CoolingTerms? Cooling)
{
    public static NetworkConditions None { get; } = new([], [], [], null);
}

/// <summary>Mobile data is cut by order.</summary>
/// <param name="Region">ISO 3166-2; null is the whole country.</param>
/// <param name="Until"><see cref="Moment.Never"/> where nobody knows.</param>
/// <param name="LastVerified">ISO 8601 date.</param>
public sealed record Shutdown(string? Region, Moment From, Moment Until, LocalizedText Note, string LastVerified);

/// <summary>An operator's network is broken.</summary>
/// <param name="Region">ISO 3166-2; null is the whole network.</param>
public sealed record Outage(string Operator, string? Region, Moment From, Moment Until, LocalizedText Note, string LastVerified);

/// <summary>What a device must have set. User and password may be empty.</summary>
public sealed record AccessPoint(string Operator, string Name, string User, string Password, string LastVerified);

/// <summary>The cooling period of home SIMs: a law's figures that change, so they are data.</summary>
/// <param name="SilenceHours">Hours without any sign of the line after which it begins.</param>
/// <param name="HoldHours">Hours from the first attempt until data works again by itself.</param>
/// <param name="AfterReturn">A return from abroad begins it too.</param>
public sealed record CoolingTerms(int SilenceHours, int HoldHours, bool AfterReturn, string LastVerified);
