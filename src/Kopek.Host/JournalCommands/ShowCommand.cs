using System.CommandLine;
using System.Globalization;
using Kopek.Books.Numbers;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Host.Commands;
using Kopek.Journal.Show;

namespace Kopek.Host.JournalCommands;

/// <summary>kopek journal show: events as JSON, one a line, also beside a running server.</summary>
internal static class ShowCommand
{
    private const int OutputBytes = 64 << 10;

    public static Command Create()
    {
        var data = JournalCommand.Data();
        var shard = new Option<int?>("--shard") { HelpName = "N", Description = "Only this shard, from 0." };
        var from = new Option<long?>("--from") { HelpName = "SEQ", Description = "First sequence of each shard." };
        var to = new Option<long?>("--to") { HelpName = "SEQ", Description = "Last sequence of each shard." };
        var line = new Option<long?>("--line") { HelpName = "ID", Description = "Only this line, by its LineId." };
        var msisdn = new Option<string?>("--msisdn") { HelpName = "NUMBER", Description = "Only the line that has this number, or had it last." };
        var since = new Option<string?>("--since") { HelpName = "TIME", Description = "Nothing earlier, for example 2026-03-01 or 2026-03-01T12:00Z (UTC)." };
        var until = new Option<string?>("--until") { HelpName = "TIME", Description = "Nothing later." };
        var command = new Command("show", "Prints events as JSON, one a line. A server may be running on the folder.") { data, shard, from, to, line, msisdn, since, until };
        command.Validators.Add(result =>
        {
            if (result.GetResult(line) is not null && result.GetResult(msisdn) is not null)
            {
                result.AddError("--line and --msisdn both name a line: give one of them.");
            }
        });
        command.SetAction((parsed, cancellation) =>
        {
            var folder = JournalCommand.FolderOf(parsed.GetValue(data)!);
            var wanted = parsed.GetValue(msisdn) is { } number ? LineOf(folder, number) : parsed.GetValue(line) is { } id ? new LineId(id) : (LineId?)null;
            Show(folder, new JournalFilter(parsed.GetValue(shard), parsed.GetValue(from), parsed.GetValue(to), wanted, MomentOf("--since", parsed.GetValue(since)),
                MomentOf("--until", parsed.GetValue(until))), cancellation);
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Show(string folder, JournalFilter filter, CancellationToken cancellation)
    {
        using var output = new BufferedStream(Console.OpenStandardOutput(), OutputBytes);
        if (JournalShow.Run(folder, filter, output, cancellation) == 0)
        {
            Console.Error.WriteLine("kopek: no event fits.");
        }
    }

    private static LineId LineOf(string folder, string text)
    {
        var reading = Msisdn.Read(text);
        var msisdn = reading.Number ?? throw new CommandFailure($"--msisdn: {reading.Fault!.Reason}");
        var holders = NumberHolders.Of(folder, DirectoryKind.Msisdn, msisdn.Digits);
        if (holders.Count == 0)
        {
            throw new CommandFailure($"No line in {folder} has or had the number {msisdn}.");
        }

        foreach (var earlier in holders.Take(holders.Count - 1))
        {
            Console.Error.WriteLine($"kopek: until {earlier.Until} the number belonged to line {earlier.Line}, which --line {earlier.Line} shows.");
        }

        return holders[^1].Line;
    }

    private static Moment? MomentOf(string option, string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? new Moment(moment.ToUnixTimeMilliseconds())
            : throw new CommandFailure($"{option}: '{text}' is no time such as 2026-03-01 or 2026-03-01T12:00Z.");
    }
}
