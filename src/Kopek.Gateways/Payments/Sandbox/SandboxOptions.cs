namespace Kopek.Gateways.Payments.Sandbox;

/// <summary>A provider that takes no real money: for trying Kopek out, for demos and for tests.</summary>
public sealed record SandboxOptions
{
    /// <summary>A shorter secret is guessed.</summary>
    public const int ShortestSecret = 16;

    /// <summary>Where sandbox.db is: the data folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Where payers reach this server; the page to confirm a payment is /sandbox/pay/{id} under it.</summary>
    public Uri PublicUrl { get; init; } = new("http://127.0.0.1:8080/");

    /// <summary>Signs the sandbox's webhooks; null: a random one that stays in sandbox.db.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>How long what succeeds later is pending.</summary>
    public TimeSpan SettlesAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after a payment its chargeback comes.</summary>
    public TimeSpan ChargesBackAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a payer may take to confirm; then the payment is cancelled.</summary>
    public TimeSpan ConfirmsWithin { get; init; } = TimeSpan.FromHours(1);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What is wrong with it, or null.</summary>
    public string? Fault() => this switch
    {
        { Folder.Length: 0 } => "The sandbox needs a data folder.",
        _ when PayerUrl.Read(PublicUrl.OriginalString) is null => "The public address of this server is http://HOST[:PORT]/ or https://HOST[:PORT]/.",
        _ when !PublicUrl.AbsolutePath.EndsWith('/') => "The public address of this server ends with a slash.",
        { WebhookSecret.Length: < ShortestSecret } => $"The sandbox's webhook secret has at least {ShortestSecret} characters.",
        _ => null,
    };

    /// <summary>Without the secret, whatever shows it.</summary>
    public override string ToString() => $"sandbox at {PublicUrl}";
}
