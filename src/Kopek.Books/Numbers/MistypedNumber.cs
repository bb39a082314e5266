namespace Kopek.Books.Numbers;

/// <summary>Whether one number may have been mistyped for another (the trade's rule: at most 3 digits differ, or at most 4 stand in another order).</summary>
public static class MistypedNumber
{
    private const int MostWrong = 3;
    private const int MostTransposed = 4;

    public static bool MayBe(string typed, string meant)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(meant);
        if (typed.Length != meant.Length || typed == meant)
        {
            return false;
        }

        var wrong = Enumerable.Range(0, typed.Length).Where(place => typed[place] != meant[place]).ToArray();
        return wrong.Length <= MostWrong
            || (wrong.Length <= MostTransposed && wrong.Select(place => typed[place]).Order().SequenceEqual(wrong.Select(place => meant[place]).Order()));
    }
}
