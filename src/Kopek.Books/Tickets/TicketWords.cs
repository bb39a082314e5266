using System.Text;
using Kopek.Books.Numbers;
using Kopek.Core.Notices;

namespace Kopek.Books.Tickets;

/// <summary>What people write into a ticket, as it is kept.</summary>
public static class TicketWords
{
    /// <summary>Characters of an entry: a page of a letter. Who has more to say adds to it.</summary>
    public const int LongestText = 1000;

    /// <summary>Characters of a name of staff.</summary>
    public const int LongestName = 64;

    /// <summary>One kind of line break, and no other control characters, nor those that turn the direction of writing: they are how one text looks like another.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = new StringBuilder(text.Length);
        foreach (var character in text.Replace("\r\n", "\n", StringComparison.Ordinal))
        {
            clean.Append(character is '\n' or '\r' ? '\n' : IsUnfit(character) ? ' ' : character);
        }

        return clean.ToString().Trim();
    }

    /// <summary>An e-mail address, or a phone number of any country as people write it: +7…, 8…, +86…. Null where it is neither.</summary>
    public static string? ReadContact(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return NoticePreferences.IsEmail(typed) ? typed : Msisdn.Read(typed).Number is { } number ? "+" + number.Digits : null;
    }

    // Unicode UAX #9: embeddings, overrides and isolates.
    private static bool IsUnfit(char character) => char.IsControl(character) || character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
