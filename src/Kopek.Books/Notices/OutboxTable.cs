using System.Diagnostics;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;

namespace Kopek.Books.Notices;

/// <summary>The rows of notices: made once for each line, occasion and channel, then sent, and kept as the record. Only used inside the store's gate.</summary>
internal sealed class OutboxTable
{
    /// <summary>A notice that could not go out for so long says nothing that is still so.</summary>
    public static readonly TimeSpan MostAge = TimeSpan.FromHours(24);

    /// <summary>Notices of one line in 24 hours. More is a loop, and the holder pays for it in patience.</summary>
    public const int MostOfDay = 50;

    private readonly PreferenceTable wishes;
    private readonly BooksStatement name;
    private readonly BooksStatement add;
    private readonly BooksStatement countOfDay;
    private readonly BooksStatement withdraw;
    private readonly BooksStatement withdrawAbout;
    private readonly BooksStatement isWaiting;
    private readonly BooksStatement due;
    private readonly BooksStatement move;
    private readonly BooksStatement begin;
    private readonly BooksStatement settle;
    private readonly BooksStatement reword;
    private readonly BooksStatement findReceipt;
    private readonly BooksStatement dropReceipt;
    private readonly BooksStatement putReceipt;
    private readonly BooksStatement findReference;
    private readonly BooksStatement sending;

    public OutboxTable(BooksDatabase database, PreferenceTable wishes)
    {
        this.wishes = wishes;
        name = database.Prepare("SELECT name FROM meta");
        add = database.Prepare("""
            INSERT OR IGNORE INTO outbox (line, occasion, channel, kind, language, zone, made, not_before, state, attempts, changed, subject, text, reason)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, ?7, ?10, ?11, ?12)
            """);
        countOfDay = database.Prepare("SELECT count(*) FROM outbox WHERE line = ?1 AND made > ?2");
        withdraw = database.Prepare("UPDATE outbox SET state = 9, reason = ?3, changed = ?4 WHERE line = ?1 AND kind = ?2 AND state = 1");
        withdrawAbout = database.Prepare("UPDATE outbox SET state = 9, reason = ?4, changed = ?5 WHERE line = ?1 AND occasion >= ?2 AND occasion < ?3 AND state = 1");
        isWaiting = database.Prepare("SELECT 1 FROM outbox WHERE line = ?1 AND kind = ?2 AND state = 1 LIMIT 1");
        due = database.Prepare("""
            SELECT id, line, kind, channel, language, zone, made, subject, text, attempts, occasion FROM outbox
            WHERE state = 1 AND not_before <= ?1 AND channel = ?3 ORDER BY not_before, id LIMIT ?2
            """);
        move = database.Prepare("UPDATE outbox SET not_before = ?2 WHERE id = ?1");
        begin = database.Prepare("UPDATE outbox SET state = 2, attempts = attempts + 1, changed = ?2, reason = NULL WHERE id = ?1");
        settle = database.Prepare("UPDATE outbox SET state = ?2, reason = ?3, changed = ?4, reference = ?5, not_before = coalesce(?6, not_before) WHERE id = ?1 AND state IN (1, 2, 3)");
        reword = database.Prepare("UPDATE outbox SET text = ?2 WHERE id = ?1 AND state = 2");
        findReceipt = database.Prepare("SELECT delivered, reason FROM receipts WHERE reference = ?1");
        dropReceipt = database.Prepare("DELETE FROM receipts WHERE reference = ?1");
        putReceipt = database.Prepare("INSERT OR REPLACE INTO receipts (reference, delivered, reason, at) VALUES (?1, ?2, ?3, ?4)");
        // A centre may use its numbers again after years: the newest is meant.
        findReference = database.Prepare("SELECT id, state FROM outbox WHERE reference = ?1 ORDER BY id DESC LIMIT 1");
        sending = database.Prepare("SELECT id FROM outbox WHERE state = 2");
    }

    /// <summary>Makes a notice on each of its channels, unless the line was told of this occasion before. True where something may be sent now.</summary>
    public bool Add(LineId line, string zone, Notice notice, NoticeText text, NoticePreferences wanted, Moment now)
    {
        var release = wanted.Release(notice.Kind, zone, now);
        countOfDay.Bind(1, line.Value).Bind(2, (now + -MostAge).UnixMilliseconds).Step();
        var isTooMany = countOfDay.Long(0) >= MostOfDay;
        countOfDay.Reset();
        foreach (var channel in wanted.Channels())
        {
            add.Bind(1, line.Value).Bind(2, notice.Occasion).Bind(3, (long)channel).Bind(4, (long)notice.Kind).Bind(5, (long)wanted.Language).Bind(6, zone)
                .Bind(7, now.UnixMilliseconds).Bind(8, release.UnixMilliseconds).Bind(9, (long)(isTooMany ? NoticeState.NotSent : NoticeState.Waiting))
                .Bind(10, text.Subject).Bind(11, text.Body).Bind(12, isTooMany ? NoticeReasons.TooMany : null).Run();
        }

        return release <= now && !isTooMany;
    }

    /// <summary>What waits and is no longer so will not be said. True where there was such a notice.</summary>
    public bool Withdraw(LineId line, NoticeKind kind, Moment now)
    {
        var any = isWaiting.Bind(1, line.Value).Bind(2, (long)kind).Step();
        isWaiting.Reset();
        if (any)
        {
            withdraw.Bind(1, line.Value).Bind(2, (long)kind).Bind(3, NoticeReasons.Overtaken).Bind(4, now.UnixMilliseconds).Run();
        }

        return any;
    }

