using Kopek.Books.Notices.Texts;
using Kopek.Books.Notices.Trips;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Mandates;
using Kopek.Core.Notices;
using Kopek.Core.Orders;
using Kopek.Core.Planning.Trips;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Engine.Journalling;

namespace Kopek.Books.Notices;

/// <summary>
/// One pass: lines are moved on by their events, and what the rules find to tell is put into the outbox. It only ever lives inside one transaction; what
/// goes wrong leaves no trace.
/// </summary>
internal sealed class NoticePass(NoticeStore store, WatchTable table, Func<Catalogue> catalogue, Moment now, Moment toldFrom, int linesInHand)
{
    private readonly WatchedLines lines = new(table, linesInHand);
    private readonly Decision decision = new(catalogue(), QuotaPolicy.Default, new EndedSessions(1));

    // Of the command that is being taken; nearly all tell nothing, so these serve one after the other.
    private readonly LineBefore before = new();
    private readonly List<LineEvent> happened = [];
    private readonly List<Notice> notices = [];

    /// <summary>Something was made that may be sent at once.</summary>
    public bool HasNews { get; private set; }

    /// <summary>Takes the events of one command.</summary>
    public void Take(LineId id, List<JournalEntry> entries)
    {
        var watched = lines.Find(id);
        var first = 0;
        while (first < entries.Count && entries[first].Sequence <= watched.Sequence)
        {
            first++;
        }

        if (first == entries.Count)
        {
            return;
        }

        var line = watched.Line;
        var begins = entries[first].At;
        if (line.Plan.Length > 0)
        {
            Look(watched, begins, begins);
            decision.Begin(line, begins);
            watched.Mark = NoticeRules.Look(watched.Mark, decision);
        }

        before.Look(line);
        Apply(watched, entries, first);
        var ends = entries[^1].At;
        TakeBack(line);
        decision.Begin(line, ends);
        notices.Clear();
        var mark = watched.Mark;
        // Whether something is told depends on wishes only where money went; they are asked for from the table, which is dear for each line.
        var wanted = line.Balance < before.Balance ? Wanted(watched) : store.Unset;
        NoticeRules.After(notices, before, decision, happened, wanted, watched.Sequence, ref mark);
        NamePayers(id);
        watched.Mark = mark;
        Tell(watched, notices, ends);
        if (happened.Exists(MovesCalendar))
        {
            watched.Looked = Moment.Max(watched.Looked, ends);
            watched.Due = NoticeCalendar.Next(decision, watched.Looked);
        }
    }

    /// <summary>Takes what happened to a line's automatic renewal, which stands in the journal of the line's own shard.</summary>
    public void Take(LineId id, MandateEvent happened, Moment at)
    {
        var watched = lines.Find(id);
        if (happened is MandateEvent.OccasionEnded { End: OccasionEnd.NotNeeded })
        {
            store.Outbox.Withdraw(id, NoticeKind.AutoRenewalComing, now);
        }

        if (!IsToldWithItsMoney(id, happened) && watched.Line.Plan.Length > 0 && MandateNotices.Of(happened) is { } notice)
        {
            decision.Begin(watched.Line, at);
            Tell(watched, [notice], at);
        }
    }

    /// <summary>Looks at a line because its day has come.</summary>
    public void TakeDue(LineId id) => Look(lines.Find(id), now, now);

    /// <summary>Says what is left to do on a day of a trip, once: that it was said is in this transaction too.</summary>
    public void TakeReminder(DueReminder due)
    {
        store.TripRows.MarkTold(due);
        var watched = lines.Find(due.Line);
        decision.Begin(watched.Line, now);
        if (TripReminders.Word(decision, due.About, due.Day, due.Plan, due.OctetsADay) is { } notice)
        {
            Tell(watched, [notice], due.At);
        }
    }

    /// <summary>Takes over a line from where its checkpoint has it; nothing is told of before.</summary>
    public void Adopt(Line line, long sequence)
    {
        var watched = new WatchedLine(line) { Sequence = sequence, Looked = now };
        decision.Begin(line, now);
        watched.Due = NoticeCalendar.Next(decision, now);
        table.Write(watched);
    }

    /// <summary>Writes the lines that moved.</summary>
    public void Write() => lines.Write();

