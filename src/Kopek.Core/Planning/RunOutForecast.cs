using Kopek.Core.Lines;
using Kopek.Core.Roaming;

namespace Kopek.Core.Planning;

/// <summary>When a line stops serving well if nobody pays, and when its bundle is used up.</summary>
/// <param name="Outlook">What it rests on.</param>
/// <param name="Until">How far was looked; Never in a band means not before.</param>
/// <param name="Why">What ends good service in most of the paths where something does.</param>
public sealed record RunOutForecast(UseOutlook Outlook, Moment Until, Band Ends, RunOut Why, Band BundleOut)
{
    /// <summary>Beyond two months a line's own last weeks say little.</summary>
    public const int Days = 60;

    /// <summary>Pure; changes nothing on <paramref name="line"/>. <paramref name="paid"/>: money paid in now, zero for none.</summary>
    public static RunOutForecast Of(Catalogue catalogue, Line line, UseOutlook outlook, Moment now, Moment until, Money paid)
    {
        ArgumentNullException.ThrowIfNull(outlook);
        ArgumentNullException.ThrowIfNull(line);
        var trials = outlook.Paths.Select(path => LineTrial.Run(catalogue, line, path, now, until, paid)).ToList();
        var why = trials.Where(trial => trial.Why != RunOut.None).GroupBy(trial => trial.Why).OrderByDescending(group => group.Count()).ThenBy(group => group.Key)
            .Select(group => group.Key).FirstOrDefault();
        return new RunOutForecast(outlook, until, Band.Of(trials.Select(trial => trial.EndsAt)), why, Band.Of(trials.Select(trial => trial.BundleOutAt)));
    }
}
