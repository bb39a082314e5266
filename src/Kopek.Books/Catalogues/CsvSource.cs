using System.Text.Unicode;

namespace Kopek.Books.Catalogues;

/// <summary>Reads one file's bytes and checks that they are text a person can have meant: size, UTF-8, not empty.</summary>
internal static class CsvSource
{
    private const string SaveAsUtf8 = "Save the file as CSV UTF-8";

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The bytes without a byte order mark, or null after an error has been listed.</summary>
    public static byte[]? Read(string path, string name, ErrorList errors)
    {
        byte[] bytes;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > CatalogueLimits.FileBytes)
            {
                errors.Add(name, 0, "", $"the file has {stream.Length} bytes, the limit is {CatalogueLimits.FileBytes}", "Check that it is the right file");
                return null;
            }

            bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            errors.Add(name, 0, "", $"the file cannot be read: {broken.Message}", "Check that it exists and that the server's user may read it");
            return null;
        }

        return CheckText(bytes.AsSpan().StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes, name, errors);
    }

    private static byte[]? CheckText(byte[] bytes, string name, ErrorList errors)
    {
        if (bytes.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            errors.Add(name, 0, "", "the file is empty", "Write the header and at least one row");
            return null;
        }

        if (Utf8.IsValid(bytes))
        {
            return bytes;
        }

        // A line feed is never part of a longer UTF-8 sequence, so lines are judged one by one.
        var line = 0;
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            line++;
            if (!Utf8.IsValid(bytes.AsSpan()[range]))
            {
                errors.Add(name, line, "", "the line is not valid UTF-8", SaveAsUtf8);
            }
        }

        return null;
    }
}
