using System.IO.Enumeration;

namespace Kopek.Gy.Profiles;

/// <summary>Which profile a client gets: the first rule that matches what its requests say, else <see cref="CoreProfile.Default"/>.</summary>
public sealed record GyProfiles(IReadOnlyList<ProfileRule> Rules)
{
    /// <summary>Without configuration: cores that show in their names what they are.</summary>
    public static readonly GyProfiles BuiltIn = new(
    [
        new ProfileRule("*open5gs*", "*", CoreProfile.Open5gs),
        new ProfileRule("*", "*open5gs*", CoreProfile.Open5gs),
        new ProfileRule("*magma*", "*", CoreProfile.Magma),
        new ProfileRule("*", "*magma*", CoreProfile.Magma),
    ]);

    public CoreProfile Of(string originHost, string originRealm) =>
        Rules.FirstOrDefault(rule => rule.Matches(originHost, originRealm))?.Profile ?? CoreProfile.Default;
}

/// <summary>Patterns with * and ?, compared without case, over the Origin-Host and Origin-Realm of the request (not of a relay before it).</summary>
public sealed record ProfileRule(string OriginHost, string OriginRealm, CoreProfile Profile)
{
    public bool Matches(string originHost, string originRealm) =>
        FileSystemName.MatchesSimpleExpression(OriginHost, originHost) && FileSystemName.MatchesSimpleExpression(OriginRealm, originRealm);
}
