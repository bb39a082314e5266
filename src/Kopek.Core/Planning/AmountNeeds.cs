using Kopek.Core.Lines;
using Kopek.Core.Roaming;

namespace Kopek.Core.Planning;

/// <summary>What each path needs to be paid now so that money never ends good service before a moment.</summary>
internal sealed class AmountNeeds(Catalogue catalogue, Line line, UseOutlook outlook, Moment now, Money step)
{
    public NeedsUntil Until(Moment until)
    {
        var needs = outlook.Paths
            .Select(path => (Path: path, Trial: LineTrial.Run(catalogue, line, path, now, until, LineTrial.Ample)))
            .Select(tried => (tried.Path, tried.Trial, Needed: LineTrial.Ample - tried.Trial.Lowest))
            .OrderBy(need => need.Needed).ToList();
        return new NeedsUntil([.. needs.Select(need => need.Path)], permille =>
        {
            var (path, trial, needed) = needs[Spread.Place(permille, needs.Count)];
            return Least(path, until, trial.MoneyOutAt, AmountBounds.UpTo(Money.Max(Money.Zero, needed), step));
        });
    }

    /// <summary>
    /// The least multiple of the step with which the path goes as with any money. What ample money spends is enough; a fee of grace or a debt that
    /// need not be repaid yet may make less enough, which is tried.
    /// </summary>
    private Money Least(UsePath path, Moment until, Moment best, Money enough)
    {
        if (enough.IsZero || !Holds(enough - step))
        {
            return enough;
        }

        var (fails, holds) = (-1L, enough.Kopeks / step.Kopeks - 1);
        while (holds - fails > 1)
        {
            var middle = (fails + holds) / 2;
            (fails, holds) = Holds(new Money(middle * step.Kopeks)) ? (fails, middle) : (middle, holds);
        }

        return new Money(holds * step.Kopeks);

        bool Holds(Money paid) => LineTrial.Run(catalogue, line, path, now, until, paid).MoneyOutAt >= best;
    }
}

/// <param name="Paths">From the one that needs least to the one that needs most.</param>
/// <param name="At">What is enough in so many of a thousand cases.</param>
internal sealed record NeedsUntil(IReadOnlyList<UsePath> Paths, Func<int, Money> At);
