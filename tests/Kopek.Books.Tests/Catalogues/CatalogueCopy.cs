using Kopek.Books.Catalogues;

namespace Kopek.Books.Tests.Catalogues;

/// <summary>The sample catalogue in a folder of its own, so that a test can spoil it.</summary>
internal sealed class CatalogueCopy : IDisposable
{
    public CatalogueCopy()
    {
        Folder = Directory.CreateTempSubdirectory("kopek-catalogue-").FullName;
        foreach (var path in Directory.GetFiles(Sample))
        {
            File.Copy(path, Path.Combine(Folder, Path.GetFileName(path)));
        }
    }

    /// <summary>The catalogue that the repository ships.</summary>
    public static string Sample
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Kopek.slnx")))
            {
                folder = folder.Parent ?? throw new DirectoryNotFoundException("No Kopek.slnx above the tests.");
            }

            return Path.Combine(folder.FullName, "catalogue");
        }
    }

    public string Folder { get; }

    public string PathOf(string file) => Path.Combine(Folder, file);

    public string[] Lines(string file) => File.ReadAllLines(PathOf(file));

    public void Write(string file, IEnumerable<string> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), string.Join('\n', lines) + "\n");
    }

    /// <summary>Puts a value into one field and answers the 1-based line of the row that begins a field with <paramref name="key"/>.</summary>
    public int Set(string file, string key, string column, string value)
    {
        var lines = Lines(file);
        var index = Array.FindIndex(lines, line => Split(line).Contains(key));
        var fields = Split(lines[index]);
        fields[Array.IndexOf(Split(lines[0]), column)] = value;
        lines[index] = string.Join(',', fields.Select(field => field.AsSpan().ContainsAny(",\"") ? $"\"{field.Replace("\"", "\"\"")}\"" : field));
        Write(file, lines);
        return index + 1;
    }

    public CatalogueLoadResult Load() => CatalogueLoader.Load(Folder);

    public IReadOnlyList<CatalogueError> Errors() => Assert.IsType<CatalogueLoadResult.Refused>(Load()).Errors;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Fields of a line of the sample files, which quote whole fields and have no quote inside.</summary>
    public static string[] Split(string line)
    {
        var fields = new List<string> { "" };
        var quoted = false;
        foreach (var character in line)
        {
            if (character == '"')
            {
                quoted = !quoted;
            }
            else if (character == ',' && !quoted)
            {
                fields.Add("");
            }
            else
            {
                fields[^1] += character;
            }
        }

        return [.. fields];
    }
}
