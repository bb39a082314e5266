using Kopek.Core;
using Kopek.Core.TopUps;
using Kopek.Engine.Payments;
using Stripe;
using Stripe.Checkout;

namespace Kopek.Gateways.Payments.Stripe;

/// <summary>
/// A payment by our key, where Stripe's id never reached us. Stripe's search finds metadata, but may not know what is new (its documentation says a
/// minute, longer in an outage), so what is young is also listed, newest first. "Not found" is only said when both were read to the end.
/// </summary>
internal sealed class StripeSearch(StripeConnection connection, TimeProvider time)
{
    public const int RowsOfPage = 100;

    /// <summary>2,000 payments in <see cref="Young"/>; past that the outcome stays unknown.</summary>
    private const int MostPages = 20;

    /// <summary>What is younger is listed, because the search may not have it yet.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromHours(2);

    /// <summary>A page for payers is open for a day, and has no payment to be searched until somebody pays there.</summary>
    private static readonly TimeSpan PageLife = TimeSpan.FromHours(25);

    /// <summary>Null where Stripe could not be asked. Throws <see cref="StripeException"/>.</summary>
    public async Task<PaymentAnswer?> ByKey(string key, CancellationToken cancel)
    {
        var found = await StripeConnection.Ask(() => connection.Stripe.PaymentIntents.SearchAsync(
            new PaymentIntentSearchOptions { Query = $"metadata['{StripeAnswers.KeyName}']:'{key}'", Limit = 10, Expand = ["data.payment_method"] }, null, cancel)).ConfigureAwait(false);
        if (found is null)
        {
            return null;
        }

        if (found.Data.Where(intent => StripeAnswers.Key(intent.Metadata) == key).ToList() is { Count: > 0 } intents)
        {
            return await WithPage(Best(intents), cancel).ConfigureAwait(false);
        }

        return await AmongTheYoung(key, cancel).ConfigureAwait(false);
    }

    /// <summary>The state of a payment; one on Stripe's page is over when the page is. Null where Stripe could not be asked.</summary>
    public async Task<PaymentAnswer?> WithPage(PaymentIntent intent, CancellationToken cancel)
    {
        var answer = StripeAnswers.Of(intent);
        if (answer.Status != PaymentStatus.NeedsPayer || !StripeAnswers.IsOnPage(intent))
        {
            return answer;
        }

        var pages = await StripeConnection.Ask(() => connection.Stripe.Checkout.Sessions.ListAsync(new SessionListOptions { PaymentIntent = intent.Id, Limit = 1 }, null, cancel)).ConfigureAwait(false);
        return pages switch
        {
            null => null,
            { Data: [var page, ..] } => StripeAnswers.Of(page),
            _ => answer,
        };
    }

    private async Task<PaymentAnswer?> AmongTheYoung(string key, CancellationToken cancel)
    {
        var since = time.GetUtcNow().UtcDateTime;
        var intents = new PaymentIntentListOptions { Created = new DateRangeOptions { GreaterThanOrEqual = since - Young }, Limit = RowsOfPage, Expand = ["data.payment_method"] };
        var intent = await First(intents, () => connection.Stripe.PaymentIntents.ListAsync(intents, null, cancel), row => StripeAnswers.Key(row.Metadata) == key).ConfigureAwait(false);
        if (intent is not var (isWholeOfIntents, found))
        {
            return null;
        }

        if (found is not null)
        {
            return await WithPage(found, cancel).ConfigureAwait(false);
        }

        var sessions = new SessionListOptions { Created = new DateRangeOptions { GreaterThanOrEqual = since - PageLife }, Limit = RowsOfPage, Expand = ["data.payment_intent.payment_method"] };
        var session = await First(sessions, () => connection.Stripe.Checkout.Sessions.ListAsync(sessions, null, cancel), row => row.ClientReferenceId == key).ConfigureAwait(false);
        return session switch
        {
            null => null,
            (_, { } page) => StripeAnswers.Of(page),
            (true, null) when isWholeOfIntents => new PaymentAnswer(PaymentStatus.NotFound, null, Money.Zero),
            _ => PaymentAnswer.Unknown("stripe: too many payments to look through for the key"),
        };
    }

    /// <summary>The first row that is meant, and whether all were read; null where Stripe could not be asked.</summary>
    private static async Task<(bool IsWhole, T? Row)?> First<T>(ListOptions options, Func<Task<StripeList<T>>> next, Func<T, bool> isMeant)
        where T : StripeEntity<T>, IHasId
    {
        for (var page = 0; page < MostPages; page++)
        {
            var rows = await StripeConnection.Ask(next).ConfigureAwait(false);
            if (rows is null)
            {
                return null;
            }

            if (rows.Data.FirstOrDefault(isMeant) is { } meant)
            {
                return (true, meant);
            }

            if (!rows.HasMore || rows.Data.Count == 0)
            {
                return (true, null);
            }

            options.StartingAfter = rows.Data[^1].Id;
        }

        return (false, null);
    }

    /// <summary>There is one for a key; were there more, money that was taken counts.</summary>
    private static PaymentIntent Best(List<PaymentIntent> intents) => intents.Find(intent => intent.Status == "succeeded") ?? intents[0];
}
