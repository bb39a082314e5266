using Kopek.Gateways.Payments.YooKassa;
using Kopek.Host.Commands;
using Kopek.Host.Serving;
using Kopek.Host.Tests.Processes;

namespace Kopek.Host.Tests.Serving;

public sealed class PaymentOptionsTests
{
    private static readonly (string, string)[] Stripe = [(PaymentOptions.StripeKey, "sk_test_secretsecret")];
    private static readonly (string, string)[] YooKassa = [(PaymentOptions.YooKassaShop, "100500"), (PaymentOptions.YooKassaKey, "test_secretsecret")];

    [Fact]
    public void Nothing_is_set_and_there_is_no_provider()
    {
        var read = Read();
        Assert.Equal((null, null, null), (read.Stripe, read.YooKassa, read.Sandbox));
        Assert.Empty(read.Open());
    }

    [Fact]
    public void An_empty_variable_is_none() => Assert.Null(Read((PaymentOptions.StripeKey, ""), (PaymentOptions.SandboxSwitch, "")).Stripe);

    [Fact]
    public void All_that_may_be_set_is_read()
    {
        var read = Read(
            [.. Stripe, .. YooKassa, (PaymentOptions.StripeWebhookSecrets, "whsec_secretsecret1, whsec_secretsecret2"), (PaymentOptions.StripeUrl, "http://127.0.0.1:9/"),
            (PaymentOptions.YooKassaNetworks, "10.0.0.0/8,2001:db8::/32"), (PaymentOptions.YooKassaUrl, "https://yookassa.example/v3/"),
            (PaymentOptions.SandboxSwitch, "on"), (PaymentOptions.SandboxWebhookSecret, "secretsecretsecret"), (PaymentOptions.PublicUrl, "https://kopek.example/")]);
        Assert.Equal(["whsec_secretsecret1", "whsec_secretsecret2"], read.Stripe!.WebhookSecrets);
        Assert.Equal(("sk_test_secretsecret", "http://127.0.0.1:9/"), (read.Stripe.Key, read.Stripe.BaseUrl.AbsoluteUri));
        Assert.Equal(("100500", "test_secretsecret", "https://yookassa.example/v3/"), (read.YooKassa!.Shop, read.YooKassa.Key, read.YooKassa.BaseUrl.AbsoluteUri));
        Assert.Equal(["10.0.0.0/8", "2001:db8::/32"], read.YooKassa.Networks.Select(network => network.ToString()));
        Assert.Equal(("folder", "secretsecretsecret", "https://kopek.example/"), (read.Sandbox!.Folder, read.Sandbox.WebhookSecret, read.Sandbox.PublicUrl.AbsoluteUri));
        Assert.DoesNotContain("secretsecret", read.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_networks_the_documented_ones_are_meant() => Assert.Equal(YooKassaOptions.DocumentedNetworks, Read(YooKassa).YooKassa!.Networks);

    [Fact]
    public void What_is_missing_is_named()
    {
        Refused(["KOPEK_YOOKASSA_KEY", "KOPEK_YOOKASSA_SHOP"], YooKassa[0]);
        Refused(["KOPEK_YOOKASSA_KEY", "KOPEK_YOOKASSA_SHOP"], YooKassa[1]);
        Refused(["KOPEK_YOOKASSA_NETWORKS", "KOPEK_YOOKASSA_SHOP"], (PaymentOptions.YooKassaNetworks, "10.0.0.0/8"));
        Refused(["KOPEK_STRIPE_WEBHOOK_SECRETS", "KOPEK_STRIPE_KEY"], (PaymentOptions.StripeWebhookSecrets, "whsec_secretsecret"));
    }

    [Fact]
    public void What_is_wrong_is_named_and_no_secret_is_quoted()
    {
        Refused(["KOPEK_STRIPE_", "sk_"], (PaymentOptions.StripeKey, "pk_test_secretsecret"));
        Refused(["KOPEK_STRIPE_", "whsec_"], [.. Stripe, (PaymentOptions.StripeWebhookSecrets, "secretsecret")]);
        Refused(["KOPEK_STRIPE_URL"], [.. Stripe, (PaymentOptions.StripeUrl, "api.stripe.com")]);
        Refused(["KOPEK_STRIPE_", "https"], [.. Stripe, (PaymentOptions.StripeUrl, "http://api.stripe.example")]);
        Refused(["KOPEK_YOOKASSA_", "digits"], (PaymentOptions.YooKassaShop, "shop"), YooKassa[1]);
        Refused(["KOPEK_YOOKASSA_NETWORKS", "10.0.0.0/33"], [.. YooKassa, (PaymentOptions.YooKassaNetworks, "10.0.0.0/33")]);
        Refused(["KOPEK_SANDBOX", "on or off"], (PaymentOptions.SandboxSwitch, "yes"));
        Refused(["KOPEK_SANDBOX", "16"], (PaymentOptions.SandboxSwitch, "on"), (PaymentOptions.SandboxWebhookSecret, "secretsecret"));
        Refused(["KOPEK_PUBLIC_URL"], (PaymentOptions.SandboxSwitch, "on"), (PaymentOptions.PublicUrl, "kopek.example"));
    }

    [Fact]
    public void Those_that_are_set_are_opened()
    {
        using var folder = new TemporaryFolder();
        var opened = PaymentOptions.Read(folder.Path, Variables([.. Stripe, .. YooKassa, (PaymentOptions.SandboxSwitch, "on")])).Open();
        Assert.Equal(["stripe", "yookassa", "sandbox"], opened.Select(provider => provider.Name));
        Assert.All(opened, provider => ((IDisposable)provider).Dispose());
        Assert.True(File.Exists(folder.File("sandbox.db")));
    }

    [Fact]
    public void A_sandbox_that_cannot_be_opened_is_said_in_words() =>
        Assert.Contains("sandbox.db", Assert.Throws<CommandFailure>(() => Read((PaymentOptions.SandboxSwitch, "on")).Open()).Message, StringComparison.Ordinal);

    private static void Refused(string[] named, params (string Name, string Value)[] set)
    {
        var refused = Assert.Throws<CommandFailure>(() => Read(set));
        Assert.All(named, name => Assert.Contains(name, refused.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("secretsecret", refused.Message, StringComparison.Ordinal);
    }

    private static PaymentOptions Read(params (string Name, string Value)[] set) => PaymentOptions.Read("folder", Variables(set));

    private static Func<string, string?> Variables((string Name, string Value)[] set) => name => set.FirstOrDefault(pair => pair.Name == name).Value;
}
