using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kopek.Gateways.Payments.YooKassa;

// YooKassa's objects (API v3) as far as we write or read them, with its spelling; members that we do not know are passed over.

internal sealed record YooKassaMoney(string? Value, string? Currency);

internal sealed record YooKassaNewPayment(YooKassaMoney Amount, bool Capture, string Description, IReadOnlyDictionary<string, string> Metadata)
{
    public string? PaymentToken { get; init; }
    public string? PaymentMethodId { get; init; }
    public YooKassaMethodType? PaymentMethodData { get; init; }
    public YooKassaNewConfirmation? Confirmation { get; init; }
    public bool? SavePaymentMethod { get; init; }
}

internal sealed record YooKassaMethodType(string Type);

internal sealed record YooKassaNewConfirmation(string Type, string ReturnUrl);

internal sealed record YooKassaNewRefund(string PaymentId, YooKassaMoney Amount, string Description);

internal sealed record YooKassaPayment(
    string? Id,
    string? Status,
    YooKassaMoney? Amount,
    DateTimeOffset CreatedAt,
    YooKassaConfirmation? Confirmation,
    YooKassaMethod? PaymentMethod,
    YooKassaCancellation? CancellationDetails,
    IReadOnlyDictionary<string, string?>? Metadata);

internal sealed record YooKassaConfirmation(string? Type, string? ConfirmationUrl);

internal sealed record YooKassaMethod(string? Type, string? Id, bool Saved, string? Title, YooKassaCard? Card);

internal sealed record YooKassaCard(string? Last4, string? ExpiryYear, string? ExpiryMonth, string? CardType);

internal sealed record YooKassaCancellation(string? Party, string? Reason);

internal sealed record YooKassaRefund(string? Id, string? PaymentId, string? Status, YooKassaMoney? Amount, DateTimeOffset CreatedAt, string? Description, YooKassaCancellation? CancellationDetails);

internal sealed record YooKassaPage<T>(IReadOnlyList<T>? Items, string? NextCursor);

internal sealed record YooKassaError(string? Type, string? Code, string? Parameter);

internal sealed record YooKassaNotification(string? Type, string? Event, YooKassaReference? Object);

internal sealed record YooKassaReference(string? Id);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 32)]
[JsonSerializable(typeof(YooKassaNewPayment))]
[JsonSerializable(typeof(YooKassaNewRefund))]
[JsonSerializable(typeof(YooKassaPayment))]
[JsonSerializable(typeof(YooKassaRefund))]
[JsonSerializable(typeof(YooKassaPage<YooKassaPayment>), TypeInfoPropertyName = "YooKassaPagePayment")]
[JsonSerializable(typeof(YooKassaPage<YooKassaRefund>), TypeInfoPropertyName = "YooKassaPageRefund")]
[JsonSerializable(typeof(YooKassaError))]
[JsonSerializable(typeof(YooKassaNotification))]
internal sealed partial class YooKassaJson : JsonSerializerContext;