    /// <summary>What waits and begins with these words of its occasion will not be said: what it was about is gone.</summary>
    public void WithdrawAbout(LineId line, string prefix, Moment now) => withdrawAbout.Bind(1, line.Value).Bind(2, prefix).Bind(3, prefix + char.MaxValue)
        .Bind(4, NoticeReasons.Overtaken).Bind(5, now.UnixMilliseconds).Run();

    public List<OutgoingNotice> Take(Moment now, NoticeChannel channel, int most, bool isConfigured)
    {
        var taken = new List<OutgoingNotice>();
        var prefix = Name();
        foreach (var (row, zone, made) in Due(now, channel, most, prefix))
        {
            var wanted = wishes.Of(row.Line);
            var release = wanted.Release(row.Kind, zone, now);
            if (made + MostAge < now)
            {
                Settle(row.Id, NoticeState.NotSent, NoticeReasons.TooOld, now);
            }
            else if (!isConfigured)
            {
                Settle(row.Id, NoticeState.NotSent, NoticeReasons.NoChannel, now);
            }
            else if (row.Channel == NoticeChannel.Email && wanted.Email is null)
            {
                Settle(row.Id, NoticeState.NotSent, NoticeReasons.NoAddress, now);
            }
            else if (release > now)
            {
                move.Bind(1, row.Id).Bind(2, release.UnixMilliseconds).Run();
            }
            else
            {
                begin.Bind(1, row.Id).Bind(2, now.UnixMilliseconds).Run();
                taken.Add(row with { Email = row.Channel == NoticeChannel.Email ? wanted.Email : null });
            }
        }

        return taken;
    }

    /// <summary>What is on its way says this: the record has what was sent.</summary>
    public void Reword(long id, string text) => reword.Bind(1, id).Bind(2, text).Run();

    public void Record(long id, SendOutcome outcome, Moment now)
    {
        switch (outcome)
        {
            case SendOutcome.Accepted accepted:
                Settle(id, NoticeState.Sent, null, now, accepted.Reference);
                ApplyEarlyReceipt(id, accepted.Reference, now);
                break;
            case SendOutcome.Refused refused: Settle(id, NoticeState.Refused, refused.Reason, now); break;
            case SendOutcome.Later later: Settle(id, NoticeState.Waiting, later.Reason, now, null, now + later.After); break;
            case SendOutcome.Unknown unknown: Settle(id, NoticeState.Unknown, unknown.Reason, now); break;
            case SendOutcome.NotTried untried: Settle(id, NoticeState.NotSent, untried.Reason, now); break;
            default: throw new UnreachableException($"{outcome.GetType().Name} has no state.");
        }
    }

    public void RecordReceipt(string reference, bool isDelivered, string? reason, Moment now)
    {
        if (!findReference.Bind(1, reference).Step())
        {
            putReceipt.Bind(1, reference).Bind(2, isDelivered ? 1 : 0).Bind(3, reason).Bind(4, now.UnixMilliseconds).Run();
            return;
        }

        var (id, state) = (findReference.Long(0), (NoticeState)findReference.Long(1));
        findReference.Reset();
        if (state == NoticeState.Sent)
        {
            Settle(id, isDelivered ? NoticeState.Delivered : NoticeState.Undelivered, reason, now, reference);
        }
    }

    public int SettleInterrupted(Moment now)
    {
        var ids = new List<long>();
        while (sending.Step())
        {
            ids.Add(sending.Long(0));
        }

        ids.ForEach(id => Settle(id, NoticeState.Unknown, NoticeReasons.Interrupted, now));
        return ids.Count;
    }

    private string Name()
    {
        name.Step();
        var value = name.Text(0);
        name.Reset();
        return value;
    }

    private List<(OutgoingNotice Row, string Zone, Moment Made)> Due(Moment now, NoticeChannel channel, int most, string prefix)
    {
        var rows = new List<(OutgoingNotice, string, Moment)>();
        due.Bind(1, now.UnixMilliseconds).Bind(2, most).Bind(3, (long)channel);
        while (due.Step())
        {
            var id = due.Long(0);
            rows.Add((new OutgoingNotice(id, $"{prefix}-{id}", new LineId(due.Long(1)), (NoticeKind)due.Long(2), (NoticeChannel)due.Long(3), (NoticeLanguage)due.Long(4),
                null, due.Text(7), due.Text(8), (int)due.Long(9) + 1) { Occasion = due.Text(10) }, due.Text(5), new Moment(due.Long(6))));
        }

        return rows;
    }

    private void ApplyEarlyReceipt(long id, string? reference, Moment now)
    {
        if (reference is null || !findReceipt.Bind(1, reference).Step())
        {
            return;
        }

        var (isDelivered, reason) = (findReceipt.Long(0) != 0, findReceipt.TextOrNull(1));
        findReceipt.Reset();
        dropReceipt.Bind(1, reference).Run();
        Settle(id, isDelivered ? NoticeState.Delivered : NoticeState.Undelivered, reason, now, reference);
    }

    private void Settle(long id, NoticeState state, string? reason, Moment now, string? reference = null, Moment? notBefore = null) =>
        settle.Bind(1, id).Bind(2, (long)state).Bind(3, reason).Bind(4, now.UnixMilliseconds).Bind(5, reference).Bind(6, notBefore?.UnixMilliseconds).Run();
}
