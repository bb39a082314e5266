using Kopek.Gy.Profiles;

namespace Kopek.Gy.Tests.Profiles;

public sealed class GyProfilesFileTests
{
    private const string Whole = """
        {
          // Comments are allowed: an operator edits this by hand.
          "profiles": [
            { "name": "campus", "from": "magma", "finalUnitAction": "Redirect", "redirectUrl": "https://pay.example/", "throttleBy": "QosFinalUnit", "thresholdPercent": 10 },
          ],
          "cores": [
            { "originHost": "pgw*.campus.example", "profile": "campus" },
            { "originRealm": "*.lab.example", "profile": "open5gs" },
          ],
        }
        """;

    [Fact]
    public void The_first_core_that_matches_gives_the_profile()
    {
        var profiles = GyProfilesFile.Parse(Whole, "gy-profiles.json");
        var campus = profiles.Of("PGW3.campus.example", "campus.example");
        Assert.Equal(("campus", FinalUnitAction.Redirect, 10, true, true), (campus.Name, campus.FinalUnitAction, campus.ThresholdPercent, campus.CanThrottle, campus.HonoursReAuth));
        Assert.Equal(CoreProfile.Open5gs, profiles.Of("smf", "epc.lab.example"));
        Assert.Equal(CoreProfile.Default, profiles.Of("smf", "example"));
    }

    [Fact]
    public void Cores_that_show_what_they_are_need_no_file()
    {
        var profiles = GyProfilesFile.LoadOrBuiltIn(Path.Combine(AppContext.BaseDirectory, "no-such-file.json"));
        Assert.Equal(CoreProfile.Open5gs, profiles.Of("smf.open5gs.org", "open5gs.org"));
        Assert.Equal(CoreProfile.Magma, profiles.Of("magma-fedgw.magma.com", "magma.com"));
        Assert.Equal(CoreProfile.Default, profiles.Of("pgw.core.example", "core.example"));
    }

    [Theory]
    [InlineData("""{ "profiles": [ { "name": "x", "finalUnitAction": "Redirect" } ] }""", "redirectUrl")]
    [InlineData("""{ "profiles": [ { "name": "x", "finalUnitAction": "Redirect", "redirectUrl": "pay here" } ] }""", "redirectUrl")]
    [InlineData("""{ "profiles": [ { "name": "x", "finalUnitAction": "RestrictAccess" } ] }""", "filterId")]
    [InlineData("""{ "profiles": [ { "name": "x", "thresholdPercent": 100 } ] }""", "thresholdPercent")]
    [InlineData("""{ "profiles": [ { "name": "x", "from": "nothing" } ] }""", "\"nothing\"")]
    [InlineData("""{ "profiles": [ { "name": "x", "colour": "red" } ] }""", "colour")]
    [InlineData("""{ "profiles": [ { "name": "x", "finalUnitAction": 7 } ] }""", "finalUnitAction")]
    [InlineData("""{ "cores": [ { "profile": "campus" } ] }""", "\"campus\"")]
    [InlineData("{", "gy-profiles.json")]
    public void A_mistake_is_named(string json, string named)
    {
        var mistake = Assert.Throws<InvalidDataException>(() => GyProfilesFile.Parse(json, "gy-profiles.json"));
        Assert.Contains("gy-profiles.json", mistake.Message, StringComparison.Ordinal);
        Assert.Contains(named, mistake.Message, StringComparison.Ordinal);
    }
}
