using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Planning;
using Kopek.Engine;
using Kopek.Engine.Shards;
using NodaTime;

namespace Kopek.Books.Planning;

/// <summary>
/// Forecasts and advice for a line as it is now: a copy is taken on its writer's thread, and everything else happens on the caller's side. The one way in
/// for the API and for pages.
/// </summary>
public sealed class Planner(ChargingEngine engine, BooksTail books)
{
    /// <summary>Some tens of milliseconds of processor each: more at once would take them from charging.</summary>
    private const int MostAtOnce = 2;

    /// <summary>How long the books may take to have what was just committed; then they are read as they are.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>Of the process: what it spares is the machine's.</summary>
    private static readonly SemaphoreSlim Places = new(MostAtOnce);

    /// <summary>When money and bundle run out; null where there is no such line. <paramref name="statedOctetsPerDay"/>: null for the line's own use.</summary>
    public Task<PlannedLine<RunOutForecast>?> Forecast(LineId line, long? statedOctetsPerDay) => Plan(line, (copy, history, today, now) =>
    {
        var outlook = UseOutlook.Of(history, statedOctetsPerDay, today, RunOutForecast.Days + 1);
        return RunOutForecast.Of(engine.Catalogue, copy, outlook, now, now + TimeSpan.FromDays(RunOutForecast.Days), Money.Zero);
    });

    /// <summary>Amounts until a local day; null where there is no such line. The advice is null where the day is over or too far ahead.</summary>
    public Task<PlannedLine<AmountAdvice>?> Advise(LineId line, LocalDate lastDay, long? statedOctetsPerDay) => Plan(line, (copy, history, today, now) =>
    {
        var ahead = Period.Between(today, lastDay, PeriodUnits.Days).Days;
        return ahead is < 0 or > AmountAdvice.MostDays ? null
            : AmountAdvice.Of(engine.Catalogue, copy, UseOutlook.Of(history, statedOctetsPerDay, today, ahead + 15), now, lastDay);
    });

    private async Task<PlannedLine<T>?> Plan<T>(LineId id, Func<Line, IReadOnlyList<DayUse>, LocalDate, Moment, T?> plan) where T : class
    {
        await Places.WaitAsync().ConfigureAwait(false);
        try
        {
            var read = await engine.Shards.Ask(id, static (line, now) => (Line: LineCopy.WithoutSessions(line), Now: now)).ConfigureAwait(false);
            if (!read.Found)
            {
                return null;
            }

            var (line, now) = read.Value;
            await books.CaughtUp(id.Shard(engine.Shards.Count), LongestWait).ConfigureAwait(false);
            var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(line.TimeZone) ?? DateTimeZone.Utc;
            var days = UseByDay.Read(books.Reader, id, zone, now);
            return new PlannedLine<T>(line, now, days.Shown, plan(line, days.Reckoned, now.ToInstant().InZone(zone).Date, now));
        }
        finally
        {
            Places.Release();
        }
    }
}
