using System.Net.Http.Headers;
using Kopek.Books.Receipts;
using Kopek.Books.Vouchers;
using Kopek.Core.Roaming;
using Kopek.Core.TopUps;
using Kopek.Engine;
using Kopek.Engine.Accounts;
using Kopek.Engine.Mandates;
using Kopek.Engine.Payments;
using Kopek.Gateways.Payments.Sandbox;
using Kopek.Host.Commands;
using Kopek.Web;
using Microsoft.Extensions.Logging;

namespace Kopek.Host.Serving;

/// <summary>Money in of one server: its payment providers, the driver of orders, and what the HTTP edge needs of them.</summary>
internal sealed class PaymentParts : IAsyncDisposable
{
    private static readonly TimeSpan webhooksEvery = TimeSpan.FromSeconds(1);

    private static readonly Action<ILogger, string, Exception?> sandboxFailed =
        LoggerMessage.Define<string>(LogLevel.Warning, new EventId(1, "SandboxFailed"), "The sandbox sends no more webhooks: {Reason}");

    private readonly ServeOptions options;
    private readonly VoucherPins pins;
    private readonly IReadOnlyList<IPaymentProvider> providers;
    private readonly ILogger log;
    private readonly OrdersByLine byLine = new();
    private readonly CancellationTokenSource ending = new();
    private Task webhooks = Task.CompletedTask;

    private PaymentParts(ServeOptions options, VoucherPins pins, IReadOnlyList<IPaymentProvider> providers, Catalogue catalogue, ILogger log)
    {
        this.options = options;
        this.pins = pins;
        this.log = log;
        this.providers = providers;
        Driver = new OrderDriver(providers.ToDictionary(provider => provider.Name), new OrderDriverOptions(order => new Uri(options.Public, $"pay/{order.Id}")), TimeProvider.System)
        {
            Seen = See,
        };
        Mandates = new MandateDriver(Driver, () => catalogue, TimeProvider.System);
    }

    public OrderDriver Driver { get; }
    public MandateDriver Mandates { get; }

    /// <summary>What the engine tells of accounts.</summary>
    public AccountReactionChain Reactions => new([Driver, Mandates]);
    public SandboxProvider? Sandbox => providers.OfType<SandboxProvider>().FirstOrDefault();

    /// <summary>Told of every order after each of its changes, beside the index by line. Set before the engine starts.</summary>
    public Action<TopUpOrder> Seen { get; set; } = _ => { };

    /// <summary>Throws <see cref="CommandFailure"/> with what is wrong and what to do.</summary>
    public static PaymentParts Open(ServeOptions options, Catalogue catalogue, ILogger log)
    {
        try
        {
            var read = PaymentOptions.Read(options.Data, Environment.GetEnvironmentVariable);
            var sandbox = options.HasSandbox ? (read.Sandbox ?? new SandboxOptions { Folder = options.Data }) with { PublicUrl = options.Public } : read.Sandbox;
            return new PaymentParts(options, VoucherPins.Open(options.Data), (read with { Sandbox = sandbox }).Open(), catalogue, log);
        }
        catch (Exception failed) when (failed is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(failed.Message, failed);
        }
    }

    public WebPayments Web(ChargingEngine engine, ReceiptFeed receipts) =>
        new(new TopUpDesk(engine, Driver, byLine, TimeProvider.System), pins, new GuessLimit(TimeProvider.System)) { Mandates = Mandates, Receipts = receipts };

    /// <summary>Goes on with the orders of an earlier process.</summary>
    public async Task BeginDriving(ChargingEngine engine)
    {
        await Driver.Start(engine.Shards);
        await Mandates.Start(engine.Shards, engine.Changes);
    }

    /// <summary>The sandbox sends its webhooks to this server as a real provider would. When HTTP is served.</summary>
    public void BeginWebhooks()
    {
        if (Sandbox is not null)
        {
            webhooks = Task.Run(DeliverAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await webhooks;
        await Mandates.DisposeAsync();
        await Driver.DisposeAsync();
        foreach (var provider in providers.OfType<IDisposable>())
        {
            provider.Dispose();
        }

        ending.Dispose();
    }

    private void See(TopUpOrder order)
    {
        byLine.Take(order);
        Seen(order);
    }

    private async Task DeliverAsync()
    {
        using var http = new HttpClient { BaseAddress = options.Url, Timeout = TimeSpan.FromSeconds(5) };
        using var clock = new PeriodicTimer(webhooksEvery);
        try
        {
            while (await clock.WaitForNextTickAsync(ending.Token))
            {
                await Sandbox!.Deliver((webhook, cancel) => SendAsync(http, webhook, cancel), ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops; what was not taken is sent after the next start.
        }
        catch (SandboxException failed)
        {
            sandboxFailed(log, failed.Message, null);
        }
    }

    private static async Task<bool> SendAsync(HttpClient http, SandboxWebhook webhook, CancellationToken cancel)
    {
        using var content = new ReadOnlyMemoryContent(webhook.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.Add(SandboxWebhooks.SignatureHeader, webhook.Signature);
        try
        {
            using var answer = await http.PostAsync(new Uri("webhooks/sandbox", UriKind.Relative), content, cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}
