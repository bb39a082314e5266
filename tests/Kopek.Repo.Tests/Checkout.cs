using System.Diagnostics;

namespace Kopek.Repo.Tests;

/// <summary>The files of this repository as they stand on disk: what git tracks and what it would track, never what it ignores.</summary>
public static class Checkout
{
    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to the root, with forward slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. ListFiles().Where(path => File.Exists(FullPath(path))).Order(StringComparer.Ordinal)];

    /// <summary>All C# files, each parsed once for all rules.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
        [.. Files.Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Select(path => new SourceFile(path, Read(path)))];

    public static string FullPath(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(FullPath(path));

    public static IEnumerable<string> Projects(string folder) =>
        Files.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal));

    /// <summary>Fails with every breach on its own line.</summary>
    public static void HasNo(IEnumerable<string> breaches)
    {
        var found = breaches.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found.Prepend($"{found.Count} found:")));
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Kopek.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Kopek.slnx is in no folder above the tests");
    }

    private static string[] ListFiles()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git did not start");
        var listed = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0
            ? [.. listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct()]
            : throw new InvalidOperationException("git could not list the files of this repository");
    }
}
