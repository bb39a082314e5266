using System.Text.Json;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;

namespace Kopek.Web.Api.Orders;

/// <summary>What the sender of a done order reads. Written from what is stored of the order alone, so that a repeat is the same to the byte.</summary>
internal readonly record struct OrderReceipt(OrderId Order, string Kind, string Currency, LineOutcome Outcome, Moment PlacedAt)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("order"u8, Order.ToString());
        json.WriteString("kind"u8, Kind);
        json.WriteString("status"u8, "done"u8);
        WriteAmount(json, "amount", Outcome.Amount, Currency);
        WriteAmount(json, "debtRepaid", Outcome.DebtRepaid, Currency);
        json.WriteStartObject("balance"u8);
        json.WriteNumber("available"u8, Outcome.AvailableAfter.Kopeks);
        json.WriteNumber("reserved"u8, Outcome.ReservedAfter.Kopeks);
        json.WriteString("currency"u8, Currency);
        json.WriteEndObject();
        json.WriteString("placedAt"u8, PlacedAt.ToString());
        json.WriteEndObject();
    }

    private static void WriteAmount(Utf8JsonWriter json, string name, Money amount, string currency)
    {
        json.WriteStartObject(name);
        json.WriteNumber("value"u8, amount.Kopeks);
        json.WriteString("currency"u8, currency);
        json.WriteEndObject();
    }
}
