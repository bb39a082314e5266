using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kopek.Books.Statements;
using Kopek.Core.Planning.Trips;
using NodaTime;

namespace Kopek.Web.Care.Trips;

/// <summary>A trip's payments and tasks as whole-day events with reminders (RFC 5545). The same trip gets the same UIDs, so that a second import replaces the first.</summary>
internal static class TripCalendar
{
    /// <summary>RFC 5545 3.1: lines of at most 75 octets.</summary>
    private const int LongestLine = 75;

    public static string Of(TripPlan plan, CareCall call)
    {
        var text = new StringBuilder();
        foreach (var line in (string[])["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kopek//Trip//EN", "METHOD:PUBLISH"])
        {
            Line(text, line);
        }

        var words = call.Words(null);
        var trip = plan.Trip;
        var key = NameOf(trip);
        var stamp = call.Parts.Now.ToInstant().ToString("uuuuMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        foreach (var kind in plan.Tasks.GroupBy(task => SnakeCase.Of(task.Kind)))
        {
            // Not by its day: a task that moved is still the same.
            foreach (var (place, task) in kind.Index())
            {
                Event(text, $"{key}-{kind.Key}-{place + 1}", stamp, task.Day, call.T($"trip.task_{kind.Key}"));
            }
        }

        var number = 0;
        foreach (var payment in plan.Choices.Count == 0 ? [] : plan.Choices[0].Payments)
        {
            var what = $"{words.Name(plan.Choices[0].Plan.Name)}: {call.T("trip.pay", ("day", $"{payment.Day:uuuu-MM-dd}"))} {words.Amount(payment.Amount)}";
            Event(text, $"{key}-pay-{++number}", stamp, payment.Day, what);
        }

        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    /// <summary>What a trip is known by is when and where: with other use it is still the same trip.</summary>
    public static string NameOf(Trip trip) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{trip.FirstDay:uuuuMMdd}{trip.LastDay:uuuuMMdd}{string.Join(',', trip.Stops.Select(stop => stop.Name.En))}")))[..24];

    private static void Event(StringBuilder text, string uid, string stamp, LocalDate day, string summary)
    {
        string[] lines =
        [
            "BEGIN:VEVENT", $"UID:{uid}@kopek", $"DTSTAMP:{stamp}", $"DTSTART;VALUE=DATE:{day:uuuuMMdd}", $"DTEND;VALUE=DATE:{day.PlusDays(1):uuuuMMdd}", $"SUMMARY:{Escape(summary)}",
            "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY", $"DESCRIPTION:{Escape(summary)}", "TRIGGER:-PT15H", "END:VALARM", "END:VEVENT",
        ];
        foreach (var line in lines)
        {
            Line(text, line);
        }
    }

    internal static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).ReplaceLineEndings("\\n");

    /// <summary>Folded between characters, never inside one.</summary>
    private static void Line(StringBuilder text, string line)
    {
        var length = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                length = 1;
            }

            text.Append(rune.ToString());
            length += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
