using System.Text.Json;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Planning.Trips;
using Kopek.Engine.Orders;
using NodaTime;
using NodaTime.Text;

namespace Kopek.Books.Notices.Trips;

/// <summary>The rows of kept trips and of the days on which they remind. Only used inside the store's gate.</summary>
internal sealed class TripTable
{
    /// <summary>Kept trips of one line: a traveller has one or two ahead.</summary>
    public const int MostOfLine = 5;

    private readonly ChangeTable changes;
    private readonly OutboxTable outbox;
    private readonly BooksStatement list;
    private readonly BooksStatement ids;
    private readonly BooksStatement named;
    private readonly BooksStatement put;
    private readonly BooksStatement putDay;
    private readonly BooksStatement drop;
    private readonly BooksStatement dropDays;
    private readonly BooksStatement due;
    private readonly BooksStatement tell;

    public TripTable(BooksDatabase database, ChangeTable changes, OutboxTable outbox)
    {
        this.changes = changes;
        this.outbox = outbox;
        list = database.Prepare("""
            SELECT id, first, last, fields, (SELECT min(day) FROM reminders WHERE trip = id AND told = 0) FROM trips WHERE line = ?1 ORDER BY first, id
            """);
        ids = database.Prepare("SELECT id FROM trips WHERE line = ?1");
        named = database.Prepare("SELECT id FROM trips WHERE line = ?1 AND name = ?2");
        put = database.Prepare("INSERT INTO trips (line, name, first, last, ends, plan, octets, fields) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id");
        putDay = database.Prepare("INSERT INTO reminders (trip, day, due, tasks, lasts_until, told) VALUES (?1, ?2, ?3, ?4, ?5, 0)");
        drop = database.Prepare("DELETE FROM trips WHERE id = ?1");
        dropDays = database.Prepare("DELETE FROM reminders WHERE trip = ?1");
        // A line that was never looked at, after another journal was put in place, is not known: nothing can be said of it.
        due = database.Prepare("""
            SELECT trip, line, day, due, tasks, lasts_until, plan, octets FROM reminders JOIN trips ON id = trip
            WHERE told = 0 AND due <= ?1 AND line IN (SELECT line FROM watch) ORDER BY due LIMIT ?2
            """);
        tell = database.Prepare("UPDATE reminders SET told = 1 WHERE trip = ?1 AND day = ?2");
    }

    public static string Written(LocalDate day) => LocalDatePattern.Iso.Format(day);

    public List<KeptTrip> Of(LineId line)
    {
        var trips = new List<KeptTrip>();
        list.Bind(1, line.Value);
        while (list.Step())
        {
            var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(list.Text(3))!;
            trips.Add(new KeptTrip(list.Long(0), Day(list.Text(1)), Day(list.Text(2)), fields, list.TextOrNull(4) is { } next ? Day(next) : null));
        }

        return trips;
    }

    public TripKeeping Keep(LineId line, TripWish trip, long? replaced, OrderId key, ContentDigest digest, Moment now)
    {
        switch (changes.Look(key, digest))
        {
            case PreferenceChange.Repeated: return TripKeeping.Repeated;
            case PreferenceChange.Conflict: return TripKeeping.Conflict;
        }

        var all = Ids(ids.Bind(1, line.Value));
        List<long> old = [.. all.Where(id => id == replaced).Union(Ids(named.Bind(1, line.Value).Bind(2, trip.Name)))];
        if (all.Count - old.Count >= MostOfLine)
        {
            return TripKeeping.TooMany;
        }

        changes.Take(key, digest, now);
        old.ForEach(id => Forget(line, id, now));
        put.Bind(1, line.Value).Bind(2, trip.Name).Bind(3, Written(trip.FirstDay)).Bind(4, Written(trip.LastDay)).Bind(5, trip.Ends.UnixMilliseconds)
            .Bind(6, trip.Plan).Bind(7, trip.OctetsADay).Bind(8, JsonSerializer.Serialize(trip.Fields)).Step();
        var id = put.Long(0);
        put.Reset();
        foreach (var (day, at) in trip.Reminders.Where(reminder => reminder.Due > now))
        {
            putDay.Bind(1, id).Bind(2, Written(day.Day)).Bind(3, at.UnixMilliseconds).Bind(4, string.Join(',', day.Tasks))
                .Bind(5, day.LastsUntil.IsNever ? null : day.LastsUntil.UnixMilliseconds).Run();
        }

        return TripKeeping.Done;
    }

    /// <summary>True where it was one of the line's.</summary>
    public bool Forget(LineId line, long trip, Moment now)
    {
        if (!Ids(ids.Bind(1, line.Value)).Contains(trip))
        {
            return false;
        }

        dropDays.Bind(1, trip).Run();
        drop.Bind(1, trip).Run();
        outbox.WithdrawAbout(line, $"trip:{trip}:", now);
        return true;
    }

    public void ForgetAll(LineId line, Moment now) => Ids(ids.Bind(1, line.Value)).ForEach(trip => Forget(line, trip, now));

    public List<DueReminder> Due(Moment now, int most)
    {
        var days = new List<DueReminder>();
        due.Bind(1, now.UnixMilliseconds).Bind(2, most);
        while (due.Step())
        {
            var day = new TripReminderDay(Day(due.Text(2)), Tasks(due.Text(4)), due.IsNull(5) ? Moment.Never : new Moment(due.Long(5)));
            days.Add(new DueReminder(due.Long(0), new LineId(due.Long(1)), day, new Moment(due.Long(3)), due.Text(6), due.Long(7)));
        }

        return days;
    }

    public void MarkTold(DueReminder reminder) => tell.Bind(1, reminder.Trip).Bind(2, Written(reminder.Day.Day)).Run();

    private static LocalDate Day(string written) => LocalDatePattern.Iso.Parse(written).Value;

    /// <summary>By their names: a kind that is no more is nothing to say.</summary>
    private static List<TripTaskKind> Tasks(string names) =>
        [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries).Where(Enum.GetNames<TripTaskKind>().Contains).Select(Enum.Parse<TripTaskKind>)];

    private static List<long> Ids(BooksStatement query)
    {
        var found = new List<long>();
        while (query.Step())
        {
            found.Add(query.Long(0));
        }

        return found;
    }
}
