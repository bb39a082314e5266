namespace Kopek.Gateways.Payments.Stripe;

/// <summary>The account at Stripe that a deployment has.</summary>
public sealed record StripeOptions
{
    /// <summary>More than two are no replacement of one by the other.</summary>
    public const int MostWebhookSecrets = 4;

    /// <summary>sk_... or rk_...; from the environment only, and never shown.</summary>
    public required string Key { get; init; }

    /// <summary>whsec_...; two while one replaces the other. None: no webhook is believed.</summary>
    public IReadOnlyList<string> WebhookSecrets { get; init; } = [];

    /// <summary>Elsewhere only for tests.</summary>
    public Uri BaseUrl { get; init; } = new("https://api.stripe.com");

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What is wrong with it, or null. Says nothing of what the secrets are.</summary>
    public string? Fault() => this switch
    {
        { Key.Length: 0 } => "Stripe needs its secret key.",
        _ when !IsSecretKey(Key) => "Stripe's secret key begins with sk_ or rk_ and has only letters, digits and _.",
        { WebhookSecrets.Count: > MostWebhookSecrets } => $"Stripe has at most {MostWebhookSecrets} webhook secrets at a time.",
        _ when !WebhookSecrets.All(IsWebhookSecret) => "A webhook secret of Stripe begins with whsec_.",
        _ when !ProviderAddress.IsSafe(BaseUrl) => "Stripe is reached by https; by http only on this machine.",
        _ => null,
    };

    /// <summary>Without the secrets, whatever shows it.</summary>
    public override string ToString() => $"Stripe at {BaseUrl}";

    private static bool IsSecretKey(string key) =>
        (key.StartsWith("sk_", StringComparison.Ordinal) || key.StartsWith("rk_", StringComparison.Ordinal)) && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static bool IsWebhookSecret(string secret) => secret.StartsWith("whsec_", StringComparison.Ordinal) && secret.Length > "whsec_".Length + 8;
}
