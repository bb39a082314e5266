using Kopek.Core.Roaming;
using Kopek.Engine.Journalling;
using Microsoft.Extensions.Logging;

namespace Kopek.Host.Serving;

/// <summary>Everything that money in and the people behind it need, opened before the engine: whoever wants to see orders is told of each from the first on.</summary>
internal sealed record MoneyParts(PaymentParts Payments, ReceiptParts Receipts, CounterHost Counter, PartnerParts Partners, SupportParts Support)
{
    /// <summary>Throws <see cref="Commands.CommandFailure"/> with what is wrong and what to do.</summary>
    public static MoneyParts Open(ServeOptions options, IJournal journal, IEventCodec codec, Catalogue catalogue, ILoggerFactory loggers)
    {
        var payments = PaymentParts.Open(options, catalogue, loggers.CreateLogger("Kopek.Payments"));
        var receipts = ReceiptParts.Open(options, journal, codec, catalogue, loggers.CreateLogger("Kopek.Receipts"));
        payments.Seen += receipts.Feed.Take;
        return new MoneyParts(payments, receipts, CounterHost.Open(options.Data), PartnerParts.Open(options, payments, loggers.CreateLogger("Kopek.Partners")),
            SupportParts.Open(options.Data));
    }
}
