using System.Net;
using Kopek.Engine.Payments;
using Kopek.Gateways.Payments.Sandbox;
using Kopek.Gateways.Payments.Stripe;
using Kopek.Gateways.Payments.YooKassa;
using Kopek.Host.Commands;

namespace Kopek.Host.Serving;

/// <summary>The payment providers of `kopek serve`, from the environment only: a command line is read by everybody. docs/payments.md has the table.</summary>
internal sealed record PaymentOptions
{
    public const string StripeKey = "KOPEK_STRIPE_KEY";
    public const string StripeWebhookSecrets = "KOPEK_STRIPE_WEBHOOK_SECRETS";
    public const string StripeUrl = "KOPEK_STRIPE_URL";
    public const string YooKassaShop = "KOPEK_YOOKASSA_SHOP";
    public const string YooKassaKey = "KOPEK_YOOKASSA_KEY";
    public const string YooKassaNetworks = "KOPEK_YOOKASSA_NETWORKS";
    public const string YooKassaUrl = "KOPEK_YOOKASSA_URL";
    public const string SandboxSwitch = "KOPEK_SANDBOX";
    public const string SandboxWebhookSecret = "KOPEK_SANDBOX_WEBHOOK_SECRET";
    public const string PublicUrl = "KOPEK_PUBLIC_URL";

    /// <summary>Null: that provider is not there.</summary>
    public StripeOptions? Stripe { get; init; }

    public YooKassaOptions? YooKassa { get; init; }

    public SandboxOptions? Sandbox { get; init; }

    /// <summary>Reads what is set; an empty variable is none. Throws <see cref="CommandFailure"/> that names the variable and quotes no secret.</summary>
    /// <param name="data">The data folder, for the sandbox's file.</param>
    /// <param name="variable">A variable of the environment, or null.</param>
    public static PaymentOptions Read(string data, Func<string, string?> variable)
    {
        string? Get(string name) => variable(name) is { Length: > 0 } value ? value : null;
        return new PaymentOptions { Stripe = ReadStripe(Get), YooKassa = ReadYooKassa(Get), Sandbox = ReadSandbox(data, Get) };
    }

    /// <summary>The providers, to be disposed of by the caller. Throws <see cref="CommandFailure"/>.</summary>
    public IReadOnlyList<IPaymentProvider> Open()
    {
        try
        {
            var sandbox = Sandbox is null ? null : new SandboxProvider(Sandbox);
            IPaymentProvider?[] all = [Stripe is null ? null : new StripeProvider(Stripe), YooKassa is null ? null : new YooKassaProvider(YooKassa), sandbox];
            return [.. all.OfType<IPaymentProvider>()];
        }
        catch (SandboxException failed)
        {
            throw new CommandFailure(failed.Message, failed);
        }
    }

    private static StripeOptions? ReadStripe(Func<string, string?> get)
    {
        Together(get, StripeKey, StripeWebhookSecrets, StripeUrl);
        if (get(StripeKey) is not { } key)
        {
            return null;
        }

        var options = new StripeOptions { Key = key, WebhookSecrets = Several(get(StripeWebhookSecrets)) };
        options = Address(get, StripeUrl) is { } url ? options with { BaseUrl = url } : options;
        return options.Fault() is { } fault ? throw Fault("KOPEK_STRIPE_*", fault) : options;
    }

    private static YooKassaOptions? ReadYooKassa(Func<string, string?> get)
    {
        Together(get, YooKassaShop, YooKassaKey, YooKassaNetworks, YooKassaUrl);
        Together(get, YooKassaKey, YooKassaShop);
        if (get(YooKassaShop) is not { } shop || get(YooKassaKey) is not { } key)
        {
            return null;
        }

        var options = new YooKassaOptions { Shop = shop, Key = key };
        options = Address(get, YooKassaUrl) is { } url ? options with { BaseUrl = url } : options;
        options = get(YooKassaNetworks) is { } networks ? options with { Networks = [.. Several(networks).Select(Network)] } : options;
        return options.Fault() is { } fault ? throw Fault("KOPEK_YOOKASSA_*", fault) : options;
    }

    private static SandboxOptions? ReadSandbox(string data, Func<string, string?> get)
    {
        switch (get(SandboxSwitch))
        {
            case null or "off":
                return null;
            case "on":
                break;
            default:
                throw new CommandFailure($"{SandboxSwitch} is on or off.");
        }

        var options = new SandboxOptions { Folder = data, WebhookSecret = get(SandboxWebhookSecret) };
        options = Address(get, PublicUrl) is { } url ? options with { PublicUrl = url } : options;
        return options.Fault() is { } fault ? throw Fault("KOPEK_SANDBOX*", fault) : options;
    }

    /// <summary>The others mean nothing without the first.</summary>
    private static void Together(Func<string, string?> get, string first, params string[] others)
    {
        if (get(first) is null && others.FirstOrDefault(other => get(other) is not null) is { } set)
        {
            throw new CommandFailure($"{set} needs {first} too.");
        }
    }

    private static Uri? Address(Func<string, string?> get, string name) => get(name) switch
    {
        null => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) => url,
        _ => throw new CommandFailure($"{name} is no http:// or https:// address."),
    };

    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network : throw new CommandFailure($"{YooKassaNetworks}: '{text}' is no network as 185.71.76.0/27.");

    private static List<string> Several(string? text) => [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static CommandFailure Fault(string variables, string fault) => new($"{variables}: {fault}");
}
