using System.Globalization;
using Kopek.Core;
using Kopek.Engine.Payments;

namespace Kopek.Web.Tests.Api.TopUpOrders;

public sealed class SettlementTests : IAsyncLifetime
{
    private LiveApi api = null!;

    public async ValueTask InitializeAsync() => api = await LiveApi.Start();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Where_all_is_well_nothing_differs()
    {
        await api.OpenActive(0);
        await Pay(50000);

        var report = await Settle(mend: false);

        Assert.Equal((200, 50000, 0), (report.Status, report.Json["taken"]!["value"]!.GetValue<long>(), report.Json["differences"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_payment_that_nobody_here_knows_is_shown_and_left_to_a_person()
    {
        await api.Sandbox.Pay(new PaymentRequest("0123456789abcdef0123456789abcdef", "x", new Money(70000), "RUB", "somebody else", null, null, false, null), TestContext.Current.CancellationToken);

        var report = await Settle(mend: true);

        var difference = Assert.Single(report.Json["differences"]!.AsArray())!;
        Assert.Equal("unknown_here", difference["fault"]!.GetValue<string>());
        Assert.False(difference["mended"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_chargeback_whose_webhook_never_came_is_found_and_mended()
    {
        var line = await api.OpenActive(0);
        await Pay(50006);
        await api.Sandbox.Deliver((_, _) => Task.FromResult(true), TestContext.Current.CancellationToken);

        var found = await Settle(mend: false);
        var mended = await Settle(mend: true);
        var after = await Settle(mend: false);

        Assert.Equal("not_charged_back_here", found.Json["differences"]![0]!["fault"]!.GetValue<string>());
        Assert.True(mended.Json["differences"]![0]!["mended"]!.GetValue<bool>());
        Assert.Empty(after.Json["differences"]!.AsArray());
        Assert.Equal(0, await Balance(line, 0));
    }

    [Fact]
    public async Task A_wrong_provider_or_span_is_refused()
    {
        Assert.Equal("unknown_provider", (await api.Post("/api/v1/settlements/nobody", """{"from":"2026-01-01T00:00:00Z","until":"2026-01-02T00:00:00Z"}""")).Code);
        Assert.Equal("member_invalid", (await api.Post("/api/v1/settlements/sandbox", """{"from":"2026-01-02T00:00:00Z","until":"2026-01-01T00:00:00Z"}""")).Code);
        Assert.Equal("member_invalid", (await api.Post("/api/v1/settlements/sandbox", """{"from":"2026-01-01T00:00:00Z","until":"2026-06-01T00:00:00Z"}""")).Code);
    }

    private async Task Pay(long kopeks) => Assert.Equal("receipted",
        (await api.Post("/api/v1/top-up-orders", $$$"""{"msisdn":"79000000001","amount":{"value":{{{kopeks}}},"currency":"RUB"},"provider":"sandbox"}""")).Json["status"]!.GetValue<string>());

    private Task<Answer> Settle(bool mend) => api.Post("/api/v1/settlements/sandbox", string.Create(CultureInfo.InvariantCulture,
        $$"""{"from":"{{TimeProvider.System.GetUtcNow().AddDays(-1):yyyy-MM-ddTHH:mm:ssZ}}","until":"{{TimeProvider.System.GetUtcNow().AddDays(1):yyyy-MM-ddTHH:mm:ssZ}}","mend":{{(mend ? "true" : "false")}}}"""));

    /// <summary>The balance when it is as expected; it gets there by itself.</summary>
    private async Task<long> Balance(string line, long expected)
    {
        for (var look = 0; look < 1_000 && await api.Balance(line) != expected; look++)
        {
            await Task.Yield();
        }

        return await api.Balance(line);
    }
}
