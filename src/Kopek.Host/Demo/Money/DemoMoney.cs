using System.Globalization;
using System.Text.Json;

namespace Kopek.Host.Demo.Money;

/// <summary>
/// Money in, by every way that people know, on one line of the demo: a card, a partner, the counter of a shop, a voucher, and by itself. All of it through the
/// doors that everybody has: the API, the partners' API, the pages of the counter. Each gives a receipt.
/// </summary>
internal sealed class DemoMoney(DemoApi api, DemoShop shop, Action<string> tell)
{
    private const string Operator = "KDR";
    private const long Amount = 100_00;

    /// <summary>The operator's, in the sample catalogue.</summary>
    private const long HighestThreshold = 10_000_00;

    public async Task RunAsync(DemoLine line, CancellationToken cancellation)
    {
        var run = DateTime.UtcNow.Ticks.ToString("x", CultureInfo.InvariantCulture);
        tell($"[bold]money in[/], five ways, for {line.Msisdn}:");
        var card = await api.SendAsync(HttpMethod.Post, "api/v1/top-up-orders", $"demo-card-{run}",
            $$$"""{"msisdn":"{{{line.Msisdn}}}","amount":{"value":{{{Amount}}},"currency":"RUB"},"provider":"sandbox","saveMethod":true}""");
        Show("by card", card);
        await PartnerAsync(line, run);
        Show("at a shop's counter", await api.OrderAsync(await shop.PayAsync(line.Msisdn, Amount)));
        var batch = await api.SendAsync(HttpMethod.Post, "api/v1/voucher-batches", $"demo-batch-{run}",
            $$$"""{"operator":"{{{Operator}}}","count":1,"value":{"value":{{{Amount}}},"currency":"RUB"},"expiresAt":"2099-01-01T00:00:00Z"}""");
        Show("by voucher", await api.SendAsync(HttpMethod.Post, "api/v1/top-up-orders", $"demo-voucher-{run}",
            $$"""{"msisdn":"{{line.Msisdn}}","voucher":"{{batch.GetProperty("vouchers")[0].GetProperty("pin").GetString()}}"}"""));
        await AutomaticAsync(line, card.GetProperty("order").GetString()!, run, cancellation);
    }

    private async Task PartnerAsync(DemoLine line, string run)
    {
        await api.SendAsync(HttpMethod.Put, "api/v1/partners/DEMO", $"demo-partner-{run}", $$"""{"name":"Demo Top-ups","contact":"https://partner.example/","operators":["{{Operator}}"],"commissionBasisPoints":300}""");
        var key = await api.SendAsync(HttpMethod.Post, "api/v1/partners/DEMO/keys", $"demo-key-{run}", "");
        await api.SendAsync(HttpMethod.Post, "api/v1/partners/DEMO/deposits", $"demo-deposit-{run}", """{"amount":{"value":100000,"currency":"RUB"}}""");
        using var partner = api.AsPartner(key.GetProperty("id").GetString()!, key.GetProperty("secret").GetString()!);
        var sale = $$$"""{"msisdn":"{{{line.Msisdn}}}","amount":{"value":{{{Amount}}},"currency":"RUB"}}""";
        await partner.SendAsync(HttpMethod.Post, "partner/v1/top-ups", $"demo-sale-{run}", sale);
        Show("by a partner", await api.NewestOrderAsync(line.Msisdn, "partner"));
        await api.SendAsync(HttpMethod.Delete, $"api/v1/partners/DEMO/keys/{key.GetProperty("id").GetString()}", $"demo-revoke-{run}", "");
    }

    /// <summary>The card of the first payment is charged because the balance is below what the holder set; that is above what it is, so that it happens now. No less may be charged.</summary>
    private async Task AutomaticAsync(DemoLine line, string card, string run, CancellationToken cancellation)
    {
        var threshold = (await api.AvailableAsync(line.Msisdn) / Amount + 2) * Amount;
        if (threshold > HighestThreshold)
        {
            tell($"  by itself: nothing, the balance has reached the highest threshold, {new Core.Money(HighestThreshold)} RUB; in a new folder it comes again");
            return;
        }

        await api.SendAsync(HttpMethod.Put, $"api/v1/lines/{line.Msisdn}/auto-renewal", $"demo-auto-{run}",
            $$$$"""{"rules":{"belowBalance":{"threshold":{"value":{{{{threshold}}}},"currency":"RUB"},"amount":{"value":{{{{threshold}}}},"currency":"RUB"}}},"monthlyCap":{"value":10000000,"currency":"RUB"},"methodFromOrder":"{{{{card}}}}"}""");
        for (var look = 0; look < 100 && !cancellation.IsCancellationRequested; look++)
        {
            if (await api.AutomaticOrderAsync(line.Msisdn, card) is { } order)
            {
                Show("by itself, from the card", order);
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }

        await api.SendAsync(HttpMethod.Delete, $"api/v1/lines/{line.Msisdn}/auto-renewal", $"demo-auto-stop-{run}", "");
    }

    private void Show(string way, JsonElement order)
    {
        var kopeks = order.GetProperty("amount").GetProperty("value").GetInt64();
        var receipts = order.GetProperty("receipts").EnumerateArray().Select(receipt => receipt.GetProperty("url").GetString());
        tell(string.Create(CultureInfo.InvariantCulture, $"  [green]{new Core.Money(kopeks)} RUB[/] {way}: {order.GetProperty("status").GetString()}, receipt {string.Join(' ', receipts)}"));
    }
}
