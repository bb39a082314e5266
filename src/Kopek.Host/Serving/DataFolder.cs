namespace Kopek.Host.Serving;

/// <summary>The folder of one deployment: journal.db, books.db, and the catalogue that the operator edits.</summary>
internal static class DataFolder
{
    /// <summary>Makes the folder; the first time the sample catalogue is copied into it. Returns the catalogue's folder.</summary>
    public static string Prepare(string folder, string? catalogue)
    {
        Directory.CreateDirectory(folder);
        if (catalogue is not null)
        {
            return catalogue;
        }

        var own = Path.Combine(folder, "catalogue");
        if (!Directory.Exists(own))
        {
            // Copied beside and moved, so that a crash leaves no half of it.
            var copying = own + ".copying";
            if (Directory.Exists(copying))
            {
                Directory.Delete(copying, recursive: true);
            }

            Copy(Path.Combine(AppContext.BaseDirectory, "catalogue"), copying);
            Directory.Move(copying, own);
        }

        return own;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
