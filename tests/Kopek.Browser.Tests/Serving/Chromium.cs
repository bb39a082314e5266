using Kopek.Browser.Tests.Serving;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Kopek.Browser.Tests.Serving;

/// <summary>Debian's Chromium, driven by Playwright: one process, and a fresh profile for each test. Without it the tests are skipped.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] names = ["chromium", "chromium-browser", "google-chrome"];
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Null where this machine has none.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>KOPEK_LONG=1 (./test --long): every page in every dress, with pictures.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("KOPEK_LONG") == "1";

    public async ValueTask InitializeAsync()
    {
        if (Program is null)
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program });
    }

    /// <summary>A browser that was never here before.</summary>
    /// <param name="through">Where it finds the server; null: straight.</param>
    internal async Task<Visit> Visit(LiveKopek kopek, Dress dress, Uri? through = null)
    {
        Assert.SkipWhen(browser is null, "Chromium is missing (Debian: apt-get install chromium)");
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = (through ?? kopek.Address).ToString(),
            Locale = dress.Language,
            JavaScriptEnabled = dress.HasScript,
            ViewportSize = new ViewportSize { Width = dress.Width, Height = 800 },
            ColorScheme = dress.IsDark ? ColorScheme.Dark : ColorScheme.Light,
        });
        return new Visit(kopek, context, await context.NewPageAsync(), dress);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
