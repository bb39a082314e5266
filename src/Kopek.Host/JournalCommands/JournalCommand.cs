using System.CommandLine;
using Kopek.Host.Commands;

namespace Kopek.Host.JournalCommands;

/// <summary>kopek journal: shows, checks and archives what a data folder holds.</summary>
internal static class JournalCommand
{
    public static Command Create() => new("journal", "Shows, checks and archives the journal of a data folder.")
    {
        ShowCommand.Create(),
        VerifyCommand.Create(),
        ArchiveCommand.Create(),
    };

    internal static Option<string> Data() => new("--data") { HelpName = "DIR", Description = "Folder of the deployment, as `kopek serve` was given it.", Required = true };

    /// <summary>The folder's whole path. A folder without a journal is refused, so that a mistyped name never makes a new one.</summary>
    internal static string FolderOf(string data)
    {
        var folder = Path.GetFullPath(data);
        if (!Directory.Exists(folder))
        {
            throw new CommandFailure($"There is no folder {folder}.");
        }

        return File.Exists(Path.Combine(folder, "journal.db")) ? folder : throw new CommandFailure($"There is no journal in {folder} (journal.db).");
    }
}
