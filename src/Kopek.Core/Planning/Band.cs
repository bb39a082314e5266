namespace Kopek.Core.Planning;

/// <summary>When something comes: in one case of ten before <paramref name="Early"/>, in half before <paramref name="Middle"/>, in nine of ten before <paramref name="Late"/>. Never: not within the time looked at.</summary>
public sealed record Band(Moment Early, Moment Middle, Moment Late)
{
    /// <summary>The quantiles that are told, in permille.</summary>
    public const int EarlyPermille = 100;
    public const int MiddlePermille = 500;
    public const int LatePermille = 900;

    internal static Band Of(IEnumerable<Moment> moments)
    {
        var sorted = moments.Order().ToList();
        return new Band(sorted[Spread.Place(EarlyPermille, sorted.Count)], sorted[Spread.Place(MiddlePermille, sorted.Count)], sorted[Spread.Place(LatePermille, sorted.Count)]);
    }
}
