using System.Runtime.CompilerServices;
using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Stripe;

namespace Kopek.Gateways.Payments.Stripe;

/// <summary>What Stripe made between two moments, by when it made it: payments, then refunds, then disputes (chargebacks), each newest first; with the disputes of up to 120 days before that took money.</summary>
internal sealed class StripeStatement(StripeConnection connection)
{
    /// <summary>A million rows: more is a list that never ends.</summary>
    private const int MostPages = 10_000;

    /// <summary>Banks take no longer between an inquiry and the dispute that it becomes.</summary>
    private static readonly TimeSpan LongestInquiry = TimeSpan.FromDays(120);

    private const string Cut = "stripe: could not be asked to the end of the list";

    public async IAsyncEnumerable<ProviderPayment> List(Moment from, Moment until, [EnumeratorCancellation] CancellationToken cancel)
    {
        var range = new DateRangeOptions { GreaterThanOrEqual = Seconds(from, 0), LessThan = Seconds(until, 999) };
        var intents = new PaymentIntentListOptions { Created = range, Limit = StripeSearch.RowsOfPage };
        await foreach (var intent in Rows(intents, () => connection.Stripe.PaymentIntents.ListAsync(intents, null, cancel)).ConfigureAwait(false))
        {
            var answer = StripeAnswers.Of(intent);
            yield return Row(ProviderPaymentKind.Payment, StripeAnswers.Key(intent.Metadata), intent.Id, intent.Id, answer.Status, intent.Status == "succeeded" ? intent.AmountReceived : intent.Amount, intent.Currency, intent.Created);
        }

        var refunds = new RefundListOptions { Created = range, Limit = StripeSearch.RowsOfPage };
        await foreach (var refund in Rows(refunds, () => connection.Stripe.Refunds.ListAsync(refunds, null, cancel)).ConfigureAwait(false))
        {
            yield return Row(ProviderPaymentKind.Refund, StripeAnswers.Key(refund.Metadata), refund.Id, refund.PaymentIntentId ?? refund.ChargeId ?? refund.Id, StripeAnswers.Of(refund).Status, refund.Amount, refund.Currency, refund.Created);
        }

        // An inquiry becomes a dispute later, and is listed by when it was an inquiry.
        var older = new DateRangeOptions { GreaterThanOrEqual = Seconds(from + -LongestInquiry, 0), LessThan = range.LessThan };
        var disputes = new DisputeListOptions { Created = older, Limit = StripeSearch.RowsOfPage, Expand = ["data.payment_intent"] };
        await foreach (var dispute in Rows(disputes, () => connection.Stripe.Disputes.ListAsync(disputes, null, cancel)).ConfigureAwait(false))
        {
            var row = Row(ProviderPaymentKind.Chargeback, StripeAnswers.Key(dispute.PaymentIntent?.Metadata), dispute.Id, dispute.PaymentIntentId ?? dispute.ChargeId ?? dispute.Id, StripeDisputes.StatusOf(dispute), dispute.Amount, dispute.Currency, dispute.Created)
                with { Won = new Money(StripeDisputes.Won(dispute)) };
            if (row.At >= from || row.Status == PaymentStatus.Succeeded || row.Won > Money.Zero)
            {
                yield return row;
            }
        }
    }

    /// <summary>Null where Stripe could not be asked. Throws <see cref="StripeException"/>.</summary>
    public async Task<PaymentAnswer?> RefundByKey(string key, string intent, CancellationToken cancel)
    {
        var options = new RefundListOptions { PaymentIntent = intent, Limit = StripeSearch.RowsOfPage };
        try
        {
            await foreach (var refund in Rows(options, () => connection.Stripe.Refunds.ListAsync(options, null, cancel), isRefused: false).ConfigureAwait(false))
            {
                if (StripeAnswers.Key(refund.Metadata) == key)
                {
                    return StripeAnswers.Of(refund);
                }
            }
        }
        catch (ProviderUnavailableException)
        {
            return null;
        }

        return new PaymentAnswer(PaymentStatus.NotFound, null, Money.Zero);
    }

    /// <param name="isRefused">An error of Stripe's is the end too; else it goes to the caller.</param>
    private static async IAsyncEnumerable<T> Rows<T>(ListOptions options, Func<Task<StripeList<T>>> next, bool isRefused = true)
        where T : StripeEntity<T>, IHasId
    {
        for (var page = 0; page < MostPages; page++)
        {
            StripeList<T> rows;
            try
            {
                rows = await StripeConnection.Ask(next).ConfigureAwait(false) ?? throw new ProviderUnavailableException(Cut);
            }
            catch (StripeException failed) when (isRefused)
            {
                throw new ProviderUnavailableException($"{Cut} ({ProviderDetail.Of(StripeErrors.Detail(failed.StripeError))})");
            }

            foreach (var row in rows.Data)
            {
                yield return row;
            }

            if (!rows.HasMore || rows.Data.Count == 0)
            {
                yield break;
            }

            options.StartingAfter = rows.Data[^1].Id;
        }

        throw new ProviderUnavailableException(Cut);
    }

    private static ProviderPayment Row(ProviderPaymentKind kind, string? key, string id, string payment, PaymentStatus status, long amount, string currency, DateTime created) =>
        new(kind, key, id, payment, status, new Money(amount), StripeCurrency.FromStripe(currency), StripeAnswers.At(created));

    // Stripe counts whole seconds, so what it made in a second is of its first millisecond: both ends are rounded up.
    private static DateTime Seconds(Moment moment, int up) =>
        DateTimeOffset.FromUnixTimeSeconds((Math.Clamp(moment.UnixMilliseconds, 0, MostMilliseconds) + up) / 1000).UtcDateTime;

    /// <summary>9999-01-01: what a date can hold.</summary>
    private const long MostMilliseconds = 253_370_764_800_000;
}
