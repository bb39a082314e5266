namespace Kopek.Gateways.Messages.Smpp;

/// <summary>The SMS centre that a deployment has.</summary>
public sealed record SmppOptions
{
    public const int LongestSystemId = SmppLimits.SystemIdOctets - 1;
    public const int LongestPassword = SmppLimits.PasswordOctets - 1;
    private const int LongestSenderName = 11; // 3GPP TS 23.040 9.1.2.5: 11 septets
    private const int LongestSenderNumber = 15; // ITU-T E.164

    public required string Host { get; init; }
    public int Port { get; init; } = 2775;
    public bool Tls { get; init; }
    public required string SystemId { get; init; }

    /// <summary>From the environment only, and never shown.</summary>
    public string Password { get; init; } = "";
    public string SystemType { get; init; } = "";

    /// <summary>Who messages come from: a name of up to 11 letters and digits, or a number.</summary>
    public string Sender { get; init; } = "Kopek";

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What is wrong with it, or null.</summary>
    public string? Fault() => this switch
    {
        { Host.Length: 0 } or { Port: <= 0 or > 65535 } => "The SMS centre is HOST:PORT.",
        { SystemId.Length: 0 or > LongestSystemId } => $"The system id has 1 to {LongestSystemId} characters (SMPP 3.4 4.1.5).",
        { Password.Length: > LongestPassword } => $"The password of an SMS centre has at most {LongestPassword} characters (SMPP 3.4 4.1.5).",
        { SystemType.Length: >= SmppLimits.SystemTypeOctets } => $"The system type has at most {SmppLimits.SystemTypeOctets - 1} characters (SMPP 3.4 4.1.5).",
        { Sender.Length: 0 } => "The sender is a name or a number.",
        _ when !Sender.All(char.IsAsciiLetterOrDigit) => "The sender has only letters and digits.",
        _ when Sender.Length > (Sender.All(char.IsAsciiDigit) ? LongestSenderNumber : LongestSenderName) => $"The sender has at most {LongestSenderName} characters, or {LongestSenderNumber} digits.",
        _ => null,
    };

    /// <summary>Without the password, whatever shows it.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
