namespace Kopek.Bench.HotPaths;

/// <summary>A folder for a hot path that has a database; gone with the process.</summary>
internal static class ScratchFolder
{
    public static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("kopek-bench-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return folder.FullName;
    }
}
