using Kopek.Browser.Tests.Looks;
using Kopek.Browser.Tests.Serving;
using Microsoft.Playwright;

namespace Kopek.Browser.Tests.Walks;

/// <summary>From the number to the receipt, in a real browser.</summary>
public sealed class TopUpWalkTests(LiveKopek kopek, Chromium chromium)
{
    /// <summary>The order waits out its half minute; the rest is for slow machines.</summary>
    private const int Patience = 90_000;

    /// <summary>The sandbox sends the payer of such a sum to its page, as 3-D Secure does.</summary>
    private const string Confirmed = "500.03";

    [Fact]
    public Task Lines_are_topped_up_paid_in_the_sandbox_and_have_their_receipts_in_three_languages() =>
        Task.WhenAll(TopUp(new Dress("zh-CN", HasScript: false)), TopUp(new Dress("en")), TopUp(new Dress("ru", HasScript: false)));

    private async Task TopUp(Dress dress)
    {
        await using var visit = await chromium.Visit(kopek, dress);
        await visit.Order(await kopek.Open(), Confirmed);
        Assert.Contains("/pay/", visit.Page.Url, StringComparison.Ordinal);

        // The page looks again by itself until there is something to pay, and then until there is a receipt.
        await visit.Page.Locator("main a.go[href*='/sandbox/']").ClickAsync(new LocatorClickOptions { Timeout = Patience });
        await visit.Press("button[value=confirm]");
        await visit.Page.Locator("main a.go[href*='/r/']").ClickAsync(new LocatorClickOptions { Timeout = Patience });
        await visit.Page.WaitForURLAsync("**/r/*");

        Assert.Equal(1, await visit.Page.Locator("p.v.good").CountAsync());
        Assert.Contains("500", await visit.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await PageChecks.Hold(visit);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_line_that_no_payment_brings_back_is_asked_for_none(bool hasScript)
    {
        await using var visit = await chromium.Visit(kopek, new Dress("en", hasScript));
        await visit.Look(await kopek.OpenBarred());
        Assert.Contains("No payment is taken for this number", await visit.Page.Locator("[role=alert]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await visit.Page.Locator("input[name=amount]").CountAsync());
    }

    [Fact]
    public async Task Words_that_are_script_are_shown_and_not_run()
    {
        await using var visit = await chromium.Visit(kopek, new Dress("en"));
        var dialogs = 0;
        visit.Page.Dialog += async (_, dialog) =>
        {
            dialogs++;
            await dialog.DismissAsync();
        };
        await visit.Look("\"><img src=x onerror=alert(1)>");
        Assert.Equal("\"><img src=x onerror=alert(1)>", await visit.Page.InputValueAsync("input[name=msisdn]"));
        Assert.Equal(0, await visit.Page.Locator("main img").CountAsync());
        Assert.Equal(0, dialogs);
    }
}
