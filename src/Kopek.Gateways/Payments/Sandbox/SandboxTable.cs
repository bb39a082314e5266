using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Microsoft.Data.Sqlite;

namespace Kopek.Gateways.Payments.Sandbox;

/// <summary>The rows of movements and methods. Only used under the bank's gate.</summary>
internal sealed class SandboxTable(SandboxDatabase database)
{
    private const string Columns = "id, kind, key, digest, payment, amount, currency, status, reason, created, next, due, order_number, description, return_url, saves, method";

    public SandboxMovement? ByKey(string key) => One($"SELECT {Columns} FROM movements WHERE key = $1", key);

    public SandboxMovement? ById(string id) => One($"SELECT {Columns} FROM movements WHERE id = $1", id);

    /// <summary>What is due, the earliest first.</summary>
    public List<SandboxMovement> Due(Moment now, int most) =>
        database.Rows($"SELECT {Columns} FROM movements WHERE due <= $1 ORDER BY due, id LIMIT $2", Read, now.UnixMilliseconds, most);

    /// <summary>In the order they were made, from a moment or after a row.</summary>
    public List<SandboxMovement> Page(Moment from, Moment until, (Moment At, string Id) after, int most) => database.Rows(
        $"SELECT {Columns} FROM movements WHERE created >= $1 AND created < $2 AND (created, id) > ($3, $4) ORDER BY created, id LIMIT $5",
        Read, from.UnixMilliseconds, until.UnixMilliseconds, after.At.UnixMilliseconds, after.Id, most);

    /// <summary>What of a payment went back or is going: refunds and chargebacks that were not declined.</summary>
    public Money TakenBack(string paymentId) => new((long)database.Scalar(
        "SELECT coalesce(sum(amount), 0) FROM movements WHERE payment = $1 AND id <> $1 AND status IN ($2, $3)",
        paymentId, (long)PaymentStatus.Succeeded, (long)PaymentStatus.Pending)!);

    public void Add(SandboxMovement row) => database.Run(
        $"INSERT INTO movements ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        row.Id, (long)row.Kind, row.Key, row.Digest, row.PaymentId, row.Amount.Kopeks, row.Currency, (long)row.Status, (long)row.Reason,
        row.Created.UnixMilliseconds, (long)row.Next, row.Due?.UnixMilliseconds, row.OrderNumber, row.Description, row.ReturnUrl?.OriginalString, row.Saves, row.Method);

    /// <summary>Stores what may change of a movement.</summary>
    public void Change(SandboxMovement row) => database.Run(
        "UPDATE movements SET status = $2, reason = $3, next = $4, due = $5, method = $6 WHERE id = $1",
        row.Id, (long)row.Status, (long)row.Reason, (long)row.Next, row.Due?.UnixMilliseconds, row.Method);

    public BoundMethod? Method(string id) => database.Rows(
        "SELECT id, label, year, month FROM methods WHERE id = $1", row => new BoundMethod(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3)), id).FirstOrDefault();

    public void AddMethod(BoundMethod method) =>
        database.Run("INSERT INTO methods (id, label, year, month) VALUES ($1, $2, $3, $4)", method.Id, method.Label, method.ExpiresYear, method.ExpiresMonth);

    private SandboxMovement? One(string sql, string value) => database.Rows(sql, Read, value).FirstOrDefault();

    private static SandboxMovement Read(SqliteDataReader row) => new(
        row.GetString(0), (ProviderPaymentKind)row.GetInt64(1), row.IsDBNull(2) ? null : row.GetString(2), (byte[])row[3], row.GetString(4),
        new Money(row.GetInt64(5)), row.GetString(6), (PaymentStatus)row.GetInt64(7), (DeclineReason)row.GetInt64(8), new Moment(row.GetInt64(9)))
    {
        Next = (SandboxNext)row.GetInt64(10),
        Due = row.IsDBNull(11) ? null : new Moment(row.GetInt64(11)),
        OrderNumber = row.GetString(12),
        Description = row.GetString(13),
        ReturnUrl = row.IsDBNull(14) ? null : new Uri(row.GetString(14)),
        Saves = row.GetBoolean(15),
        Method = row.IsDBNull(16) ? null : row.GetString(16),
    };
}
