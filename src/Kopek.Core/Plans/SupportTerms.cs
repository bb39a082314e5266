namespace Kopek.Core.Plans;

/// <summary>What a brand promises to who writes to its support.</summary>
/// <param name="AnswerWithin">From the holder's words to the answer, at most.</param>
/// <param name="Hours">When people of support are there, in the brand's default time zone ("09:00-21:00"); empty where they always are, or it is not said.</param>
public sealed record SupportTerms(TimeSpan AnswerWithin, string Hours)
{
    /// <summary>Where the operator's file says nothing: a day, which a shop with one clerk can keep.</summary>
    public static SupportTerms Default { get; } = new(TimeSpan.FromHours(24), "");
}
