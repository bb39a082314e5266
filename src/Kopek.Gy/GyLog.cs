using Kopek.Core.Lines;
using Kopek.Engine.Shards;
using Microsoft.Extensions.Logging;

namespace Kopek.Gy;

/// <summary>What Gy logs. Never a subscriber's number, never a Session-Id: some cores write the IMSI into it.</summary>
internal static partial class GyLog
{
    [LoggerMessage(101, LogLevel.Warning, "Gy {Connection}: a request refused with {ResultCode}, {Avp}; {Refusals} refused on this connection")]
    public static partial void RequestRefused(this ILogger logger, string connection, uint resultCode, string avp, long refusals);

    [LoggerMessage(102, LogLevel.Warning, "Gy {Connection}: no answer from the engine ({Reason}), the client gets {ResultCode}; {Refusals} refused on this connection")]
    public static partial void NotAnswered(this ILogger logger, string connection, ShardFailure reason, uint resultCode, long refusals);

    [LoggerMessage(103, LogLevel.Warning, "Gy {Connection}: {OriginHost} asks for units that no plan sells (CC-Time, CC-Service-Specific-Units or CC-Money), 5031; only octets are sold. {Refusals} refused on this connection")]
    public static partial void UnitsNotSold(this ILogger logger, string connection, string originHost, long refusals);

    [LoggerMessage(104, LogLevel.Warning, "Gy {Connection}: the MSISDN and the IMSI of one request lead to different lines ({MsisdnLine}, {ImsiLine}), 5030; {Refusals} refused on this connection")]
    public static partial void SubscribersDiffer(this ILogger logger, string connection, LineId msisdnLine, LineId imsiLine, long refusals);

    [LoggerMessage(105, LogLevel.Warning, "Gy: {Command} for a session of {OriginHost} not sent: no connection")]
    public static partial void NoWayToClient(this ILogger logger, string command, string originHost);

    [LoggerMessage(106, LogLevel.Warning, "Gy: {OriginHost} answered {Command} with {ResultCode}")]
    public static partial void ServerRequestRefused(this ILogger logger, string command, string originHost, uint resultCode);

    [LoggerMessage(107, LogLevel.Warning, "Gy: {OriginHost} gave no answer to {Command} ({Reason})")]
    public static partial void ServerRequestUnanswered(this ILogger logger, string command, string originHost, Kopek.Diameter.Peers.NoAnswerReason reason);

    [LoggerMessage(108, LogLevel.Warning, "Gy: the sessions of line {Line} are not re-authorised, the shard gave no answer ({Reason}); they learn at their next U")]
    public static partial void NotReauthorized(this ILogger logger, LineId line, ShardFailure reason);

    [LoggerMessage(109, LogLevel.Error, "Gy {Connection}: a request broke the reader")]
    public static partial void ReaderBroke(this ILogger logger, string connection, Exception bug);
}
