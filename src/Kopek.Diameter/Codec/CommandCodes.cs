namespace Kopek.Diameter.Codec;

/// <summary>Command codes; request and answer share one.</summary>
public static class CommandCodes
{
    public const uint CapabilitiesExchange = 257;
    public const uint ReAuth = 258;
    public const uint Accounting = 271;
    public const uint CreditControl = 272;
    public const uint AbortSession = 274;
    public const uint SessionTermination = 275;
    public const uint DeviceWatchdog = 280;
    public const uint DisconnectPeer = 282;

    /// <summary>The usual short name, <c>CCR</c> or <c>CCA</c>; the number where the command is unknown.</summary>
    public static string NameOf(uint commandCode, bool isRequest) => commandCode switch
    {
        CapabilitiesExchange => isRequest ? "CER" : "CEA",
        ReAuth => isRequest ? "RAR" : "RAA",
        Accounting => isRequest ? "ACR" : "ACA",
        CreditControl => isRequest ? "CCR" : "CCA",
        AbortSession => isRequest ? "ASR" : "ASA",
        SessionTermination => isRequest ? "STR" : "STA",
        DeviceWatchdog => isRequest ? "DWR" : "DWA",
        DisconnectPeer => isRequest ? "DPR" : "DPA",
        _ => $"{commandCode}{(isRequest ? "R" : "A")}",
    };
}

/// <summary>Application-Ids.</summary>
public static class Applications
{
    public const uint Base = 0;
    public const uint CreditControl = 4;
    public const uint Relay = 0xFFFF_FFFF;
}

/// <summary>IANA private enterprise numbers.</summary>
public static class Vendors
{
    public const uint None = 0;
    public const uint ThreeGpp = 10415;
}
