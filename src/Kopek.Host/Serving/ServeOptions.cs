using System.Net;
using Kopek.Core.Notices;
using Kopek.Diameter.Peers;
using Kopek.Gateways.Messages.Mail;
using Kopek.Gateways.Messages.Smpp;

namespace Kopek.Host.Serving;

/// <summary>What `kopek serve` was told.</summary>
internal sealed record ServeOptions
{
    public required string Data { get; init; }
    public Uri Url { get; init; } = new("http://127.0.0.1:8080");
    public IPEndPoint Gy { get; init; } = new(IPAddress.Loopback, 3868);

    /// <summary>PKCS #12 file that makes Gy speak TLS; null: plain TCP.</summary>
    public string? GyCertificate { get; init; }

    public string OriginHost { get; init; } = "ocs.kopek.example";
    public string OriginRealm { get; init; } = "kopek.example";

    /// <summary>Diameter peers that may connect; empty: everyone who reaches the port.</summary>
    public IReadOnlyList<PeerRule> AllowedPeers { get; init; } = [];

    /// <summary>Folder of the catalogue; null: the data folder's own, made from the samples.</summary>
    public string? Catalogue { get; init; }
    public int SampleLines { get; init; }

    /// <summary>Logical shards of a new data folder; an existing one keeps its own.</summary>
    public int? Shards { get; init; }

    /// <summary>Null: notices by SMS are recorded as not sent.</summary>
    public SmppOptions? SmsCentre { get; init; }

    /// <summary>Null: notices by e-mail are recorded as not sent.</summary>
    public MailOptions? MailServer { get; init; }

    /// <summary>Language of notices to holders who chose none.</summary>
    public NoticeLanguage NoticeLanguage { get; init; } = NoticePreferences.Default.Language;

    /// <summary>Instead of an SMS centre there is a page that shows the messages: only in the demo, and only to this machine.</summary>
    public bool HasDemoPhone { get; init; }

    /// <summary>The built-in payment provider that takes no real money.</summary>
    public bool HasSandbox { get; init; }

    /// <summary>Where payers reach this server; null: <see cref="Url"/>.</summary>
    public Uri? PublicUrl { get; init; }
    public Uri Public => PublicUrl ?? Url;

    /// <summary>Callbacks of partners may go to this machine, also without TLS: for trials and tests.</summary>
    public bool AllowsLoopbackWebhooks { get; init; }

    /// <summary>Forms of the holder's pages that one address sends in a minute; only a test, whose browsers all come from here, takes more.</summary>
    public int CareFormsPerMinute { get; init; } = 30;

    /// <summary>Only warnings are logged: the demo has the terminal.</summary>
    public bool Quiet { get; init; }
}
