using System.Net;
using Kopek.Core.Notices;

namespace Kopek.Gateways.Messages.Mail;

/// <summary>How a connection to a mail server is protected.</summary>
public enum MailTls
{
    /// <summary>STARTTLS, or nothing is sent.</summary>
    StartTls,

    /// <summary>TLS from the first octet (port 465).</summary>
    Tls,

    /// <summary>Only for a server on this machine, and without a password.</summary>
    None,
}

/// <summary>The mail server that a deployment has.</summary>
public sealed record MailOptions
{
    public required string Host { get; init; }
    public int Port { get; init; } = 587;
    public MailTls Tls { get; init; } = MailTls.StartTls;

    /// <summary>Null: no sign-in.</summary>
    public string? User { get; init; }

    /// <summary>From the environment only, and never shown.</summary>
    public string Password { get; init; } = "";

    /// <summary>Who mails come from.</summary>
    public required string From { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What is wrong with it, or null.</summary>
    public string? Fault() => this switch
    {
        { Host.Length: 0 } or { Port: <= 0 or > 65535 } => "The mail server is HOST:PORT.",
        _ when !NoticePreferences.IsEmail(From) => "The sender of mails is an e-mail address.",
        { Tls: MailTls.None, User: not null } => "A password is never sent without TLS.",
        { Tls: MailTls.None } when !IsLocal() => "Without TLS only a mail server on this machine is used.",
        _ => null,
    };

    /// <summary>Without the password, whatever shows it.</summary>
    public override string ToString() => $"{Host}:{Port}";

    private bool IsLocal() => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));
}
