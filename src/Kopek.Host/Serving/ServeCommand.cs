using System.CommandLine;
using System.Net;
using Kopek.Diameter.Peers;
using Kopek.Host.Commands;

namespace Kopek.Host.Serving;

/// <summary>kopek serve: the server, until it is stopped.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { HelpName = "DIR", Description = "Folder of this deployment; made if it is not there.", Required = true };
        var urls = new Option<string>("--urls") { HelpName = "URL", Description = "Where HTTP is served. Beyond loopback it needs KOPEK_OPERATOR_TOKEN.", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var gy = new Option<string>("--gy") { HelpName = "ADDRESS:PORT", Description = "Where Gy (Diameter) is served.", DefaultValueFactory = _ => "127.0.0.1:3868" };
        var certificate = new Option<string?>("--gy-certificate") { HelpName = "FILE", Description = "PKCS #12 file: Gy speaks TLS." };
        var originHost = new Option<string>("--origin-host") { HelpName = "NAME", Description = "Our Origin-Host.", DefaultValueFactory = _ => "ocs.kopek.example" };
        var originRealm = new Option<string>("--origin-realm") { HelpName = "NAME", Description = "Our Origin-Realm.", DefaultValueFactory = _ => "kopek.example" };
        var peers = new Option<string[]>("--allow-peer") { HelpName = "PEER", Description = "A Diameter peer that may connect: host@realm, @realm, or a network such as 10.0.0.0/8. May be given often; none: everyone who reaches the port." };
        var catalogue = new Option<string?>("--catalogue") { HelpName = "DIR", Description = "Folder with plans and zones; else the data folder's own, at first a copy of the samples." };
        var samples = new Option<int>("--sample-lines") { HelpName = "N", Description = "Opens so many sample lines for loads: 79000000000 and on, 1,000,000.00 RUB each." };
        var shards = new Option<int?>("--shards") { HelpName = "N", Description = "Logical shards of a new data folder, a power of two (4); fixed for ever, so take 16 or more where a cluster is to come." };
        var sandbox = new Option<bool>("--sandbox-payments") { Description = "Offers the payment provider 'sandbox', which takes no real money and behaves by the amount's last digits (docs/payments.md)." };
        var publicUrl = new Option<string?>("--public-url") { HelpName = "URL", Description = "Where payers reach this server, if not at --urls: their way back from a payment page." };
        var loopbackWebhooks = new Option<bool>("--loopback-webhooks") { Description = "Partners' callbacks may go to this machine, also without TLS: for trials only." };
        var messages = new MessageOptions();
        var command = new Command("serve", "Serves Gy and the HTTP API from a data folder, until it is stopped (Ctrl-C or SIGTERM).")
        {
            data, urls, gy, certificate, originHost, originRealm, peers, catalogue, samples, shards, sandbox, publicUrl, loopbackWebhooks,
        };
        messages.All.ForEach(command.Options.Add);
        command.SetAction((parsed, cancellation) => RunAsync(() => new ServeOptions
        {
            Data = parsed.GetValue(data)!,
            Url = UrlOf(parsed.GetValue(urls)!),
            Gy = AddressOf(parsed.GetValue(gy)!),
            GyCertificate = parsed.GetValue(certificate),
            OriginHost = parsed.GetValue(originHost)!,
            OriginRealm = parsed.GetValue(originRealm)!,
            AllowedPeers = [.. (parsed.GetValue(peers) ?? []).Select(PeerOf)],
            Catalogue = parsed.GetValue(catalogue),
            SampleLines = Math.Max(0, parsed.GetValue(samples)),
            Shards = parsed.GetValue(shards),
            HasSandbox = parsed.GetValue(sandbox),
            PublicUrl = (parsed.GetValue(publicUrl) ?? Environment.GetEnvironmentVariable(PaymentOptions.PublicUrl)) is { Length: > 0 } reached ? UrlOf(reached) : null,
            AllowsLoopbackWebhooks = parsed.GetValue(loopbackWebhooks),
            SmsCentre = messages.SmsCentre(parsed),
            MailServer = messages.MailServer(parsed),
            NoticeLanguage = messages.Language(parsed),
        }, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Func<ServeOptions> read, CancellationToken cancellation)
    {
        var options = read();
        await using var server = await KopekServer.StartAsync(options, text => Console.Error.WriteLine($"kopek: {text}"), cancellation);
        await Console.Error.WriteLineAsync($"kopek: serving {options.Url} and Gy on {options.Gy}, data in {Path.GetFullPath(options.Data)}");
        await server.WaitAsync(cancellation);
        return 0;
    }

    private static PeerRule PeerOf(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
        {
            return new PeerRule(Network: network);
        }

        var parts = text.Split('@');
        return parts.Length == 2 && parts[1].Length > 0
            ? new PeerRule(parts[0].Length == 0 ? null : parts[0], parts[1])
            : throw new CommandFailure($"--allow-peer: '{text}' is neither host@realm, @realm nor a network such as 10.0.0.0/8.");
    }

    private static Uri UrlOf(string text) => Uri.TryCreate(text.Split(';')[0], UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url
        : throw new CommandFailure($"--urls: '{text}' is no http address such as http://127.0.0.1:8080.");

    private static IPEndPoint AddressOf(string text) => IPEndPoint.TryParse(text, out var address) && address.Port > 0
        ? address
        : throw new CommandFailure($"--gy: '{text}' is no address:port such as 127.0.0.1:3868.");
}
