using System.Text.Json;
using Kopek.Core;
using Kopek.Engine.Payments;

namespace Kopek.Gateways.Payments.Sandbox;

/// <summary>A webhook of the sandbox, ready to be sent: the header <see cref="SandboxWebhooks.SignatureHeader"/> and the body.</summary>
public sealed record SandboxWebhook(long Id, string Signature, ReadOnlyMemory<byte> Body);

/// <summary>What the sandbox has to tell and nobody took yet. Only used under the bank's gate.</summary>
internal sealed class SandboxEvents(SandboxDatabase database)
{
    /// <summary>Then it is given up; the payment is found by looking it up.</summary>
    private const int MostAttempts = 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);

    public void Add(string movement, Moment now) =>
        database.Run("INSERT INTO events (movement, at, due, attempts) VALUES ($1, $2, $2, 0)", movement, now.UnixMilliseconds);

    public List<(long Id, string Movement)> Due(Moment now, int most) => database.Rows(
        "SELECT id, movement FROM events WHERE due <= $1 ORDER BY id LIMIT $2", row => (row.GetInt64(0), row.GetString(1)), now.UnixMilliseconds, most);

    public void Delivered(long id) => database.Run("DELETE FROM events WHERE id = $1", id);

    /// <summary>Tried again after 5 s, doubled each time.</summary>
    public void Refused(long id, Moment now)
    {
        var attempts = (long?)database.Scalar("UPDATE events SET attempts = attempts + 1 WHERE id = $1 RETURNING attempts", id) ?? 0;
        if (attempts >= MostAttempts)
        {
            Delivered(id);
            return;
        }

        database.Run("UPDATE events SET due = $2 WHERE id = $1", id, (now + FirstPause * (1L << (int)attempts)).UnixMilliseconds);
    }
}

/// <summary>The sandbox's webhooks, written and read: who, not what. The state is looked up.</summary>
public static class SandboxWebhooks
{
    /// <summary>As Stripe's, under a name of its own.</summary>
    public const string SignatureHeader = "kopek-sandbox-signature";

    internal static byte[] Body(long id, SandboxMovement movement) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string?>
    {
        ["event"] = $"evt_{id}",
        ["kind"] = movement.Kind.ToString().ToLowerInvariant(),
        ["id"] = movement.Id,
        ["payment"] = movement.PaymentId,
    });

    /// <summary>Null where it is no webhook of ours.</summary>
    internal static (string Event, string Id)? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("event", out var name) && name.ValueKind == JsonValueKind.String
                && document.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
                    ? (name.GetString()!, id.GetString()!)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
