using Kopek.Browser.Tests.Pages;
using Kopek.Browser.Tests.Serving;
using Microsoft.Playwright;

namespace Kopek.Browser.Tests.Looks;

/// <summary>./test --long: every page in every dress, each as a picture in artifacts/pictures.</summary>
public sealed class PictureTests(LiveKopek kopek, Chromium chromium)
{
    public static TheoryData<string> Pages => CarePages.Names;
    public static bool IsLong => Chromium.IsLong;

    [Theory(Skip = "only with ./test --long", SkipUnless = nameof(IsLong))]
    [MemberData(nameof(Pages))]
    public async Task Every_page_is_right_in_every_dress(string page)
    {
        var folder = Path.Combine(Root(), "artifacts", "pictures");
        foreach (var dress in Dress.All)
        {
            await using var visit = await chromium.Visit(kopek, dress);
            await CarePages.Of(page).Reach(visit);
            await visit.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{page}-{dress}.png"), FullPage = true });
            await PageChecks.Hold(visit);
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kopek.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No Kopek.slnx above the tests.");
        }

        return folder.FullName;
    }
}
