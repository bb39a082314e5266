using System.Diagnostics;
using System.Text;

namespace Kopek.Host.Tests.Processes;

/// <summary>What a command that has ended said.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error)
{
    public string All => Output + Error;
}

/// <summary>The real executable, built as this test is, in a process of its own.</summary>
internal sealed class KopekProcess : IDisposable
{
    /// <summary>For the slowest of machines; what is awaited comes in a second or two.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private readonly Lock gate = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> awaited = [];
    private readonly Task outputRead;
    private readonly Task errorRead;

    private KopekProcess(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        outputRead = ReadAsync(process.StandardOutput, output);
        errorRead = ReadAsync(process.StandardError, error);
    }

    public static string Program { get; } = Find();

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public string All
    {
        get
        {
            lock (gate)
            {
                return output.ToString() + error;
            }
        }
    }

    public static KopekProcess Start(IEnumerable<string> arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment.Remove("KOPEK_OPERATOR_TOKEN");
        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new KopekProcess(start);
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<Ended> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await process.EndAsync();
    }

    /// <summary>Until the process has said this, or has ended without it, which fails the test with all that it said.</summary>
    public async Task SaysAsync(string text)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (output.ToString().Contains(text, StringComparison.Ordinal) || error.ToString().Contains(text, StringComparison.Ordinal))
            {
                return;
            }

            awaited.Add((text, seen));
        }

        var first = await Task.WhenAny(seen.Task, Task.WhenAll(outputRead, errorRead)).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(first == seen.Task || seen.Task.IsCompleted, $"kopek ended without saying \"{text}\". It said:\n{All}");
    }

    public async Task<Ended> EndAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        await Task.WhenAll(outputRead, errorRead);
        return new Ended(process.ExitCode, output.ToString(), error.ToString());
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
    }

    /// <summary>kill -TERM.</summary>
    public async Task<Ended> TerminateAsync()
    {
        Signal("TERM");
        return await EndAsync();
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader, StringBuilder to)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (gate)
            {
                to.AppendLine(line);
                foreach (var (_, seen) in awaited.Where(entry => line.Contains(entry.Text, StringComparison.Ordinal)))
                {
                    seen.TrySetResult();
                }
            }
        }
    }

    /// <summary>artifacts/bin/Kopek.Host.Tests/CONFIGURATION is where the test runs; the program lies beside.</summary>
    private static string Find()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(own.Parent!.Parent!.FullName, "Kopek.Host", own.Name, "kopek.dll");
    }
}
