namespace Kopek.Gateways.Tests.Payments;

/// <summary>A folder for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kopek-payments-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
