using Kopek.Books.Receipts;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Journalling;

namespace Kopek.Web.Tests.Receipts;

/// <summary>Receipts of real top-ups: what the tail of the journal will make of them.</summary>
internal static class ReceiptScene
{
    public static LineId LineOf(LiveApi api, string line)
    {
        Assert.True(api.Engine.Directory.TryFind(DirectoryKind.Msisdn, line.AsSpan(line.LastIndexOf('/') + 1), out var id));
        return id;
    }

    /// <summary>Adds the receipts that an order has by now, as the tail of the journal will.</summary>
    public static async Task AddReceiptsOf(LiveApi api, string order)
    {
        Assert.True(OrderId.TryParse(order, out var id));
        api.Desk.Store.Add([.. OrderReceipts.Of((await api.Driver.Read(new AccountKey(AccountKind.TopUpOrder, id)))!)]);
    }

    /// <summary>Pays money in over the API and adds the receipt of it.</summary>
    public static async Task<Receipt> Pay(LiveApi api, string line, long kopeks)
    {
        var paid = await api.TopUp(line, kopeks);
        Assert.Equal(201, paid.Status);
        Assert.True(OrderId.TryParse(paid.Json["order"]!.GetValue<string>(), out var order));
        var number = api.Desk.Store.Series().SingleOrDefault(series => series.Operator == "KDR")?.Last + 1 ?? 1;
        var now = new Moment(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        api.Desk.Store.Add(
            [new ReceiptFacts("KDR", number, ReceiptKind.Payment, order, null, LineOf(api, line), now, PaidBy.Card, "sandbox", new Money(kopeks), Money.Zero, Money.Zero,
                Money.Zero, new Money(kopeks), null, new Money(await api.Balance(line)), "RUB")]);
        return api.Desk.Store.Find("KDR", number)!;
    }
}
