using Kopek.Core.Notices;
using Microsoft.Extensions.Logging;

namespace Kopek.Gateways.Messages;

/// <summary>What is logged of messages: ids, kinds and reasons, never a number, an address or a text.</summary>
internal static partial class MessageLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} notices were under way when the process died; their outcome is unknown, they are not sent again")]
    public static partial void Interrupted(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Notice {Id} of line {Line}, {Kind} by {Channel}: {Outcome}")]
    public static partial void Outcome(ILogger log, long id, long line, NoticeKind kind, NoticeChannel channel, string outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending notice {Id} by {Channel} broke with {Failure}")]
    public static partial void ChannelFailed(ILogger log, NoticeChannel channel, long id, string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason}")]
    public static partial void StoreFailed(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Bound to the SMS centre {Host}:{Port}")]
    public static partial void Bound(ILogger log, string host, int port);

    [LoggerMessage(Level = LogLevel.Warning, Message = "SMS centre {Host}:{Port}: {Reason}; tried again in {Seconds} s")]
    public static partial void Unbound(ILogger log, string host, int port, string reason, long seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The SMS centre wants us slower (command_status 0x{Status:X8}): nothing is sent for {Milliseconds} ms")]
    public static partial void Throttled(ILogger log, uint status, long milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail server {Host}:{Port}: {Reason}")]
    public static partial void MailFailed(ILogger log, string host, int port, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message of a holder was not answered: {Kind}")]
    public static partial void NotAnswered(ILogger log, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in code of line {Line} was not sent: {Reason}")]
    public static partial void CodeNotSent(ILogger log, long line, string reason);
}
