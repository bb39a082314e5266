using System.Text;
using System.Text.Json;
using Kopek.Books.Receipts;
using Kopek.Books.Statements;
using Kopek.Core.Orders;
using Kopek.Core.Sessions;
using Kopek.Engine.Shards;
using Kopek.Web.Api.Orders;
using Kopek.Web.Api.Receipts;
using Kopek.Web.Api.Statements;
using Kopek.Web.Receipts;

namespace Kopek.Web.Api.Disputes;

/// <summary>
/// What is known of a receipt when a dispute over it is opened, put together once and kept: the receipt, what became of its order, and what happened on the
/// line in the days around it. No number and no name: it is kept when those are erased.
/// </summary>
internal static class DisputeEvidence
{
    /// <summary>Items of a statement that evidence holds at most; it says whether there were more.</summary>
    public const int MostItems = 100;

    /// <summary>Pages that are looked through for the receipt's days: 2,000 items.</summary>
    private const int MostPages = 10;

    private static readonly TimeSpan Around = TimeSpan.FromDays(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly Dictionary<SessionKey, ReservationView> NothingOpen = [];

    public static async Task<string> Take(ApiParts parts, ReceiptDesk desk, Receipt receipt)
    {
        var order = await parts.Shards.Find(receipt.Public.Order);
        await parts.Books.CaughtUp(receipt.Private.Line.Shard(parts.Shards.Count), LongestWait);
        var items = Statement(parts, receipt, out var isWhole);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("takenAt", parts.Now.ToString());
            json.WritePropertyName("receipt");
            ReceiptViews.Write(json, receipt, desk);
            json.WriteString("verdict", SnakeCase.Of(ReceiptVerification.Check(receipt, desk.Keys)));
            json.WritePropertyName("order");
            if (order is { } known)
            {
                JsonSerializer.Serialize(json, OrderView.Of(receipt.Public.Order, known, receipt.Public.Currency, parts) with { Msisdn = null }, ApiJson.Default.OrderView);
            }
            else
            {
                json.WriteNullValue();
            }

            json.WriteStartArray("statement");
            foreach (var item in items)
            {
                JsonSerializer.Serialize(json, ItemView.Of(item, receipt.Public.Currency, NothingOpen), StatementJson.Default.ItemView);
            }

            json.WriteEndArray();
            json.WriteBoolean("statementIsWhole", isWhole);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>The items of the receipt's order, and of two days before and after it, the newest first.</summary>
    private static List<StatementItem> Statement(ApiParts parts, Receipt receipt, out bool isWhole)
    {
        var (begin, end) = (receipt.Public.IssuedAt + -Around, receipt.Public.IssuedAt + Around);
        var found = new List<StatementItem>();
        long? from = null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            var page = parts.Books.Reader.Page(receipt.Private.Line, from, StatementReader.MostItems);
            found.AddRange(page.Items.Where(item => (item.At >= begin && item.At <= end) || IsOf(item, receipt.Public.Order)));
            if (page.Next is null || page.Items.Count == 0 || page.Items[^1].At < begin || found.Count > MostItems)
            {
                isWhole = found.Count <= MostItems;
                return found.Count <= MostItems ? found : found[..MostItems];
            }

            from = page.Next;
        }

        isWhole = false;
        return found;
    }

    private static bool IsOf(StatementItem item, OrderId order) => item is StatementItem.Entry entry && entry.Order == order;
}
