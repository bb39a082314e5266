using Kopek.Books.Storage;
using Kopek.Books.Tickets;
using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Core.Plans;
using Kopek.Engine.Orders;
using Microsoft.Data.Sqlite;

namespace Kopek.Books.Tests.Tickets;

public sealed class TicketStoreTests : IDisposable
{
    private static readonly Moment Now = new(1_795_683_600_000);
    private static readonly LineId Line = new(77);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private readonly string folder = Directory.CreateTempSubdirectory("kopek-tickets-").FullName;
    private TicketStore store;

    public TicketStoreTests() => store = new TicketStore(folder);

    private static DiagnosisSnapshot Kept => new(Now, "KDR-M50", "Europe/Moscow", DataWorks: false, TopUpHelps: true, new Money(1), 24, "RU-MOW", "internet",
    [
        new Finding(Cause.BalanceShort, Verdict.Certain, Fix.TopUp, true, new Money(1), [Evidence.Of(EvidenceCode.State, "no_money_for_data"), Evidence.Of(EvidenceCode.Balance, Money.Zero)]),
        new Finding(Cause.Outage, Verdict.Likely, Fix.WaitForRepair, false, Money.Zero, [Evidence.Of(EvidenceCode.From, Now)])
        {
            Until = Now + Day,
            Note = new LocalizedText("抢修", "A cable", "Кабель"),
        },
        Finding.Unknown(Cause.NoCoverage),
    ]);

    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_ticket_keeps_words_contact_and_diagnosis_also_after_a_restart()
    {
        var opened = Open("nothing\nopens", "a");
        Assert.Equal((TicketState.Open, Now + Day), (opened.State, opened.AnswerBy));
        store.Dispose();
        store = new TicketStore(folder);
        var read = store.Find(new TicketScope(opened.Number))!;
        Assert.Equal(("KDR", Line, NoticeLanguage.Chinese, "li.na@example.com", "nothing\nopens"), (read.Operator, read.Line, read.Language, read.Contact, read.Entries[0].Text));
        Assert.Equal(Kept with { Findings = [] }, read.Diagnosis with { Findings = [] });
        Assert.Equal(Kept.Findings.Select(Flat), read.Diagnosis.Findings.Select(Flat));
    }

    [Fact]
    public void The_stored_form_of_a_diagnosis_is_version_one() => Assert.Equal(
        """
        {"v":1,"at":1795683600000,"plan":"KDR-M50","zone":"Europe/Moscow","works":false,"helps":true,"needed":1,"hold":24,"region":"RU-MOW","apn":"internet","findings":[{"cause":"balance_short","verdict":"certain","fix":"top_up","helps":true,"needed":1,"evidence":[{"code":"state","word":"no_money_for_data"},{"code":"balance","amount":0}]},{"cause":"outage","verdict":"likely","fix":"wait_for_repair","helps":false,"needed":0,"until":1795770000000,"note":["\u62A2\u4FEE","A cable","\u041A\u0430\u0431\u0435\u043B\u044C"],"evidence":[{"code":"from","at":1795683600000}]},{"cause":"no_coverage","verdict":"unknown","fix":"none","helps":false,"needed":0,"evidence":[]}]}
        """, SnapshotJson.Write(Kept));

    [Fact]
    public void A_code_of_a_newer_version_is_left_out_and_the_rest_is_read()
    {
        var read = SnapshotJson.Read(SnapshotJson.Write(Kept).Replace("\"outage\"", "\"solar_storm\"", StringComparison.Ordinal).Replace("\"code\":\"state\"", "\"code\":\"aura\"", StringComparison.Ordinal));
        Assert.Equal([Cause.BalanceShort, Cause.NoCoverage], read.Findings.Select(finding => finding.Cause));
        Assert.Equal([EvidenceCode.Balance], read.Findings[0].Evidence.Select(one => one.Code));
    }

    [Fact]
    public void The_same_key_is_the_same_ticket_and_another_content_a_conflict()
    {
        var opened = Open("nothing opens", "a");
        Answer(opened, "b", Now);
        var repeated = Assert.IsType<TicketChange.Repeated>(store.Open(Opening("nothing opens"), Key("a"), Now + TimeSpan.FromDays(2)));
        Assert.Equal((opened.Number, TicketState.Open), (repeated.Ticket.Number, repeated.Ticket.State));
        Assert.IsType<TicketChange.Conflict>(store.Open(Opening("else"), Key("a") with { Digest = OrderKey.Digest("else") }, Now));
        Assert.Single(store.OfLine(Line));
    }

