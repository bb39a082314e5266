namespace Kopek.Gateways.Messages.Smpp;

/// <summary>command_id, SMPP 3.4 5.1.2.1: what this client says or hears. An answer has the highest bit of its request set.</summary>
internal enum SmppCommand : uint
{
    BindTransceiver = 0x00000009,
    Unbind = 0x00000006,
    SubmitSm = 0x00000004,
    DeliverSm = 0x00000005,
    EnquireLink = 0x00000015,
    GenericNack = 0x80000000,
    BindTransceiverResp = 0x80000009,
    UnbindResp = 0x80000006,
    SubmitSmResp = 0x80000004,
    DeliverSmResp = 0x80000005,
    EnquireLinkResp = 0x80000015,
}

/// <summary>command_status, SMPP 3.4 5.1.3: those that mean something to us.</summary>
internal static class SmppStatus
{
    public const uint Ok = 0x00000000;
    public const uint InvalidCommandLength = 0x00000002;
    public const uint InvalidCommandId = 0x00000003;
    public const uint SystemError = 0x00000008;
    public const uint InvalidDestination = 0x0000000B;
    public const uint BindFailed = 0x0000000D;
    public const uint MessageQueueFull = 0x00000014;
    public const uint SubmitFailed = 0x00000045;
    public const uint Throttled = 0x00000058;

    /// <summary>ESME_RX_T_APPN: we cannot take it now, send it again.</summary>
    public const uint TemporaryReceiverError = 0x00000064;

    /// <summary>The centre wants us slower.</summary>
    public static bool IsThrottling(uint status) => status is Throttled or MessageQueueFull;

    /// <summary>The centre did not take it, and may later: ESME_RSYSERR. Every other error says that it never will.</summary>
    public static bool IsTemporary(uint status) => IsThrottling(status) || status is SystemError;
}
