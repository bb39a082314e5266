using System.Collections.Frozen;

namespace Kopek.Web.Care.Help;

/// <summary>The pages that a topic may lead to, by the name with which the topics' file calls them. What is not here is no link: a test looks.</summary>
internal static class HelpLinks
{
    public static FrozenDictionary<string, string> Addresses { get; } = new Dictionary<string, string>
    {
        ["top_up"] = CareSite.Root,
        ["plans"] = "/care/plans",
        ["roaming"] = "/care/roaming",
        ["sellers"] = "/sellers",
        ["home"] = "/care/home",
        ["diagnosis"] = "/care/diagnosis",
        ["statement"] = "/care/statement",
        ["advice"] = "/care/advice",
        ["services"] = "/care/services",
        ["notices"] = "/care/notices",
        ["sign_in"] = "/care/sign-in",
        ["trip"] = "/care/trip",
    }.ToFrozenDictionary();
}
