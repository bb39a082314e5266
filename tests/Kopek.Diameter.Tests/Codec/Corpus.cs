namespace Kopek.Diameter.Tests.Codec;

/// <summary>The messages kept in Corpus/*.hex: as real cores send them, made by another encoder than ours. A message that once broke something goes there too.</summary>
internal static class Corpus
{
    public static IReadOnlyDictionary<string, byte[]> All { get; } = Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Corpus"), "*.hex")
        .Order(StringComparer.Ordinal)
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => Convert.FromHexString(string.Concat(File.ReadLines(path))));

    public static TheoryData<string> Names => [.. All.Keys];
}
