using Microsoft.Playwright;

namespace Kopek.Browser.Tests.Serving;

/// <summary>One person's browser at the pages, and the ways that people go in it. What is looked for is the same in every language.</summary>
internal sealed class Visit(LiveKopek kopek, IBrowserContext context, IPage page, Dress dress) : IAsyncDisposable
{
    /// <summary>For the slowest of machines; a page comes at once.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    public LiveKopek Kopek => kopek;
    public IBrowserContext Context => context;
    public IPage Page => page;
    public Dress Dress => dress;

    public Task<IResponse?> Go(string address) => page.GotoAsync(address);

    /// <summary>As a holder who is signed in.</summary>
    public async Task GoHeld(string address) => await GoHeld(address, await kopek.Holder);

    /// <param name="token">Of the cookie that the sign-in gave.</param>
    public async Task GoHeld(string address, string token)
    {
        await context.AddCookiesAsync(((Uri[])[kopek.Address, kopek.Local]).Select(address =>
            new Cookie { Name = "kopek-care", Value = token, Url = address.ToString(), HttpOnly = true, SameSite = SameSiteAttribute.Strict }));
        await Go(address);
    }

    /// <summary>A ticket of the holder; the same words again are the same one.</summary>
    public async Task WriteToSupport(string words)
    {
        await GoHeld("/care/support/new");
        await page.FillAsync("textarea[name=text]", words);
        await Press("form:has(textarea) button");
    }

    /// <summary>Whether a payment helps this line.</summary>
    public async Task Look(string msisdn)
    {
        await Go("/care");
        await page.FillAsync("input[name=msisdn]", msisdn);
        await Press("form button[type=submit]");
    }

    /// <summary>What a payment of this sum would do.</summary>
    public async Task Review(string msisdn, string amount)
    {
        await Look(msisdn);
        await page.FillAsync("input[name=amount]", amount);
        await Press("form:has(input[name=amount]:not([type=hidden])) button");
    }

    /// <summary>The order, which takes nothing for its first half minute.</summary>
    public async Task Order(string msisdn, string amount)
    {
        await Review(msisdn, amount);
        await page.FillAsync("input[name=confirm]", msisdn);
        if (await page.Locator("input[name=provider][value=sandbox][type=radio]").CountAsync() > 0)
        {
            await page.CheckAsync("input[name=provider][value=sandbox]");
        }

        await Press("form:has(input[name=confirm]) button");
    }

    /// <summary>A trip as its holder sees it planned: in a month, for ten days.</summary>
    public Task PlanTrip()
    {
        var first = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(30);
        return GoHeld($"/care/trip?first={first:yyyy-MM-dd}&last={first.AddDays(9):yyyy-MM-dd}&stops=Moscow,%E5%96%80%E5%B1%B1&via=KZ&maps=1&video=0.5&devices=2");
    }

    /// <summary>The same, kept, in the list of kept trips.</summary>
    public async Task KeepTrip()
    {
        await PlanTrip();
        await page.ClickAsync("form[action^='/care/trips'] button");
        await page.Locator("form[action^='/care/trips/delete']").First.WaitForAsync();
    }

    /// <summary>Where the SIM is; with a region typed, what is known of it or which ones it may be.</summary>
    public async Task AskRegion(string msisdn, string? region)
    {
        await Look(msisdn);
        await Press("button[formaction]");
        if (region is not null)
        {
            await page.FillAsync("input[name=where]", region);
            await Press("form:has(input[name=where]) button");
        }
    }

    /// <summary>Out of the balance, what a payment for one's own line would do.</summary>
    public async Task ReviewOwn()
    {
        await GoHeld("/care/home");
        await Press("form.choices button[value]");
    }

    public async Task PayOwn()
    {
        await ReviewOwn();
        await Press("form:has(input[name=order]) button");
    }

    /// <summary>Keeps the number of a line of somebody else; the same each time, because a holder keeps few.</summary>
    public async Task KeepFavourite()
    {
        var msisdn = await kopek.SomebodyElse;
        await GoHeld("/care/favourites");
        await page.FillAsync("input[name=name]", "妈妈 / Мама");
        await page.FillAsync("input[name=msisdn]", msisdn);
        await page.FillAsync("input[name=confirm]", msisdn);
        await Press("form:has(input[name=confirm]) button");
    }

    /// <summary>Follows a link or sends a form, and waits for the page behind it.</summary>
    public Task Press(string what) => Arrive(() => page.ClickAsync(what));

    /// <summary>Does what leads to another page, until that is there.</summary>
    public async Task Arrive(Func<Task> leave)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void See(object? sender, IFrame frame)
        {
            if (frame == page.MainFrame)
            {
                arrived.TrySetResult();
            }
        }

        page.FrameNavigated += See;
        try
        {
            await leave();
            await arrived.Task.WaitAsync(patience);
        }
        finally
        {
            page.FrameNavigated -= See;
        }

        // The page itself is asked: an event that comes between the driver's look and its waiting is never told.
        await page.WaitForFunctionAsync("performance.getEntriesByType('navigation')[0]?.domContentLoadedEventEnd > 0", null, new() { PollingInterval = 20 });
    }

    /// <summary>Until the worker is there and has this page, and the one for times without a connection.</summary>
    public Task WaitForKeptPages() => Until("navigator.serviceWorker.controller && (await (await caches.open('kopek-pages')).keys()).length >= 2");

    /// <summary>Until a condition holds that has to be awaited: the browser's own waiting takes the promise for a yes.</summary>
    public Task Until(string condition) => page.EvaluateAsync(
        $"async () => {{ for (let times = 0; !({condition}); times++) {{ if (times > 600) throw new Error('not yet'); await new Promise(soon => setTimeout(soon, 50)); }} }}");

    public Task<string> Heading() => page.Locator("h1").InnerTextAsync();

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
