using Kopek.Books.Partners;
using Microsoft.Extensions.Logging;

namespace Kopek.Gateways.Webhooks;

/// <summary>What is logged of callbacks: ids, codes and outcomes, never an address, a number or a secret.</summary>
internal static partial class WebhookLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Callback {Id} of partner {Partner}, attempt {Attempt}: {State}, {Answer}")]
    public static partial void Outcome(ILogger log, long id, string partner, int attempt, CallbackState state, string answer);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason}")]
    public static partial void StoreFailed(ILogger log, string reason);
}
