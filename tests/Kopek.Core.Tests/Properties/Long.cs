namespace Kopek.Core.Tests.Properties;

/// <summary>How much a property tries: enough for every build, and twenty times that in <c>./test --long</c>.</summary>
internal static class Long
{
    public static long Iterations(int everyBuild) => Environment.GetEnvironmentVariable("KOPEK_LONG") == "1" ? everyBuild * 20L : everyBuild;
}
