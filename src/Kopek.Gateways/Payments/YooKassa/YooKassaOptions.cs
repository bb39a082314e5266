using System.Net;

namespace Kopek.Gateways.Payments.YooKassa;

/// <summary>The shop at YooKassa that a deployment has.</summary>
public sealed record YooKassaOptions
{
    /// <summary>Where YooKassa's notifications come from (https://yookassa.ru/developers/using-api/webhooks, "IP addresses").</summary>
    public static readonly IReadOnlyList<IPNetwork> DocumentedNetworks =
    [
        IPNetwork.Parse("185.71.76.0/27"),
        IPNetwork.Parse("185.71.77.0/27"),
        IPNetwork.Parse("77.75.153.0/25"),
        IPNetwork.Parse("77.75.154.128/25"),
        IPNetwork.Parse("77.75.156.11/32"),
        IPNetwork.Parse("77.75.156.35/32"),
        IPNetwork.Parse("2a02:5180::/32"),
    ];

    /// <summary>The shop's number (shopId).</summary>
    public required string Shop { get; init; }

    /// <summary>test_... or live_...; from the environment only, and never shown.</summary>
    public required string Key { get; init; }

    /// <summary>Notifications from elsewhere are not looked at.</summary>
    public IReadOnlyList<IPNetwork> Networks { get; init; } = DocumentedNetworks;

    /// <summary>Elsewhere only for tests.</summary>
    public Uri BaseUrl { get; init; } = new("https://api.yookassa.ru/v3/");

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What is wrong with it, or null. Says nothing of what the key is.</summary>
    public string? Fault() => this switch
    {
        { Shop.Length: 0 } => "YooKassa needs the shop's number.",
        { Shop.Length: > 20 } => "The shop's number at YooKassa has only digits.",
        _ when !Shop.All(char.IsAsciiDigit) => "The shop's number at YooKassa has only digits.",
        { Key.Length: 0 } => "YooKassa needs the shop's secret key.",
        _ when !Key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') => "The secret key of YooKassa has only letters, digits, _ and -.",
        _ when !ProviderAddress.IsSafe(BaseUrl) => "YooKassa is reached by https; by http only on this machine.",
        _ when !BaseUrl.AbsolutePath.EndsWith('/') => "The address of YooKassa's API ends with a slash.",
        { Networks.Count: 0 } => "YooKassa's notifications need at least one network that they come from.",
        _ => null,
    };

    /// <summary>Without the key, whatever shows it.</summary>
    public override string ToString() => $"YooKassa shop {Shop} at {BaseUrl}";
}
