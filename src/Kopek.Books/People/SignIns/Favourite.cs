using Kopek.Core.Lines;

namespace Kopek.Books.People.SignIns;

/// <summary>A line of somebody else that a holder often pays for. Its number is not kept: the directory has it.</summary>
/// <param name="Id">In forms; it is asked for only together with its sign-in.</param>
/// <param name="Name">As the holder gave it.</param>
public sealed record Favourite(long Id, LineId Line, string Name)
{
    private const char FirstMark = '\u200e';
    private const char LastMark = '\u200f';
    private const char FirstEmbedding = '\u202a';
    private const char LastEmbedding = '\u202e';
    private const char FirstIsolate = '\u2066';
    private const char LastIsolate = '\u2069';

    /// <summary>Keyed hash of the number that was typed when it was kept.</summary>
    internal byte[] Number { get; init; } = [];

    /// <summary>A name as it was typed, without what turns the words around it about and without control characters; null where nothing is left or too much.</summary>
    public static string? ReadName(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var name = string.Concat(typed.Where(letter => !char.IsControl(letter) && !TurnsWords(letter))).Trim();
        return name.Length is > 0 and <= SignInLimits.LongestFavouriteName ? name : null;
    }

    public override string ToString() => $"favourite {Id}";

    /// <summary>Unicode's bidirectional controls (UAX #9): a name must not make the number beside it read otherwise.</summary>
    private static bool TurnsWords(char letter) => letter is >= FirstMark and <= LastMark or >= FirstEmbedding and <= LastEmbedding or >= FirstIsolate and <= LastIsolate;
}
