namespace Kopek.Core.Diagnosis;

/// <summary>Why data may not work, in the order in which causes of one verdict are told. The names are the stable codes.</summary>
public enum Cause : byte
{
    /// <summary>A fee, a debt or the first octet is not covered by the balance.</summary>
    BalanceShort = 1,

    /// <summary>After a return from abroad or a long silence the networks hold data and SMS back.</summary>
    CoolingPeriod = 2,

    /// <summary>Mobile data is cut in the area by order.</summary>
    AreaShutdown = 3,
    DataUsedUp = 4,

    /// <summary>Data goes on, but slowly.</summary>
    SpeedReduced = 5,
    PlanExpired = 6,
    IdentityNotConfirmed = 7,

    /// <summary>The contract names another device (IMEI).</summary>
    DeviceNotBound = 8,
    BarredByHolder = 9,
    BarredByOperator = 10,
    BarredForFraud = 11,
    WrongAccessPoint = 12,
    ForeignSimSilent = 13,

    /// <summary>The plan does not work in the country of the visited network.</summary>
    RoamingOff = 14,

    /// <summary>The plan works there, but neither a pack nor the balance covers the first octet.</summary>
    NoCoverAbroad = 15,
    NoCoverage = 16,

    /// <summary>Sold and never used: its first use starts the plan.</summary>
    NotActivated = 17,
    ContractEnded = 18,
    Outage = 19,

    /// <summary>The plan works there, and the holder's own cap on roaming leaves nothing for the first octet.</summary>
    RoamingCapReached = 20,
}

/// <summary>What nobody but the holder can see: offered to be looked at, never a verdict.</summary>
public enum Check : byte
{
    /// <summary>Mobile data on, VPN off, the right SIM chosen for data.</summary>
    DataSwitch = 1,
    AccessPoint = 2,
    EsimProfile = 3,

    /// <summary>A router or tablet on a plan for phones, bands locked.</summary>
    DeviceKind = 4,
}