    [Fact]
    public void The_same_words_within_an_hour_are_one_ticket_and_after_it_or_of_another_line_two()
    {
        var opened = Open("nothing opens", "a");
        var almost = Now + TicketRules.SameWithin + TimeSpan.FromMilliseconds(-1);
        Assert.Equal(opened.Number, Assert.IsType<TicketChange.Same>(store.Open(Opening("nothing opens"), Key("b"), almost)).Ticket.Number);
        Assert.IsType<TicketChange.Repeated>(store.Open(Opening("nothing opens"), Key("b"), almost));
        Assert.IsType<TicketChange.Done>(store.Open(Opening("nothing opens") with { Line = new LineId(78) }, Key("c"), Now));
        Assert.IsType<TicketChange.Done>(store.Open(Opening("nothing opens"), Key("d"), Now + TicketRules.SameWithin));
    }

    [Fact]
    public void A_line_has_three_that_are_not_closed()
    {
        var first = Open("1", "1");
        Open("2", "2");
        Open("3", "3");
        Assert.Equal(TicketRefusal.TooManyOpen, Assert.IsType<TicketChange.Refused>(store.Open(Opening("4"), Key("4"), Now)).Why);
        Add(first, TicketEntryKind.Closed, "", "c", Now);
        Open("4", "5");
    }

    [Fact]
    public void An_older_promise_holds_and_an_answer_ends_it()
    {
        var opened = Open("nothing opens", "a");
        var added = Done(Add(opened, TicketEntryKind.Added, "still", "b", Now + TimeSpan.FromHours(5)));
        Assert.Equal(Now + Day, added.AnswerBy);
        Assert.Null(Answer(opened, "c", Now + TimeSpan.FromHours(6)).AnswerBy);
        var back = Done(Add(opened, TicketEntryKind.Added, "no better", "d", Now + TimeSpan.FromHours(7)));
        Assert.Equal((TicketState.Open, Now + TimeSpan.FromHours(31)), (back.State, back.AnswerBy));
    }

    [Fact]
    public void A_closed_ticket_takes_nothing_but_its_reopening()
    {
        var opened = Open("nothing opens", "a");
        Assert.Equal(TicketRefusal.NotClosed, Why(Add(opened, TicketEntryKind.Reopened, "", "r0", Now)));
        Assert.Equal(TicketState.Closed, Done(Add(opened, TicketEntryKind.Closed, "", "b", Now)).State);
        foreach (var kind in (TicketEntryKind[])[TicketEntryKind.Added, TicketEntryKind.Answered, TicketEntryKind.Closed])
        {
            Assert.Equal(TicketRefusal.IsClosed, Why(Add(opened, kind, "x", $"x{kind}", Now)));
        }

        Assert.Equal(TicketState.Open, Done(Add(opened, TicketEntryKind.Reopened, "", "r", Now)).State);
    }

    [Fact]
    public void Who_wrote_five_times_waits_for_an_answer_and_the_last_place_is_for_the_closing()
    {
        var opened = Open("1", "a");
        for (var count = 2; count <= TicketRules.MostUnanswered; count++)
        {
            Done(Add(opened, TicketEntryKind.Added, $"{count}", $"w{count}", Now));
        }

        Assert.Equal(TicketRefusal.WaitForAnswer, Why(Add(opened, TicketEntryKind.Added, "6", "w6", Now)));
        for (var count = TicketRules.MostUnanswered + 1; count < TicketRules.MostEntries; count++)
        {
            Answer(opened, $"n{count}", Now);
        }

        Assert.Equal(TicketRefusal.Full, Why(Add(opened, TicketEntryKind.Answered, "x", "x", Now)));
        Assert.Equal(TicketRules.MostEntries, Done(Add(opened, TicketEntryKind.Closed, "", "y", Now)).Entries.Count);
    }

    [Fact]
    public void A_ticket_is_nobody_elses()
    {
        var opened = Open("nothing opens", "a");
        Assert.Null(store.Find(new TicketScope(opened.Number, new LineId(78))));
        Assert.Null(store.Find(new TicketScope(opened.Number, Operator: "BRZ")));
        Assert.IsType<TicketChange.Unknown>(store.Add(new TicketScope(opened.Number, new LineId(78)), TicketEntryKind.Added, TicketEntry.Holder, "x", Day, Key("x"), Now));
        Assert.IsType<TicketChange.Unknown>(store.Erase(new TicketScope(opened.Number, Operator: "BRZ")));
    }

