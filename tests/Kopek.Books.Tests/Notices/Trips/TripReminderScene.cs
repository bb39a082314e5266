using Kopek.Books.Notices.Trips;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Core.Orders;
using Kopek.Core.Planning.Trips;
using Kopek.Core.Roaming;
using NodaTime;

namespace Kopek.Books.Tests.Notices.Trips;

/// <summary>Trips that are kept for a line, with one reminder a day from tomorrow on.</summary>
internal static class TripReminderScene
{
    public const string Zone = "Europe/Moscow";
    private static ulong forms;

    public static LocalDate Today(NoticeScene scene) => scene.World.Now.ToInstant().InZone(DateTimeZoneProviders.Tzdb[Zone]).Date;

    /// <summary>Keeps a trip of so many days that begins tomorrow; the same form is the same key.</summary>
    public static TripKeeping Keep(NoticeScene scene, LineId line, int days, string name = "moscow", long? replaced = null, OrderId? key = null, ulong content = 1)
    {
        var first = Today(scene).PlusDays(1);
        var reminders = Enumerable.Range(0, days).Select(day => first.PlusDays(day))
            .Select(day => (new TripReminderDay(day, [TripTaskKind.KeepOn], Moment.Never), NoticeCalendar.MorningOf(Zone, day))).ToList();
        var ends = Moment.FromInstant(DateTimeZoneProviders.Tzdb[Zone].AtStartOfDay(first.PlusDays(days)).ToInstant());
        var wish = new TripWish(name, first, first.PlusDays(days - 1), ends, "MLK-D1G", 300L << 20, new Dictionary<string, string> { ["stops"] = "莫斯科, Казань" }, reminders);
        return scene.Store.Keep(line, wish, replaced, key ?? new OrderId(99, ++forms), new(content, 1), scene.World.Now);
    }

    /// <summary>Days go by, hour by hour.</summary>
    public static void Live(NoticeScene scene, int days)
    {
        for (var hour = 0; hour < days * 24; hour++)
        {
            scene.World.Later(TimeSpan.FromHours(1));
            scene.Look();
        }
    }

    public static int Reminders(NoticeScene scene, LineId line) => scene.Kinds(line).Count(kind => kind == NoticeKind.TripReminder);
}
