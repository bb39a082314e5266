using Microsoft.Extensions.Logging;

namespace Kopek.Gateways.Fiscal;

/// <summary>What is logged of fiscal documents: keys and reasons, never a contact or a token.</summary>
internal static partial class FiscalLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} fiscal documents were under way when the process died; the register is asked what became of them")]
    public static partial void Interrupted(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Fiscal document {Key}: {Outcome}")]
    public static partial void Outcome(ILogger log, string key, string outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "The register {Register} broke at fiscal document {Key} with {Failure}")]
    public static partial void RegisterFailed(ILogger log, string register, string key, string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason}")]
    public static partial void StoreFailed(ILogger log, string reason);
}
