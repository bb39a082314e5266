using System.Globalization;

namespace Kopek.Core.Diagnosis;

/// <summary>What a finding rests on. The names are the stable codes.</summary>
public enum EvidenceCode : byte
{
    /// <summary>The reason code of the line's state.</summary>
    State = 1,
    Balance = 2,
    Needed = 3,
    PlanUntil = 4,
    ThrottleKbps = 5,

    /// <summary>A session is open now.</summary>
    SessionOpen = 6,
    LastSeen = 7,

    /// <summary>The Result-Code of the last refused request (RFC 6733, RFC 8506).</summary>
    LastRefusal = 8,
    LastRefusalAt = 9,
    SilentSince = 10,
    BackAt = 11,
    ReturnedAt = 12,
    DataFlowedAt = 13,
    CoolingUntil = 14,
    HoldHours = 15,

    /// <summary>ISO 3166-1 letters of the last visited network's country.</summary>
    Country = 16,
    Network = 17,

    /// <summary>ISO 3166-2.</summary>
    Region = 18,

    /// <summary>Something is in force, but where the line is was not said.</summary>
    InForceElsewhere = 19,
    From = 20,
    Until = 21,
    LastVerified = 22,

    /// <summary>On air from this operator, by the map of the region.</summary>
    Coverage = 23,
    DeviceTechnologies = 24,

    /// <summary>The first eight digits of an IMEI: the model.</summary>
    DeviceSeen = 25,
    DeviceNow = 26,
    AccessPointNow = 27,
    AccessPointExpected = 28,

    /// <summary>Another bar or an ended contract hides what else there may be.</summary>
    HiddenBy = 29,
    RoamingCap = 30,

    /// <summary>The price of the pack that the holder's stop holds back.</summary>
    StoppedAutoPack = 31,
}

/// <summary>One fact behind a finding: an amount, a moment, or a word.</summary>
public sealed record Evidence(EvidenceCode Code, Money? Amount, Moment? At, string? Word)
{
    /// <summary>As programs read it: whole kopeks, ISO 8601, or the word itself.</summary>
    public string Value => Amount is { } amount ? amount.Kopeks.ToString(CultureInfo.InvariantCulture) : At is { } at ? at.ToString() : Word ?? "";

    public static Evidence Of(EvidenceCode code, Money amount) => new(code, amount, null, null);

    public static Evidence Of(EvidenceCode code, Moment at) => new(code, null, at, null);

    public static Evidence Of(EvidenceCode code, string word) => new(code, null, null, word);

    public static Evidence Of(EvidenceCode code, long number) => Of(code, number.ToString(CultureInfo.InvariantCulture));
}
