using System.Security.Cryptography;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Notices.Trips;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Core.Orders;
using Kopek.Engine.Orders;

namespace Kopek.Books.Notices;

/// <summary>
/// notices.db: what holders want, what they are to be told, and what became of it. One connection, one user at a time; every call is one durable
/// transaction. All throw <see cref="BooksException"/>, and then nothing was changed.
/// </summary>
public sealed class NoticeStore : IDisposable
{
    /// <summary>Most rows of one page of the record.</summary>
    public const int MostOfPage = 200;

    private readonly Lock gate = new();
    private readonly OutboxRecord record;

    /// <param name="unset">What a line without preferences of its own has.</param>
    public NoticeStore(string folder, NoticePreferences? unset = null)
    {
        Unset = unset ?? NoticePreferences.Default;
        Database = NoticeSchema.Open(folder);
        var changes = new ChangeTable(Database);
        Wishes = new PreferenceTable(Database, changes, Unset);
        Outbox = new OutboxTable(Database, Wishes);
        TripRows = new TripTable(Database, changes, Outbox);
        AutoCharges = new AutoChargeTable(Database);
        record = new OutboxRecord(Database);
    }

    /// <summary>Something was made that may be sent now. Raised on the thread that made it.</summary>
    public event Action? Made;

    /// <summary>What a line without preferences of its own has.</summary>
    public NoticePreferences Unset { get; }

    internal BooksDatabase Database { get; }
    internal PreferenceTable Wishes { get; }
    internal OutboxTable Outbox { get; }
    internal TripTable TripRows { get; }
    internal AutoChargeTable AutoCharges { get; }

    public NoticePreferences Preferences(LineId line) => Read(() => Wishes.Of(line));

    /// <summary>
    /// Replaces a line's preferences, once: the same key and content again changes nothing and says so; the same key with other content is a conflict.
    /// Keys are kept 30 days.
    /// </summary>
    public PreferenceChange Change(LineId line, NoticePreferences preferences, OrderId key, ContentDigest digest, Moment now) =>
        Write(() => Wishes.Change(line, preferences, key, digest, now));

    /// <summary>
    /// Makes a notice that follows from no event of the journal, worded as the holder wishes it. The same occasion again makes nothing: whoever is not sure that
    /// it was told tells it again.
    /// </summary>
    /// <param name="zone">The line's IANA zone.</param>
    /// <param name="currency">ISO 4217 letters of its operator.</param>
    public void Tell(LineId line, Notice notice, string zone, string currency, Moment now)
    {
        if (Write(() => Wishes.Of(line) is var wanted && Outbox.Add(line, zone, notice, NoticeTexts.Of(notice, wanted.Language, currency, zone), wanted, now)))
        {
            OnMade();
        }
    }

    /// <summary>The trips that are kept for a line, the soonest first.</summary>
    public IReadOnlyList<KeptTrip> Trips(LineId line) => Read(() => TripRows.Of(line));

    /// <summary>
    /// Keeps a trip for a line, whose holder is reminded from then on; once, as <see cref="Change"/>. A kept trip of the same days and places is replaced, and
    /// so is <paramref name="replaced"/>, where it is one of the line. Reminders that are due already are not made.
    /// </summary>
    public TripKeeping Keep(LineId line, TripWish trip, long? replaced, OrderId key, ContentDigest digest, Moment now) =>
        Write(() => TripRows.Keep(line, trip, replaced, key, digest, now));

    /// <summary>Deletes a kept trip of the line with its reminders, also those that wait to be sent; nothing where it is none.</summary>
    public void Forget(LineId line, long trip, Moment now) => Write(() => TripRows.Forget(line, trip, now));

    /// <summary>The record of a line, the newest first. <paramref name="from"/>: <see cref="NoticePage.Next"/> of the page before; null is the newest.</summary>
    public NoticePage Page(LineId line, long? from, int count) => Read(() => record.Page(line, from ?? long.MaxValue, Math.Clamp(count, 1, MostOfPage)));

    /// <summary>The newest notices of all lines.</summary>
    public IReadOnlyList<NoticeRecord> Newest(int count) => Read(() => record.Newest(Math.Clamp(count, 1, MostOfPage)));

    /// <summary>Notices that wait: for the end of quiet hours, for a channel, or for their turn.</summary>
    public long Waiting() => Read(record.Waiting);

    /// <summary>Notices whose outcome nobody knows.</summary>
    public long Unknown() => Read(record.Unknown);

    /// <summary>
    /// Takes what is to be sent now, and stores the intent: whatever happens from here on, none of it is taken again unless its outcome says so. What
    /// cannot go out is settled on the way: quiet hours, no channel, no address, too old.
    /// </summary>
    public IReadOnlyList<OutgoingNotice> Take(Moment now, NoticeChannel channel, int most, bool isConfigured) =>
        Write(() => Outbox.Take(now, channel, most, isConfigured));

    /// <summary>Before it is sent: a notice that was taken has this text now, which the record then shows.</summary>
    public void Reword(long id, string text) => Write(() =>
    {
        Outbox.Reword(id, text);
        return true;
    });

    /// <summary>Stores what came of sending a notice that was taken.</summary>
    public void Record(long id, SendOutcome outcome, Moment now) => Write(() =>
    {
        Outbox.Record(id, outcome, now);
        return true;
    });

    /// <summary>The SMS centre tells what became of a message that it took. May come before its acceptance is recorded, or twice.</summary>
    public void RecordReceipt(string reference, bool isDelivered, string? reason, Moment now) => Write(() =>
    {
        Outbox.RecordReceipt(reference, isDelivered, reason, now);
        return true;
    });

    /// <summary>At a start: what was on its way when the process died has no outcome any more. It is marked, never silently sent again. Answers how many.</summary>
    public int SettleInterrupted(Moment now) => Write(() => Outbox.SettleInterrupted(now));

    /// <summary>Deletes some of what is older than it is kept: the record 1098 days (as statements), keys and trips that are over 30 days, receipts of unknown messages a week.</summary>
    public void Prune(Moment now) => Write(() =>
    {
        var kept = new NoticeRetention(now);
        kept.Prune(Database);
        return true;
    });

    public void Dispose()
    {
        lock (gate)
        {
            Database.Dispose();
        }
    }

    /// <summary>One transaction: all of it, or nothing.</summary>
    internal T Write<T>(Func<T> work)
    {
        lock (gate)
        {
            return Database.Transaction(work);
        }
    }

    internal void OnMade() => Made?.Invoke();

    internal static string NewName() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    private T Read<T>(Func<T> work)
    {
        lock (gate)
        {
            return work();
        }
    }
}