    [Fact]
    public void What_people_wrote_is_erased_for_ever_and_only_from_a_closed_ticket()
    {
        const string Secret = "a-word-that-is-nowhere-else";
        var opened = Open(Secret, "a");
        Assert.Equal(TicketRefusal.NotClosed, Why(store.Erase(new TicketScope(opened.Number))));
        Add(opened, TicketEntryKind.Closed, "", "b", Now);
        var erased = Done(store.Erase(new TicketScope(opened.Number)));
        Assert.Equal((null, "", 2, 3), (erased.Contact, erased.Entries[0].Text, erased.Entries.Count, erased.Diagnosis.Findings.Count));
        store.Dispose();
        Assert.DoesNotContain(Secret, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(BooksFile.Tickets.PathIn(folder))), StringComparison.Ordinal);
        store = new TicketStore(folder);
    }

    [Fact]
    public void Closed_tickets_go_after_three_years_and_others_stay()
    {
        var closed = Open("1", "1");
        Add(closed, TicketEntryKind.Closed, "", "c", Now);
        var open = Open("2", "2");
        var after = Now + TicketRules.KeptClosed + TimeSpan.FromMilliseconds(1);
        Assert.IsType<TicketChange.Done>(store.Open(Opening("3"), Key("3"), after));
        Assert.Null(store.Find(new TicketScope(closed.Number)));
        Assert.NotNull(store.Find(new TicketScope(open.Number)));
    }

    [Fact]
    public void Pages_hold_every_ticket_once_in_both_orders_and_by_brand_and_state()
    {
        List<TicketNumber> made = [];
        for (var count = 1; count <= 7; count++)
        {
            made.Add(Done(store.Open(Opening($"{count}") with { Line = new LineId(count), Operator = count == 4 ? "BRZ" : "KDR" }, Key($"{count}"), Now)).Number);
        }

        store.Add(new TicketScope(made[1]), TicketEntryKind.Answered, "anna", "x", Day, Key("x"), Now);
        Assert.Equal(made.AsEnumerable().Reverse(), Numbers(null, null, false));
        Assert.Equal([made[0], made[2], made[4], made[5], made[6]], Numbers("KDR", TicketState.Open, true));
        Assert.Equal([made[1]], Numbers("KDR", TicketState.Answered, false));
    }

    [Fact]
    public void A_file_of_another_version_is_refused()
    {
        store.Dispose();
        using (var connection = new SqliteConnection($"Data Source={BooksFile.Tickets.PathIn(folder)};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 9";
            command.ExecuteNonQuery();
        }

        Assert.Contains("another version", Assert.Throws<BooksException>(() => new TicketStore(folder)).Message, StringComparison.Ordinal);
    }

    private List<TicketNumber> Numbers(string? operatorCode, TicketState? state, bool oldestFirst)
    {
        var numbers = new List<TicketNumber>();
        long? from = null;
        do
        {
            var page = store.Page(operatorCode, state, from, 2, oldestFirst);
            numbers.AddRange(page.Tickets.Select(one => one.Number));
            from = page.Next;
        }
        while (from is not null);
        return numbers;
    }

    private static string Flat(Finding finding) =>
        $"{finding.Cause} {finding.Verdict} {finding.Fix} {finding.TopUpHelps} {finding.Needed} {finding.Until} {finding.Note} {string.Join('|', finding.Evidence)}";

    private static TicketOpening Opening(string text) => new("KDR", Line, NoticeLanguage.Chinese, "li.na@example.com", Kept, text, Day);

    private Ticket Open(string text, string key) => Done(store.Open(Opening(text), Key(key), Now));

    private Ticket Answer(Ticket ticket, string key, Moment at) => Done(Add(ticket, TicketEntryKind.Answered, "Restart it.", key, at));

    private TicketChange Add(Ticket ticket, TicketEntryKind kind, string text, string key, Moment at) => store.Add(new TicketScope(ticket.Number), kind, "anna", text, Day, Key(key), at);

    private static Ticket Done(TicketChange change) => Assert.IsType<TicketChange.Done>(change).Ticket;

    private static TicketRefusal Why(TicketChange change) => Assert.IsType<TicketChange.Refused>(change).Why;

    private static TicketKey Key(string key) => new(OrderKey.Of("test", key), OrderKey.Digest(key));
}
