using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;

namespace Kopek.Gateways.Payments.YooKassa;

/// <summary>YooKassa's lists, newest first: payments, then refunds. It has no chargebacks: its operators write of them.</summary>
internal sealed class YooKassaStatement(YooKassaConnection connection)
{
    private const int RowsOfPage = 100;

    /// <summary>A million rows: more is a list that never ends.</summary>
    private const int MostPages = 10_000;

    /// <summary>YooKassa cannot be asked by our key, so the newest payments are looked through: 10,000 of them, then the outcome stays unknown.</summary>
    private const int MostPagesOfSearch = 100;

    private const string Cut = "yookassa: could not be asked to the end of the list";

    public async IAsyncEnumerable<ProviderPayment> List(Moment from, Moment until, [EnumeratorCancellation] CancellationToken cancel)
    {
        var range = $"created_at.gte={Text(from)}&created_at.lt={Text(until)}";
        await foreach (var payment in Rows($"payments?{range}", YooKassaJson.Default.YooKassaPagePayment, MostPages, cancel).ConfigureAwait(false))
        {
            yield return Row(ProviderPaymentKind.Payment, YooKassaAnswers.Key(payment), payment.Id, payment.Id, YooKassaAnswers.Of(payment).Status, payment.Amount, payment.CreatedAt);
        }

        await foreach (var refund in Rows($"refunds?{range}", YooKassaJson.Default.YooKassaPageRefund, MostPages, cancel).ConfigureAwait(false))
        {
            yield return Row(ProviderPaymentKind.Refund, YooKassaAnswers.Key(refund), refund.Id, refund.PaymentId, YooKassaAnswers.Of(refund).Status, refund.Amount, refund.CreatedAt);
        }
    }

    public Task<PaymentAnswer> PaymentByKey(string key, CancellationToken cancel) =>
        First(Rows("payments?", YooKassaJson.Default.YooKassaPagePayment, MostPagesOfSearch, cancel), payment => YooKassaAnswers.Key(payment) == key, YooKassaAnswers.Of);

    public Task<PaymentAnswer> RefundByKey(string key, string paymentId, CancellationToken cancel) =>
        First(Rows($"refunds?payment_id={paymentId}", YooKassaJson.Default.YooKassaPageRefund, MostPagesOfSearch, cancel), refund => YooKassaAnswers.Key(refund) == key, YooKassaAnswers.Of);

    private static async Task<PaymentAnswer> First<T>(IAsyncEnumerable<T> rows, Func<T, bool> isMeant, Func<T, PaymentAnswer> answer)
    {
        try
        {
            await foreach (var row in rows.ConfigureAwait(false))
            {
                if (isMeant(row))
                {
                    return answer(row);
                }
            }
        }
        catch (ProviderUnavailableException failed)
        {
            return PaymentAnswer.Unknown(failed.Message);
        }

        return new PaymentAnswer(PaymentStatus.NotFound, null, Money.Zero);
    }

    private async IAsyncEnumerable<T> Rows<T>(string path, JsonTypeInfo<YooKassaPage<T>> type, int mostPages, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? cursor = null;
        for (var page = 0; page < mostPages; page++)
        {
            var after = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            var result = await connection.Get($"{path}&limit={RowsOfPage}{after}".Replace("?&", "?", StringComparison.Ordinal), type, cancel).ConfigureAwait(false);
            if (result.Value?.Items is not { } items)
            {
                throw new ProviderUnavailableException(result.Detail.Length > 0 ? $"{Cut} ({result.Detail})" : Cut);
            }

            foreach (var row in items)
            {
                yield return row;
            }

            cursor = result.Value.NextCursor;
            if (cursor is null)
            {
                yield break;
            }
        }

        throw new ProviderUnavailableException($"{Cut}: too many rows");
    }

    private static ProviderPayment Row(ProviderPaymentKind kind, string? key, string? id, string? payment, PaymentStatus status, YooKassaMoney? money, DateTimeOffset created) =>
        id is null || payment is null || YooKassaAmount.Read(money?.Value) is not { } amount
            ? throw new ProviderUnavailableException($"{Cut}: a row that we cannot read")
            : new ProviderPayment(kind, key, id, payment, status, amount, money?.Currency ?? "", new Moment(created.ToUnixTimeMilliseconds()));

    private static string Text(Moment moment) =>
        new Moment(Math.Clamp(moment.UnixMilliseconds, 0, MostMilliseconds)).ToInstant().ToString("uuuu-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>9999-01-01: what a date can hold.</summary>
    private const long MostMilliseconds = 253_370_764_800_000;
}
