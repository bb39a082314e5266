using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Counter;
using Kopek.Core.Lines;
using Kopek.Core.Mandates;
using Kopek.Core.Orders;
using Kopek.Core.Partners;
using Kopek.Core.Receipts;
using Kopek.Core.TopUps;
using Kopek.Core.Vouchers;
using Kopek.Engine.Journalling;

namespace Kopek.Journal.Codec;

/// <summary>
/// The stored form of small accounts: JSON, because they are many kinds, rare beside use of data, and to be read for ever (ADR 0013). Names are stable,
/// values that are nothing are left out, a member that is not known is an error: an older Kopek must not drop what a newer one wrote.
/// </summary>
internal static class AccountForm
{
    private static readonly (Type Type, string Name)[] events =
    [
        .. Nested(typeof(TopUpOrderEvent), "order"),
        .. Nested(typeof(ReceiptSeriesEvent), "series"),
        .. Nested(typeof(PartnerFloatEvent), "float"),
        .. Nested(typeof(TillEvent), "till"),
        .. Nested(typeof(VoucherEvent), "voucher"),
        .. Nested(typeof(MandateEvent), "mandate"),
        .. Nested(typeof(VoucherBatchEvent), "voucherBatch"),
    ];

    private static readonly (Type Type, string Name)[] states =
    [
        (typeof(TopUpOrder), "order"), (typeof(ReceiptSeries), "series"), (typeof(PartnerFloat), "float"), (typeof(Till), "till"), (typeof(Voucher), "voucher"),
        (typeof(Mandate), "mandate"), (typeof(VoucherBatch), "voucherBatch"),
    ];

    private static readonly JsonSerializerOptions options = Options();

    public static byte[] Write(AccountEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, options);

    public static byte[] Write(Account state) => JsonSerializer.SerializeToUtf8Bytes(state, options);

    public static AccountEvent ReadEvent(ReadOnlySpan<byte> from) => Read<AccountEvent>(from) is var happened && happened is VoucherEvent.Issued { Batch: null } ? throw NoBatch() : happened;

    /// <summary>A voucher of no batch could never be made void with one: it is refused.</summary>
    public static Account ReadState(ReadOnlySpan<byte> from) => Read<Account>(from) is var state && state is Voucher { Batch: null } ? throw NoBatch() : state;

    /// <summary>Looks at the members of a voucher up to its batch, which is the second: some tens of nanoseconds. Null where it comes to none: <see cref="ReadState"/> refuses it.</summary>
    public static string? ReadVoucherBatch(ReadOnlySpan<byte> voucher)
    {
        var reader = new Utf8JsonReader(voucher);
        try
        {
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("batch"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Whoever makes the voucher is told what is wrong with it.
        }

        return null;
    }

    private static JournalException NoBatch() => new("A stored voucher names no batch: it is damaged.", outcomeUnknown: false);

    private static T Read<T>(ReadOnlySpan<byte> from)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(from, options) ?? throw new JournalException("A stored account is empty.", outcomeUnknown: false);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException or FormatException or ArgumentException)
        {
            throw new JournalException($"A stored account cannot be read ({unreadable.Message}): it is damaged or was written by a newer Kopek.", outcomeUnknown: false, unreadable);
        }
    }

    /// <summary>Every kind of event under its own name: "order.credited".</summary>
    private static IEnumerable<(Type, string)> Nested(Type set, string prefix) =>
        set.GetNestedTypes().Where(type => !type.IsAbstract).OrderBy(type => type.Name).Select(type => (type, $"{prefix}.{JsonNamingPolicy.CamelCase.ConvertName(type.Name)}"));

    private static JsonSerializerOptions Options()
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        resolver.Modifiers.Add(NameTypes);
        resolver.Modifiers.Add(WriteEveryMoment);
        resolver.Modifiers.Add(WriteNoKey);
        return new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
            IgnoreReadOnlyProperties = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            TypeInfoResolver = resolver,
            Converters = { new MoneyForm(), new MomentForm(), new LineForm(), new OrderForm(), new KeyForm() },
        };
    }

    private static void NameTypes(JsonTypeInfo type)
    {
        var known = type.Type == typeof(AccountEvent) ? events : type.Type == typeof(Account) ? states : [];
        if (known.Length > 0)
        {
            type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "is", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization };
            foreach (var (derived, name) in known)
            {
                type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(derived, name));
            }
        }
    }

    /// <summary>
    /// The moment 0 is a moment like every other, and not the one that a state begins with. Only what an order has not come to yet is left out: each begins as
    /// never, and there are many orders.
    /// </summary>
    private static void WriteEveryMoment(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.PropertyType == typeof(Moment)))
        {
            var beginsAsNever = type.Type == typeof(TopUpOrder) && property.AssociatedParameter is null && property.Name != "at";
            property.ShouldSerialize = beginsAsNever ? (_, moment) => !((Moment)moment!).IsNever : (_, _) => true;
        }
    }

    /// <summary>An account's own key stands before its JSON; in that of version 1 it is read.</summary>
    private static void WriteNoKey(JsonTypeInfo type)
    {
        if (type.Type.IsSubclassOf(typeof(Account)))
        {
            type.Properties.Single(property => property.Name == "key").ShouldSerialize = (_, _) => false;
        }
    }

    private sealed class MoneyForm : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Kopeks);
    }

    private sealed class MomentForm : JsonConverter<Moment>
    {
        public override Moment Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Moment value, JsonSerializerOptions options) => writer.WriteNumberValue(value.UnixMilliseconds);
    }

    private sealed class LineForm : JsonConverter<LineId>
    {
        public override LineId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, LineId value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
    }

    private sealed class OrderForm : JsonConverter<OrderId>
    {
        public override OrderId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            OrderId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("no order id");

        public override void Write(Utf8JsonWriter writer, OrderId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    private sealed class KeyForm : JsonConverter<AccountKey>
    {
        public override AccountKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            AccountKey.TryParse(reader.GetString() ?? "", out var key) ? key : throw new JsonException("no account key");

        public override void Write(Utf8JsonWriter writer, AccountKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
