using System.Globalization;
using Kopek.Core;
using Kopek.Books.People;
using Kopek.Host.Commands;

namespace Kopek.Host.Demo.Money;

/// <summary>A clerk of the demo who takes cash through the pages of the counter, as a person would.</summary>
internal sealed class DemoShop(Uri server, PeopleStore people)
{
    public const string Name = "demo";

    /// <summary>For whoever wants to try the counter: only this machine is served, and only while the demo runs. New with each start.</summary>
    public string Password { get; } = string.Create(CultureInfo.InvariantCulture, $"kopek-{System.Security.Cryptography.RandomNumberGenerator.GetInt32(100_000, 1_000_000)}-demo");

    /// <summary>Makes the clerk, or gives an earlier demo's a fresh password.</summary>
    public async Task HireAsync()
    {
        using var accounts = new StaffAccounts(people, TimeProvider.System);
        var refused = accounts.Find(Name) is { } known
            ? await accounts.SetPassword(known, Password)
            : await accounts.Add(Name, Password, StaffRole.Clerk, "KDR", "demo-1");
        if (refused is not null)
        {
            throw new CommandFailure($"The demo's clerk could not be made: {refused}");
        }
    }

    /// <summary>The order's id.</summary>
    public async Task<string> PayAsync(string msisdn, long kopeks)
    {
        using var browser = new DemoBrowser(server);
        await browser.GoAsync("counter");
        await browser.SendAsync("/sign-in", ("name", Name), ("password", Password));
        await browser.GoAsync("counter/till");
        if (browser.Page.Contains("/till/open\"", StringComparison.Ordinal))
        {
            await browser.SendAsync("/till/open", ("drawer", "1"), ("other", "0"));
        }

        await browser.GoAsync("counter");
        await browser.SendAsync("/find", ("q", msisdn));
        var amount = new Core.Money(kopeks).ToString();
        await browser.GoAsync($"{browser.Address.AbsolutePath.TrimStart('/')}/payment?amount={amount}&way=cash&given={amount}");
        await browser.SendAsync("/payment", ("knows", "yes"));
        return browser.Address.Segments[^1];
    }
}
