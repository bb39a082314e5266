using System.Collections.Concurrent;
using System.Text;

namespace Kopek.Journal.Codec;

/// <summary>One object for each text that is read again and again: plan codes, operators, time zones, names of buckets.</summary>
internal static class StoredTexts
{
    /// <summary>Far above what any catalogue holds; texts past it are read each for itself, so a strange file cannot fill the memory.</summary>
    private const int MostKept = 10_000;

    /// <summary>Longer texts are no codes.</summary>
    private const int LongestKept = 64;

    private static readonly ConcurrentDictionary<string, string> kept = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> lookup =
        kept.GetAlternateLookup<ReadOnlySpan<char>>();

    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestKept)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        Span<char> characters = stackalloc char[LongestKept];
        characters = characters[..Encoding.UTF8.GetChars(utf8, characters)];
        if (lookup.TryGetValue(characters, out var text))
        {
            return text;
        }

        text = characters.ToString();
        return kept.Count < MostKept ? kept.GetOrAdd(text, string.Intern(text)) : text;
    }
}
