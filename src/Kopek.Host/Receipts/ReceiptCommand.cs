using System.CommandLine;
using Kopek.Books.Receipts.Keys;
using Kopek.Core;
using Kopek.Host.Commands;
using Kopek.Host.JournalCommands;

namespace Kopek.Host.Receipts;

/// <summary>kopek receipt: checks receipts, and changes the key that signs them.</summary>
internal static class ReceiptCommand
{
    public static Command Create() => new("receipt", "Checks receipts, and changes the key that signs them.")
    {
        VerifyReceiptCommand.Create(),
        CreateRotate(),
    };

    private static Command CreateRotate()
    {
        var data = JournalCommand.Data();
        var command = new Command("rotate-key", "Adds a key that signs receipts from now on; old receipts stay as they are. The server must be stopped.") { data };
        command.SetAction((parsed, _) =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(data)!);
            if (!Directory.Exists(folder))
            {
                throw new CommandFailure($"There is no folder {folder}.");
            }

            Console.Out.WriteLine(ReceiptKeys.Rotate(folder, new Moment(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds())));
            return Task.FromResult(0);
        });
        return command;
    }
}
