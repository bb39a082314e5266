using Kopek.Books.Statements;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Accounts;
using Kopek.Core.TopUps;

namespace Kopek.Books.Partners;

/// <summary>Writes transactions and their outcomes. Only used by the store's one writer, inside its transaction.</summary>
internal sealed class TransactionTable
{
    private readonly BooksStatement add;
    private readonly BooksStatement same;
    private readonly BooksStatement ofOrder;
    private readonly BooksStatement finish;
    private readonly BooksStatement seen;
    private readonly CallbackTable callbacks;
    private readonly Func<string, PartnerEntry?> partner;

    public TransactionTable(BooksDatabase database, CallbackTable callbacks, Func<string, PartnerEntry?> partner)
    {
        this.callbacks = callbacks;
        this.partner = partner;
        add = database.Prepare("""
            INSERT INTO transactions (partner, shape, external_id, order_id, digest, product, pack, operator, msisdn, line, currency, amount, commission, callback,
              two_phase, created, expires, outcome, refused, figure, finished)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)
            ON CONFLICT DO NOTHING RETURNING id
            """);
        same = database.Prepare($"SELECT {TransactionRows.Columns} FROM transactions WHERE partner = ?1 AND shape = ?2 AND external_id = ?3");
        ofOrder = database.Prepare($"SELECT {TransactionRows.Columns} FROM transactions WHERE order_id = ?1");
        finish = database.Prepare("""
            UPDATE transactions SET outcome = ?2, refused = ?3, figure = ?4, confirmed = ?5, finished = coalesce(finished, ?6), receipt = ?7, returned = ?8,
              returned_at = CASE WHEN ?8 > 0 THEN coalesce(returned_at, ?9) END, pack_dropped = ?10 WHERE id = ?1
            """);
        seen = database.Prepare("UPDATE meta SET seen = ?1 WHERE id = 1");
    }

    /// <summary>Stores a new wish, or finds the one that has its id already. One that is refused at once is told of at once.</summary>
    public AddedTransaction Add(PartnerTransaction wish)
    {
        add.Bind(1, wish.Partner).Bind(2, (long)wish.Shape).Bind(3, wish.ExternalId).Bind(4, wish.Order.High, wish.Order.Low).Bind(5, wish.Digest.High, wish.Digest.Low)
            .Bind(6, wish.Product).Bind(7, wish.Pack).Bind(8, wish.Operator).Bind(9, wish.Msisdn).Bind(10, wish.Line.Value).Bind(11, wish.Currency)
            .Bind(12, wish.Amount.Kopeks).Bind(13, wish.Commission.Kopeks).Bind(14, wish.CallbackUrl).Bind(15, wish.NeedsConfirmation ? 1 : 0)
            .Bind(16, wish.CreatedAt.UnixMilliseconds).Bind(17, wish.ExpiresAt.UnixMilliseconds).Bind(18, (long?)(int?)wish.Outcome).Bind(19, wish.Refused)
            .Bind(20, wish.Limit.Kopeks).Bind(21, wish.Outcome is null ? null : wish.CreatedAt.UnixMilliseconds);
        if (add.Step())
        {
            var stored = wish with { Id = add.Long(0), FinishedAt = wish.Outcome is null ? Moment.Never : wish.CreatedAt };
            add.Reset();
            Tell(stored, wish.CreatedAt);
            return new AddedTransaction(stored, IsNew: true);
        }

        same.Bind(1, wish.Partner).Bind(2, (long)wish.Shape).Bind(3, wish.ExternalId).Step();
        var known = TransactionRows.Read(same);
        same.Reset();
        return new AddedTransaction(known, IsNew: false);
    }

    /// <summary>How an order stands; the partner is told once for each outcome. Orders that are no partner's, and what is known, change nothing.</summary>
    public void Record(TopUpOrder order, Moment now)
    {
        var status = TransactionStatuses.Of(order);
        if (!TransactionStatuses.IsFinal(status) || Find(order) is not { } known)
        {
            return;
        }

        var isKnown = (known.Outcome, known.Receipt, known.Returned) == (status, order.PaymentReceipt, order.Refunded);
        // Nothing follows a reversal: what says less was read before it, and comes late.
        if (isKnown || (known.Outcome == TransactionStatus.Reversed && status != TransactionStatus.Reversed))
        {
            return;
        }

        var refused = order.SourceRefused != AccountRefusal.None ? SnakeCase.Of(order.SourceRefused)
            : order.LineRefused != RefusalCode.None ? SnakeCase.Of(order.LineRefused)
            : order.Status == TopUpStatus.Expired ? "expired" : null;
        var finished = order.CreditedAt.IsNever ? order.At : order.CreditedAt;
        finish.Bind(1, known.Id).Bind(2, (long)(int)status).Bind(3, refused).Bind(4, order.Limit.Kopeks)
            .Bind(5, order.PayingSince.IsNever ? null : order.PayingSince.UnixMilliseconds).Bind(6, finished.UnixMilliseconds).Bind(7, order.PaymentReceipt)
            .Bind(8, order.Refunded.Kopeks).Bind(9, order.At.UnixMilliseconds).Bind(10, order.PackRefused != RefusalCode.None ? 1 : 0).Run();
        if (known.Outcome != status)
        {
            Tell(known with { Outcome = status }, now);
        }
    }

    public void Seen(Moment now) => seen.Bind(1, now.UnixMilliseconds).Run();

    private PartnerTransaction? Find(TopUpOrder order)
    {
        var found = ofOrder.Bind(1, order.Id.High, order.Id.Low).Step();
        var known = found ? TransactionRows.Read(ofOrder) : null;
        ofOrder.Reset();
        return known;
    }

    private void Tell(PartnerTransaction stored, Moment now)
    {
        if (stored.Outcome is not { } outcome)
        {
            return;
        }

        if (stored.CallbackUrl is { } own)
        {
            callbacks.Add(stored, outcome, CallbackKind.Transaction, own, now);
        }

        if (partner(stored.Partner)?.Profile.WebhookUrl is { } endpoint)
        {
            callbacks.Add(stored, outcome, CallbackKind.Endpoint, endpoint, now);
        }
    }
}
