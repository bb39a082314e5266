using System.CommandLine;
using Kopek.Books.Partners.Reconciliations;

namespace Kopek.Host.PartnerCommands;

/// <summary>kopek partner file CODE: our file of a day, as the partner can fetch it.</summary>
internal static class FileCommand
{
    public static Command Create()
    {
        var code = new Argument<string>("CODE") { Description = "The partner's code." };
        var day = ReconcileCommand.DayOption();
        var data = ReconcileCommand.DataOption();
        var command = new Command("file", "Prints a partner's transactions of one day (UTC) as CSV. A server may be running.") { code, day, data };
        command.SetAction((parsed, _) =>
        {
            using var books = ReconcileCommand.Open(parsed.GetValue(data)!);
            foreach (var portion in ReconciliationFile.Write(books, parsed.GetValue(code)!, ReconcileCommand.DayOf(parsed.GetValue(day)!)))
            {
                Console.Out.Write(portion);
            }

            return Task.FromResult(0);
        });
        return command;
    }
}
