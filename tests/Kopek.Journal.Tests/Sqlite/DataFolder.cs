namespace Kopek.Journal.Tests.Sqlite;

/// <summary>An empty folder for one test, gone with it.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kopek-journal-").FullName;

    public string Database => System.IO.Path.Combine(Path, "journal.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