    /// <summary>Money that automatic renewal brought says what paid it.</summary>
    private void NamePayers(LineId id)
    {
        for (var i = 0; i < notices.Count; i++)
        {
            if (notices[i] is Notice.ToppedUp money && OrderId.TryParse(money.About, out var step))
            {
                notices[i] = money with { PaidBy = ChargeOf(id, step) };
            }
        }
    }

    // Apart from its caller, so that a closure is made only where it is used.
    private AutoCharge? ChargeOf(LineId id, OrderId step) =>
        MandateNotices.OrdersOf(step).Select(order => store.AutoCharges.Tell(id, order)).FirstOrDefault(found => found is not null);

    /// <summary>Follows the attempts of automatic renewal. True for the end of one whose money said it already.</summary>
    private bool IsToldWithItsMoney(LineId id, MandateEvent happened)
    {
        switch (happened)
        {
            case MandateEvent.AttemptStarted { Label: { } label } e:
                store.AutoCharges.Begin(id, MandateNotices.OrderOf(id, e.Occasion, e.Attempt), new AutoCharge(e.Amount, label));
                return false;
            case MandateEvent.AttemptEnded { Outcome: not AttemptOutcome.Open } e:
                return store.AutoCharges.End(id, MandateNotices.OrderOf(id, e.Occasion, e.Attempt)) && e.Outcome == AttemptOutcome.Paid;
            default:
                return false;
        }
    }

    private static bool MovesCalendar(LineEvent e) => e is not (LineEvent.UsageCharged or LineEvent.CreditAnswered or LineEvent.SessionExpired or LineEvent.DirectDebited);

    private void Apply(WatchedLine watched, List<JournalEntry> entries, int first)
    {
        happened.Clear();
        for (var place = first; place < entries.Count; place++)
        {
            var entry = entries[place];
            var e = (LineEvent)entry.Event;
            happened.Add(e);
            LineState.Apply(watched.Line, entry.At, e, decision.Sessions);
        }

        watched.Sequence = entries[^1].Sequence;
    }

    /// <summary>What was kept for the line, or waits to be told, and is over with what happened.</summary>
    private void TakeBack(Line line)
    {
        if (line.Life == LineLife.Closed && before.Life != LineLife.Closed)
        {
            // Whoever gets the number next takes no trip along.
            store.TripRows.ForgetAll(line.Id, now);
        }

        if (happened.Exists(RoamingCapNotices.IsOver))
        {
            store.Outbox.Withdraw(line.Id, NoticeKind.RoamingCapNear, now);
            store.Outbox.Withdraw(line.Id, NoticeKind.RoamingCapReached, now);
        }
    }

    private void Look(WatchedLine watched, Moment until, Moment at)
    {
        if (watched.Due > until)
        {
            return;
        }

        decision.Begin(watched.Line, until);
        Tell(watched, NoticeCalendar.Due(decision, watched.Looked, until, now), at);
        watched.Looked = Moment.Max(watched.Looked, until);
        watched.Due = NoticeCalendar.Next(decision, watched.Looked);
    }

    private void Tell(WatchedLine watched, List<Notice> told, Moment at)
    {
        if (told.Count == 0 || at < toldFrom || at + OutboxTable.MostAge < now)
        {
            return;
        }

        var line = watched.Line;
        var wanted = Wanted(watched);
        var currency = decision.Catalogue.At(now).FindOperator(line.Operator)?.CurrencyCode ?? "RUB";
        foreach (var notice in told)
        {
            if (!IsOvertaking(line, notice, wanted))
            {
                HasNews |= store.Outbox.Add(line.Id, line.TimeZone, notice, NoticeTexts.Of(notice, wanted.Language, currency, line.TimeZone), wanted, now);
            }
        }
    }

    /// <summary>True: what it ends was not told yet, so neither needs telling.</summary>
    private bool IsOvertaking(Line line, Notice notice, NoticePreferences wanted)
    {
        if (notice.Kind == NoticeKind.ToppedUp && wanted.LowBalance.All(threshold => line.Balance >= threshold))
        {
            store.Outbox.Withdraw(line.Id, NoticeKind.LowBalance, now);
        }

        if (notice.Kind == NoticeKind.RoamingCapReached)
        {
            store.Outbox.Withdraw(line.Id, NoticeKind.RoamingCapNear, now);
        }

        return notice.Kind == NoticeKind.BackOnline && store.Outbox.Withdraw(line.Id, NoticeKind.CutOff, now);
    }

    private NoticePreferences Wanted(WatchedLine watched) => watched.Wanted ??= store.Wishes.Of(watched.Line.Id);
}
