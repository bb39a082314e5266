using System.Text.RegularExpressions;
using Kopek.Core.Diagnosis;

namespace Kopek.Core.Tests.Diagnosis;

public sealed partial class StateCausesTests
{
    [Fact]
    public void Every_reason_that_a_line_can_give_is_a_cause()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kopek.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No Kopek.slnx above the tests.");
        }

        var source = File.ReadAllText(Path.Combine(folder.FullName, "src", "Kopek.Core", "Lines", "ServiceState.cs"));
        var reasons = Reasons().Matches(source).Select(match => match.Groups[1].Value + match.Groups[2].Value).Where(reason => reason != "none").Distinct().ToList();
        Assert.InRange(reasons.Count, 15, 40);
        Assert.All(reasons, reason => Assert.True(StateCauses.Knows(reason), reason));
    }

    [GeneratedRegex("(?:Final|Curable|new)\\(\"[a-z]+\", \"([a-z_]+)\"|Smaller\\(\"([a-z_]+)\"")]
    private static partial Regex Reasons();
}
