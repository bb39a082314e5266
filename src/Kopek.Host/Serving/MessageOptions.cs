using System.CommandLine;
using System.Globalization;
using Kopek.Books.Notices.Texts;
using Kopek.Core.Notices;
using Kopek.Gateways.Messages.Mail;
using Kopek.Gateways.Messages.Smpp;
using Kopek.Host.Commands;

namespace Kopek.Host.Serving;

/// <summary>What `kopek serve` is told of its ways to holders. Passwords come from the environment only: a command line is read by everybody.</summary>
internal sealed class MessageOptions
{
    public const string SmsPasswordVariable = "KOPEK_SMS_PASSWORD";
    public const string MailPasswordVariable = "KOPEK_MAIL_PASSWORD";

    private const int SmppPort = 2775;
    private const int SubmissionPort = 587;

    private readonly Option<string?> centre = new("--sms-centre") { HelpName = "HOST:PORT", Description = $"SMS centre that speaks SMPP 3.4; its password comes from {SmsPasswordVariable}. None: notices by SMS are recorded as not sent." };
    private readonly Option<string?> systemId = new("--sms-system-id") { HelpName = "ID", Description = "Our system id there." };
    private readonly Option<string?> systemType = new("--sms-system-type") { HelpName = "TYPE", Description = "Our system type there, where it wants one." };
    private readonly Option<string> sender = new("--sms-sender") { HelpName = "NAME", Description = "Who SMS come from: a name of up to 11 letters and digits, or a number.", DefaultValueFactory = _ => "Kopek" };
    private readonly Option<bool> tls = new("--sms-tls") { Description = "SMPP over TLS." };
    private readonly Option<string?> mail = new("--mail-server") { HelpName = "HOST:PORT", Description = $"Mail server; its password comes from {MailPasswordVariable}. None: notices by e-mail are recorded as not sent." };
    private readonly Option<string?> user = new("--mail-user") { HelpName = "NAME", Description = "Our name there; none: no sign-in." };
    private readonly Option<string?> from = new("--mail-from") { HelpName = "ADDRESS", Description = "Who e-mails come from." };
    private readonly Option<string> mailTls = new("--mail-tls") { HelpName = "starttls|tls|none", Description = "How the connection is protected; none only on this machine.", DefaultValueFactory = _ => "starttls" };
    private readonly Option<string> language = new("--notice-language") { HelpName = "TAG", Description = "Language of notices to holders who chose none: zh-CN, en or ru.", DefaultValueFactory = _ => "zh-CN" };

    public List<Option> All => [centre, systemId, systemType, sender, tls, mail, user, from, mailTls, language];

    /// <summary>Null where none is given. Throws <see cref="CommandFailure"/>.</summary>
    public SmppOptions? SmsCentre(ParseResult parsed)
    {
        if (parsed.GetValue(centre) is not { } address)
        {
            return null;
        }

        var (host, port) = HostAndPort("--sms-centre", address, SmppPort);
        var options = new SmppOptions
        {
            Host = host,
            Port = port,
            Tls = parsed.GetValue(tls),
            SystemId = parsed.GetValue(systemId) ?? throw new CommandFailure("--sms-centre needs --sms-system-id too."),
            SystemType = parsed.GetValue(systemType) ?? "",
            Sender = parsed.GetValue(sender)!,
            Password = Environment.GetEnvironmentVariable(SmsPasswordVariable) ?? "",
        };
        return options.Fault() is { } fault ? throw new CommandFailure(fault) : options;
    }

    /// <summary>Null where none is given. Throws <see cref="CommandFailure"/>.</summary>
    public MailOptions? MailServer(ParseResult parsed)
    {
        if (parsed.GetValue(mail) is not { } address)
        {
            return null;
        }

        var (host, port) = HostAndPort("--mail-server", address, SubmissionPort);
        var options = new MailOptions
        {
            Host = host,
            Port = port,
            User = parsed.GetValue(user),
            Password = Environment.GetEnvironmentVariable(MailPasswordVariable) ?? "",
            From = parsed.GetValue(from) ?? throw new CommandFailure("--mail-server needs --mail-from too."),
            Tls = parsed.GetValue(mailTls) switch
            {
                "starttls" => MailTls.StartTls,
                "tls" => MailTls.Tls,
                "none" => MailTls.None,
                _ => throw new CommandFailure("--mail-tls is starttls, tls or none."),
            },
        };
        return options.Fault() is { } fault ? throw new CommandFailure(fault) : options;
    }

    /// <summary>Throws <see cref="CommandFailure"/>.</summary>
    public NoticeLanguage Language(ParseResult parsed) =>
        NoticeTexts.Language(parsed.GetValue(language)!) ?? throw new CommandFailure("--notice-language is zh-CN, en or ru.");

    private static (string Host, int Port) HostAndPort(string option, string text, int usual)
    {
        var colon = text.LastIndexOf(':');
        var hasPort = colon > 0 && text.IndexOf(':', StringComparison.Ordinal) == colon || text.Contains("]:", StringComparison.Ordinal);
        var host = (hasPort ? text[..colon] : text).Trim('[', ']');
        var port = usual;
        return host.Length > 0 && (!hasPort || (int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535))
            ? (host, port)
            : throw new CommandFailure($"{option}: '{text}' is no HOST:PORT.");
    }
}
