using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kopek.Diameter.Client;
using Kopek.Host.Commands;
using Spectre.Console;

namespace Kopek.Host.Netsim;

/// <summary>kopek netsim: a simulated packet core that speaks real Gy over TCP, also as load.</summary>
internal static class NetsimCommand
{
    public static Command Create()
    {
        var gy = new Option<string>("--gy") { HelpName = "ADDRESS:PORT", Description = "The server's Gy address.", DefaultValueFactory = _ => "127.0.0.1:3868" };
        var connections = Number("--connections", "Connections, each its own Diameter node.", 1, 1, 64);
        var window = Number("--window", "Sessions at once on each connection.", 16, 1, 2048);
        var rate = Number("--rate", "Requests a second in all; 0: as fast as answers come.", 0, 0, 1_000_000);
        var duration = Number("--duration", "Seconds.", 10, 1, 86_400);
        var lines = Number("--lines", "Lines, picked at random.", 1000, 1, 10_000_000);
        var updates = Number("--updates", "U requests between I and T.", 3, 0, 10_000);
        var repeat = Number("--repeat-every", "Sends every n-th request twice, T bit set, on another connection, and compares the answers; 0: never.", 0, 0, 1_000_000);
        var seed = Number("--seed", "The same seed picks the same lines.", 1, 0, int.MaxValue);
        var first = new Option<long>("--first-msisdn") { HelpName = "NUMBER", Description = "Number of the first line.", DefaultValueFactory = _ => 79000000000 };
        var volume = new Option<long>("--volume") { HelpName = "OCTETS", Description = "Octets asked for, and the most that a report uses.", DefaultValueFactory = _ => 1 << 20 };
        var network = new Option<string>("--network") { HelpName = "MCCMNC", Description = "Visited network, MCC then MNC.", DefaultValueFactory = _ => "00101" };
        var csv = new Option<string?>("--csv") { HelpName = "FILE", Description = "File for what every line reported." };
        var command = new Command("netsim", "A simulated packet core: sends real Gy for sample lines, and says what it saw.")
        {
            gy, connections, window, rate, duration, lines, first, updates, volume, repeat, network, seed, csv,
        };
        command.SetAction((parsed, cancellation) => RunAsync(new NetsimOptions
        {
            Gy = IPEndPoint.TryParse(parsed.GetValue(gy)!, out var address) ? address : throw new CommandFailure("--gy takes address:port, for example 127.0.0.1:3868."),
            Connections = parsed.GetValue(connections),
            Window = parsed.GetValue(window),
            Rate = parsed.GetValue(rate),
            Seconds = parsed.GetValue(duration),
            Lines = parsed.GetValue(lines),
            FirstMsisdn = parsed.GetValue(first),
            Updates = parsed.GetValue(updates),
            Volume = Math.Max(1, parsed.GetValue(volume)),
            RepeatEvery = parsed.GetValue(repeat),
            Network = parsed.GetValue(network)!,
            Seed = parsed.GetValue(seed),
            Csv = parsed.GetValue(csv),
        }, cancellation));
        return command;
    }

    private static Option<int> Number(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) || value < least || value > most))
            {
                result.AddError($"{name} takes a whole number from {least} to {most}.");
            }
        });
        return option;
    }

    private static async Task<int> RunAsync(NetsimOptions options, CancellationToken cancellation)
    {
        try
        {
            var totals = await SimulatedCore.RunAsync(options, elapsed => AnsiConsole.MarkupLine($"[grey]{elapsed.TotalSeconds,6:0.0} s of {options.Seconds} s[/]"), cancellation);
            Print(options, totals);
            if (options.Csv is { } path)
            {
                totals.WriteCsv(path);
            }

            return totals.DifferentAnswers == 0 && totals.Unanswered == 0 ? 0 : 2;
        }
        catch (Exception failed) when (failed is SocketException or DiameterRefusedException or IOException)
        {
            throw new CommandFailure($"{options.Gy}: {failed.Message.TrimEnd('.')}. Is `kopek serve` running there?", failed);
        }
    }

    private static void Print(NetsimOptions options, NetsimTotals totals)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("").AddColumn(new TableColumn("").RightAligned()).HideHeaders();
        table.AddRow("answers", totals.Answers.ToString("N0", CultureInfo.InvariantCulture));
        table.AddRow("answers a second", (totals.Answers / Math.Max(1, options.Seconds)).ToString("N0", CultureInfo.InvariantCulture));
        table.AddRow("never answered", totals.Unanswered.ToString("N0", CultureInfo.InvariantCulture));
        table.AddRow("answer after, half of them", $"{totals.Quantile(0.5).TotalMilliseconds:0.00} ms");
        table.AddRow("answer after, 99 of 100", $"{totals.Quantile(0.99).TotalMilliseconds:0.00} ms");
        foreach (var (code, count) in totals.Results)
        {
            table.AddRow($"Result-Code {code}", count.ToString("N0", CultureInfo.InvariantCulture));
        }

        if (options.RepeatEvery > 0)
        {
            table.AddRow("sent twice", totals.Repeats.ToString("N0", CultureInfo.InvariantCulture));
            table.AddRow("answered otherwise the second time", totals.DifferentAnswers.ToString("N0", CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
    }
}
