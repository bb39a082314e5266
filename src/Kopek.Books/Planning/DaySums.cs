using Kopek.Books.Statements;
using Kopek.Core.Planning;
using NodaTime;

namespace Kopek.Books.Planning;

/// <summary>Sums by day, from a statement that is read from its newest item back.</summary>
internal sealed class DaySums
{
    private readonly DayUse[] days;
    private readonly LocalDate today;

    /// <summary>Service came back on that day; null where, reading backwards, the line was not seen to be off since.</summary>
    private LocalDate? backOn;
    private bool isBounded;

    public DaySums(LocalDate first, LocalDate today)
    {
        (First, KnownFrom, this.today) = (first, first, today);
        days = [.. Enumerable.Range(0, Between(first, today)).Select(day => new DayUse(first.PlusDays(day), 0, 0, 0, false))];
    }

    public LocalDate First { get; }

    /// <summary>Days before it are left out.</summary>
    public LocalDate KnownFrom { get; set; }

    /// <summary>Octets as they were charged: with rounding, and those that found no cover.</summary>
    public void Add(StatementItem.Session session, LocalDate from, LocalDate until)
    {
        var octets = Math.Max(session.Used, session.Free + session.Paid + session.Uncovered + session.FromBuckets.Sum(part => part.Octets));
        var count = Between(from, until) + 1;
        for (var part = 0; part < count; part++)
        {
            var place = Between(First, from.PlusDays(part));
            if (place < 0 || place >= days.Length)
            {
                continue;
            }

            var share = octets / count + (part < octets % count ? 1 : 0);
            ref var day = ref days[place];
            day = session.Country == 0
                ? day with { HomeOctets = day.HomeOctets + share }
                : day with { AbroadOctets = day.AbroadOctets + share, Country = session.Country };
            day = day with { WasCutOff = day.WasCutOff || session.Uncovered > 0 };
        }
    }

    public void BackOn(LocalDate day) => (backOn, isBounded) = (day, true);

    /// <summary>Service went off on that day, until the day on which it came back, or still.</summary>
    public void CutOff(LocalDate day)
    {
        var last = backOn ?? (isBounded ? day : today);
        for (var place = Math.Max(0, Between(First, day)); place < days.Length && days[place].Day <= last; place++)
        {
            days[place] = days[place] with { WasCutOff = true };
        }

        (backOn, isBounded) = (null, true);
    }

    public IReadOnlyList<DayUse> ToList() => Array.FindAll(days, day => day.Day >= KnownFrom);

    private static int Between(LocalDate from, LocalDate until) => Period.Between(from, until, PeriodUnits.Days).Days;
}
