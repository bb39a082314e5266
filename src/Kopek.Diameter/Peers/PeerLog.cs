using Microsoft.Extensions.Logging;

namespace Kopek.Diameter.Peers;

/// <summary>What peers log. Never an AVP's value, save the names that peers give themselves.</summary>
internal static partial class PeerLog
{
    [LoggerMessage(1, LogLevel.Information, "Diameter {Connection}: open with {OriginHost} ({OriginRealm}, {Product}) from {Remote}")]
    public static partial void Opened(this ILogger logger, string connection, string originHost, string originRealm, string product, string? remote);

    [LoggerMessage(2, LogLevel.Information, "Diameter {Connection}: closed ({Reason}), {OriginHost}, {Requests} requests")]
    public static partial void Closed(this ILogger logger, string connection, string reason, string originHost, long requests);

    [LoggerMessage(3, LogLevel.Warning, "Diameter {Connection}: refused {OriginHost} ({OriginRealm}) from {Remote} with {ResultCode}")]
    public static partial void Refused(this ILogger logger, string connection, string originHost, string originRealm, string? remote, uint resultCode);

    [LoggerMessage(4, LogLevel.Warning, "Diameter {Connection}: a message that ends the connection, answered {ResultCode}; version {Version}, length {Length}, command {CommandCode}")]
    public static partial void BadFrame(this ILogger logger, string connection, uint resultCode, byte version, int length, uint commandCode);

    [LoggerMessage(5, LogLevel.Warning, "Diameter {Connection}: request refused, number {Count}, with {ResultCode}; command {CommandCode}, application {ApplicationId}, AVP {AvpCode} of vendor {VendorId}")]
    public static partial void RequestRefused(this ILogger logger, string connection, long count, uint resultCode, uint commandCode, uint applicationId, uint avpCode, uint vendorId);

    [LoggerMessage(6, LogLevel.Warning, "Diameter {Connection}: cut off ({Reason})")]
    public static partial void CutOff(this ILogger logger, string connection, string reason);

    [LoggerMessage(7, LogLevel.Error, "Diameter {Connection}: cut off because a message could not be encoded")]
    public static partial void EncodingFailed(this ILogger logger, string connection, Exception bug);

    [LoggerMessage(8, LogLevel.Debug, "Diameter {Connection}: {Requests} requests wait for answers, reading pauses")]
    public static partial void Paused(this ILogger logger, string connection, long requests);

    [LoggerMessage(9, LogLevel.Debug, "Diameter {Connection}: an answer to no open request, command {CommandCode}")]
    public static partial void UnexpectedAnswer(this ILogger logger, string connection, uint commandCode);

    [LoggerMessage(10, LogLevel.Warning, "Diameter: a connection from {Remote} refused, {Connections} are open")]
    public static partial void TooManyConnections(this ILogger logger, string? remote, int connections);
}
