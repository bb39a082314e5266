using Deque.AxeCore.Playwright;
using Kopek.Browser.Tests.Serving;

namespace Kopek.Browser.Tests.Looks;

/// <summary>What holds for every page however it is looked at.</summary>
internal static class PageChecks
{
    /// <summary>Its own language, one first heading, as wide as the window, and nothing that axe finds (axe is script, so only where script runs).</summary>
    public static async Task Hold(Visit visit)
    {
        Assert.Equal(visit.Dress.Language, await visit.Page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal(1, await visit.Page.Locator("h1").CountAsync());
        if (!visit.Dress.HasScript)
        {
            return;
        }

        Assert.Equal(0, await Overflow(visit));
        var found = await visit.Page.RunAxe();
        Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.Select(one => $"{one.Id}: {one.Help}: {string.Join("; ", one.Nodes.Select(node => node.Html))}")));
    }

    /// <summary>Pixels by which the page is wider than the window.</summary>
    public static Task<int> Overflow(Visit visit) => visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
