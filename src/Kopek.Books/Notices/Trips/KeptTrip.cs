using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Planning.Trips;
using NodaTime;

namespace Kopek.Books.Notices.Trips;

/// <summary>A trip of which a holder wants to be reminded.</summary>
/// <param name="Name">The same for the same days and places: what a trip is known by.</param>
/// <param name="Ends">The end of its last day: it is deleted 30 days later.</param>
/// <param name="Plan">Code of the plan that is the best for it.</param>
/// <param name="OctetsADay">The likely use.</param>
/// <param name="Fields">As its holder typed them, to be shown and changed; nothing here reads them.</param>
/// <param name="Reminders">With the moment at which each is due.</param>
public sealed record TripWish(string Name, LocalDate FirstDay, LocalDate LastDay, Moment Ends, string Plan, long OctetsADay,
    IReadOnlyDictionary<string, string> Fields, IReadOnlyList<(TripReminderDay Day, Moment Due)> Reminders);

/// <summary>A kept trip as its holder sees it.</summary>
/// <param name="Next">The next day on which something is to be said; null where none is.</param>
public sealed record KeptTrip(long Id, LocalDate FirstDay, LocalDate LastDay, IReadOnlyDictionary<string, string> Fields, LocalDate? Next);

/// <summary>What became of keeping a trip.</summary>
public enum TripKeeping
{
    Done,

    /// <summary>The same form was sent before: nothing more was done.</summary>
    Repeated,

    /// <summary>The key belongs to something else.</summary>
    Conflict,

    /// <summary>The line has <see cref="TripTable.MostOfLine"/> already.</summary>
    TooMany,
}

/// <summary>A day of a kept trip that has come.</summary>
internal sealed record DueReminder(long Trip, LineId Line, TripReminderDay Day, Moment At, string Plan, long OctetsADay)
{
    /// <summary>Names the reminder for ever; numbers of trips are never used again.</summary>
    public string About => $"{Trip}:{TripTable.Written(Day.Day)}";
}
