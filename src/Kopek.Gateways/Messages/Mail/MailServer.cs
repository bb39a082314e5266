using System.Net.Sockets;
using Kopek.Books.Notices;
using Kopek.Books.Notices.Texts;
using Kopek.Core.Notices;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace Kopek.Gateways.Messages.Mail;

/// <summary>The way by e-mail: one connection a mail (notices are few), SMTP by MailKit. The notice's key is the Message-ID, so that a receiver knows a repeat.</summary>
public sealed class MailServer : IMessageChannel
{
    /// <summary>All of one mail; longer than a server that greylists or scans takes.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(1);

    private readonly MailOptions options;
    private readonly ILogger log;

    /// <summary>Throws <see cref="ArgumentException"/> where <see cref="MailOptions.Fault"/> says so.</summary>
    public MailServer(MailOptions options, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        this.options = options;
        this.log = log;
    }

    public NoticeChannel Channel => NoticeChannel.Email;

    public bool IsReady => true;

    public async Task<SendOutcome> SendAsync(OutgoingNotice notice, string address, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notice);
        using var client = new SmtpClient();
        using var limit = new CancellationTokenSource(Timeout, options.Time);
        try
        {
            await client.ConnectAsync(options.Host, options.Port, Security(), limit.Token);
            if (options.User is not null)
            {
                await client.AuthenticateAsync(options.User, options.Password, limit.Token);
            }
        }
        catch (Exception failed) when (failed is SocketException or IOException or OperationCanceledException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException or NotSupportedException)
        {
            return Later(notice, $"cannot be used ({failed.GetType().Name})", "server_unreachable");
        }

        return await SendAsync(client, notice, address, limit.Token);
    }

    private async Task<SendOutcome> SendAsync(SmtpClient client, OutgoingNotice notice, string address, CancellationToken limit)
    {
        using var message = Message(notice, address);
        try
        {
            await client.SendAsync(message, limit);
        }
        catch (SmtpCommandException refused)
        {
            // The server said no before it took the mail. RFC 5321 4.2.1: 4yz may work later, 5yz never does.
            var status = (int)refused.StatusCode;
            return status is >= 400 and < 500 ? Later(notice, $"answered {status}", $"smtp_{status}") : new SendOutcome.Refused($"smtp_{status}");
        }
        catch (Exception failed) when (failed is IOException or OperationCanceledException or ProtocolException or ServiceNotConnectedException)
        {
            return new SendOutcome.Unknown("no_answer");
        }

        try
        {
            await client.DisconnectAsync(quit: true, limit);
        }
        catch (Exception failed) when (failed is IOException or OperationCanceledException or ProtocolException or CommandException)
        {
            // It has the mail; how it says goodbye does not matter.
        }

        return new SendOutcome.Accepted(null);
    }

    private MimeMessage Message(OutgoingNotice notice, string address)
    {
        var from = MailboxAddress.Parse(options.From);
        var body = new TextPart("plain") { Text = notice.Text };
        body.Headers.Add(HeaderId.ContentLanguage, NoticeTexts.Tag(notice.Language));
        var message = new MimeMessage(new[] { from }, new[] { MailboxAddress.Parse(address) }, notice.Subject, body)
        {
            MessageId = $"{notice.Key}@{from.Domain}",
            Date = options.Time.GetUtcNow(),
        };
        // RFC 3834 5: no out-of-office answers, please.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private SecureSocketOptions Security() => options.Tls switch
    {
        MailTls.StartTls => SecureSocketOptions.StartTls,
        MailTls.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    /// <summary>Doubled with each try, up to an hour.</summary>
    private SendOutcome.Later Later(OutgoingNotice notice, string reason, string code)
    {
        MessageLog.MailFailed(log, options.Host, options.Port, reason);
        var pause = FirstRetry.Ticks << Math.Min(notice.Attempts - 1, 7);
        return new SendOutcome.Later(code, TimeSpan.FromTicks(Math.Min(pause, LongestRetry.Ticks)));
    }
}
