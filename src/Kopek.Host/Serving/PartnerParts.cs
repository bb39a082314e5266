using Kopek.Books.Partners;
using Kopek.Books.Storage;
using Kopek.Gateways.Webhooks;
using Kopek.Host.Commands;
using Kopek.Web;
using Kopek.Web.Partner;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kopek.Host.Serving;

/// <summary>Selling partners of one server: their store, the outcomes that are taken into it, and the webhooks that tell them.</summary>
internal sealed class PartnerParts : IAsyncDisposable
{
    private readonly PartnerTail tail;
    private readonly WebhookAddress addresses;
    private readonly WebhookSender sender;
    private readonly ILogger log;
    private LostWishes? lost;
    private WebhookDispatcher? dispatcher;

    private PartnerParts(PartnerStore store, WebhookAddress addresses, ILogger log)
    {
        Store = store;
        this.addresses = addresses;
        this.log = log;
        tail = new PartnerTail(store, TimeProvider.System);
        sender = new WebhookSender(addresses, TimeProvider.System);
    }

    public PartnerStore Store { get; }

    /// <summary>Before the engine starts: outcomes are seen from then on. Throws <see cref="CommandFailure"/> with what is wrong and what to do.</summary>
    public static PartnerParts Open(ServeOptions options, PaymentParts payments, ILogger log)
    {
        try
        {
            var parts = new PartnerParts(new PartnerStore(options.Data, TimeProvider.System), new WebhookAddress(options.AllowsLoopbackWebhooks), log);
            payments.Seen += parts.tail.See;
            return parts;
        }
        catch (BooksException failed)
        {
            throw new CommandFailure(failed.AtStart, failed);
        }
    }

    /// <summary>When orders are driven, before HTTP is served: terms into the floats, lost wishes, numbers of products, addresses.</summary>
    public async Task BeginServing(WebApplication web, PaymentParts payments)
    {
        foreach (var entry in Store.Directory.All)
        {
            await payments.Driver.Tell(PartnerOrder.FloatOf(entry.Profile.Code), PartnerTerms.Of(entry.Profile));
        }

        lost = new LostWishes(Store, payments.Driver, TimeProvider.System);
        await lost.Start();
        var api = new PartnerApi(web.Services.GetRequiredService<WebOptions>(), new PartnerDesk(Store, payments.Driver, addresses));
        await api.Prepare();
        api.Map(web);
        dispatcher = new WebhookDispatcher(Store, sender, api.BodyOf, TimeProvider.System, log);
        dispatcher.Start();
    }

    /// <summary>When nobody is served any more, before the engine stops.</summary>
    public async ValueTask EndServing()
    {
        if (lost is not null)
        {
            await lost.DisposeAsync();
        }

        if (dispatcher is not null)
        {
            await dispatcher.DisposeAsync();
        }
    }

    /// <summary>When the engine has stopped: its last outcomes are stored.</summary>
    public ValueTask DisposeAsync()
    {
        sender.Dispose();
        Store.Dispose();
        return ValueTask.CompletedTask;
    }
}
