using System.CommandLine;
using System.CommandLine.Invocation;
using Kopek.Books.Storage;
using Kopek.Engine.Journalling;

namespace Kopek.Host.Commands;

/// <summary>
/// Runs what was typed. Exit codes: 0 done; 1 it could not be done, or something was found; 2 it was typed wrongly; 130 stopped by Ctrl-C or SIGTERM before
/// it was done (a server that is stopped is done: 0). What a person can mend is one message; a stack is only shown for a bug.
/// </summary>
internal static class CommandLine
{
    private const int TypedWrongly = 2;
    private const int Stopped = 130;

    /// <summary>Requests in flight are committed, Diameter peers hear a DPR (5 s each step), HTTP connections end (30 s at most).</summary>
    private static readonly TimeSpan longestStop = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(RootCommand root, string[] arguments)
    {
        var parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"kopek: {error.Message}");
            }

            await Console.Error.WriteLineAsync($"kopek: `{PathOf(parsed.CommandResult)} --help` tells more.");
            return TypedWrongly;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = longestStop });
        }
        catch (Exception failed) when (failed is CommandFailure or JournalException or BooksException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"kopek: {failed.Message.TrimEnd()}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            return Stopped;
        }
    }

    private static string PathOf(System.CommandLine.Parsing.CommandResult command) =>
        command.Parent is System.CommandLine.Parsing.CommandResult above ? $"{PathOf(above)} {command.Command.Name}" : "kopek";
}
