using System.Net;
using Kopek.Gateways.Payments.Sandbox;
using Kopek.Gateways.Payments.Stripe;
using Kopek.Gateways.Payments.YooKassa;

namespace Kopek.Gateways.Tests.Payments;

/// <summary>What is missing or wrong is named, and no secret is ever shown.</summary>
public sealed class PaymentOptionsFaultTests
{
    private static readonly StripeOptions Stripe = new() { Key = "sk_test_secretsecret", WebhookSecrets = ["whsec_secretsecret"] };
    private static readonly YooKassaOptions YooKassa = new() { Shop = "100500", Key = "test_secretsecret" };
    private static readonly SandboxOptions Sandbox = new() { Folder = "data", WebhookSecret = "secretsecretsecret" };

    [Fact]
    public void Good_ones_have_no_fault() => Assert.All(new[] { Stripe.Fault(), YooKassa.Fault(), Sandbox.Fault() }, Assert.Null);

    [Fact]
    public void None_shows_its_secrets() =>
        Assert.All(new object[] { Stripe, YooKassa, Sandbox }, options => Assert.DoesNotContain("secretsecret", options.ToString(), StringComparison.Ordinal));

    [Fact]
    public void A_fault_of_stripe_is_named_without_the_secret()
    {
        Named("secret key", (Stripe with { Key = "" }).Fault());
        Named("sk_", (Stripe with { Key = "pk_test_secretsecret" }).Fault());
        Named("sk_", (Stripe with { Key = "sk_test_secretsecret\n" }).Fault());
        Named("whsec_", (Stripe with { WebhookSecrets = ["secretsecret"] }).Fault());
        Named("at most", (Stripe with { WebhookSecrets = [.. Enumerable.Repeat("whsec_secretsecret", 5)] }).Fault());
        Named("https", (Stripe with { BaseUrl = new Uri("http://api.stripe.example") }).Fault());
        Assert.Null((Stripe with { BaseUrl = new Uri("http://127.0.0.1:9") }).Fault());
    }

    [Fact]
    public void A_fault_of_yookassa_is_named_without_the_secret()
    {
        Named("shop", (YooKassa with { Shop = "" }).Fault());
        Named("digits", (YooKassa with { Shop = "1:2" }).Fault());
        Named("secret key", (YooKassa with { Key = "" }).Fault());
        Named("letters", (YooKassa with { Key = "secretsecret\r\nX: 1" }).Fault());
        Named("https", (YooKassa with { BaseUrl = new Uri("http://api.yookassa.example/v3/") }).Fault());
        Named("slash", (YooKassa with { BaseUrl = new Uri("https://api.yookassa.example/v3") }).Fault());
        Named("network", (YooKassa with { Networks = [] }).Fault());
    }

    [Fact]
    public void A_fault_of_the_sandbox_is_named()
    {
        Named("folder", (Sandbox with { Folder = "" }).Fault());
        Named("16", (Sandbox with { WebhookSecret = "secretsecret" }).Fault());
        Named("http", (Sandbox with { PublicUrl = new Uri("ftp://kopek.example/") }).Fault());
        Named("slash", (Sandbox with { PublicUrl = new Uri("https://kopek.example/pay") }).Fault());
    }

    [Fact]
    public void A_provider_is_not_made_with_a_fault()
    {
        Assert.Throws<ArgumentException>(() => new StripeProvider(Stripe with { Key = "" }));
        Assert.Throws<ArgumentException>(() => new YooKassaProvider(YooKassa with { Key = "" }));
        Assert.Throws<ArgumentException>(() => new SandboxProvider(Sandbox with { Folder = "" }));
    }

    [Fact]
    public void The_documented_networks_hold_their_ends_and_no_more()
    {
        Assert.All((string[])["185.71.76.0", "185.71.76.31", "185.71.77.31", "77.75.153.127", "77.75.154.128", "77.75.156.11", "77.75.156.35", "2a02:5180:0:1509::1"], address => Assert.True(Holds(address)));
        Assert.All((string[])["185.71.76.32", "185.71.75.255", "77.75.153.128", "77.75.154.127", "77.75.156.12", "2a02:5181::1", "127.0.0.1"], address => Assert.False(Holds(address)));
    }

    private static bool Holds(string address) => YooKassaOptions.DocumentedNetworks.Any(network => network.Contains(IPAddress.Parse(address)));

    private static void Named(string word, string? fault)
    {
        Assert.Contains(word, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("secretsecret", fault, StringComparison.Ordinal);
    }
}
