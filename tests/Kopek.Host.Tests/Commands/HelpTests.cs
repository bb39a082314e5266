using System.Runtime.CompilerServices;
using Kopek.Host.Tests.Processes;

namespace Kopek.Host.Tests.Commands;

/// <summary>
/// What the commands say of themselves, pinned: options are promises to scripts. To change one, delete its file and run with KOPEK_WRITE_SNAPSHOTS=1.
/// </summary>
public sealed class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("serve")]
    [InlineData("demo")]
    [InlineData("netsim")]
    [InlineData("journal")]
    [InlineData("journal show")]
    [InlineData("journal verify")]
    [InlineData("journal archive")]
    [InlineData("receipt")]
    [InlineData("receipt verify")]
    [InlineData("receipt rotate-key")]
    [InlineData("staff")]
    [InlineData("staff add")]
    [InlineData("audit")]
    [InlineData("partner")]
    [InlineData("partner reconcile")]
    [InlineData("partner file")]
    public async Task Help_says_what_it_said(string command)
    {
        var ended = await KopekProcess.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(0, ended.ExitCode);
        var said = string.Join('\n', ended.Output.Split('\n').Select(line => line.TrimEnd())).TrimEnd() + "\n";
        var path = Path.Combine(Folder(), $"kopek {command}".Trim().Replace(' ', '-') + ".txt");
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("KOPEK_WRITE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Folder());
            await File.WriteAllTextAsync(path, said, TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(path), $"{path} is missing");
        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), said);
    }

    [Fact]
    public async Task Without_a_command_it_is_the_help()
    {
        var ended = await KopekProcess.RunAsync();
        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("serve", ended.Output, StringComparison.Ordinal);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Help");
}
