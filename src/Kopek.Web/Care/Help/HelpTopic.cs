namespace Kopek.Web.Care.Help;

/// <summary>A question that people ask, in one language.</summary>
/// <param name="Id">Stable, in the address: small letters and hyphens.</param>
/// <param name="Section">plan, money, offline, rules, abroad, safety.</param>
/// <param name="Answer">Paragraphs.</param>
/// <param name="Words">Other words by which it is found.</param>
/// <param name="Links">Addresses of the pages that do it; each has its words as help.to.NAME.</param>
public sealed record HelpTopic(string Id, string Section, string Question, IReadOnlyList<string> Answer, string Words, IReadOnlyList<string> Links);
