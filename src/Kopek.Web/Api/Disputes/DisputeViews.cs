using System.Globalization;
using System.Text.Json;
using Kopek.Books.Disputes;
using Kopek.Books.Receipts;
using Kopek.Books.Statements;
using Kopek.Core.Orders;
using Kopek.Web.Api.Receipts;

namespace Kopek.Web.Api.Disputes;

/// <summary>A dispute as the API shows it.</summary>
internal static class DisputeViews
{
    public const string Head = """
        "dispute":"1","receipt":"KDR-0000123","operator":"KDR","number":123,"reason":"not_received","state":"upheld","openedAt":"2026-11-26T09:00:00Z","entries":[{"kind":"decided","at":"2026-11-26T09:00:00Z","by":"anna","text":"The provider has it twice.","decision":"upheld","refundOrder":"5d41402abc4b2a76b9719d911017c592"}]
        """;

    /// <summary>An example with its evidence.</summary>
    public const string Whole = "{" + Head + ""","evidence":{"takenAt":"2026-11-26T09:00:00Z","receipt":""" + ReceiptEndpoints.Example + """
        ,"verdict":"genuine","order":{"order":"5d41402abc4b2a76b9719d911017c592","status":"done","code":"insufficient_funds","msisdn":"79000000000","amount":{"value":50000,"currency":"RUB"},"debtRepaid":{"value":0,"currency":"RUB"},"limit":{"value":0,"currency":"RUB"},"placedAt":"2026-11-23T09:00:00Z"},"statement":[{"type":"entry","number":5,"at":"2026-11-23T08:59:00Z","kind":"top_up","balanceAfter":50000,"amount":{"value":50000,"currency":"RUB"},"octets":1073741824,"bucket":1,"order":"5d41402abc4b2a76b9719d911017c592","reference":"KDR-H1G"}],"statementIsWhole":true}}
        """;

    public static void Write(Utf8JsonWriter json, Dispute dispute, bool withEvidence)
    {
        json.WriteStartObject();
        json.WriteString("dispute", dispute.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteString("receipt", PublicReceipt.NameOf(dispute.Operator, dispute.Number));
        json.WriteString("operator", dispute.Operator);
        json.WriteNumber("number", dispute.Number);
        json.WriteString("reason", SnakeCase.Of(dispute.Reason));
        json.WriteString("state", SnakeCase.Of(dispute.State));
        json.WriteString("openedAt", dispute.OpenedAt.ToString());
        json.WriteStartArray("entries");
        foreach (var entry in dispute.Entries)
        {
            Write(json, entry);
        }

        json.WriteEndArray();
        if (withEvidence)
        {
            json.WritePropertyName("evidence");
            // Written by us at the opening, so it is JSON.
            json.WriteRawValue(dispute.Evidence, skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DisputeEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("kind", SnakeCase.Of(entry.Kind));
        json.WriteString("at", entry.At.ToString());
        json.WriteString("by", entry.By);
        json.WriteString("text", entry.Text);
        if (entry.Decision is { } decision)
        {
            json.WriteString("decision", SnakeCase.Of(decision));
        }

        if (entry.RefundOrder != OrderId.None)
        {
            json.WriteString("refundOrder", entry.RefundOrder.ToString());
        }

        json.WriteEndObject();
    }
}
