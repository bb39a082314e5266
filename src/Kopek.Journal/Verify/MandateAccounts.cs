using System.Globalization;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Mandates;
using Kopek.Core.TopUps;
using Kopek.Engine.Journalling;
using NodaTime;

namespace Kopek.Journal.Verify;

/// <summary>
/// Automatic renewals, added up from their events: in no local month more than the cap that was in force, for no occasion two payments, and no order that no
/// mandate began. Code that is not the rules'.
/// </summary>
internal sealed class MandateAccounts
{
    private readonly Dictionary<AccountKey, Story> stories = [];
    private readonly Dictionary<AccountKey, (AccountKey Mandate, Money Amount)> orders = [];
    private readonly HashSet<AccountKey> credited = [];

    /// <summary>What the event breaks where it stands, or null.</summary>
    public string? Add(Moment at, AccountEntry entry)
    {
        switch (entry.Event)
        {
            case TopUpOrderEvent.Requested { Request.Mandate.Kind: AccountKind.Mandate } requested:
                orders[entry.Key] = (requested.Request.Mandate, requested.Request.Amount);
                return null;
            case TopUpOrderEvent.Credited:
                credited.Add(entry.Key);
                return null;
            case MandateEvent.Set set:
                Of(entry.Key).Set(set);
                return null;
            case MandateEvent.AttemptStarted started:
                return Of(entry.Key).Start(at, started) is { } fault ? $"mandate {entry.Key}: {fault}" : null;
            case MandateEvent.AttemptEnded ended:
                return Of(entry.Key).End(at, ended) is { } wrong ? $"mandate {entry.Key}: {wrong}" : null;
            default:
                return null;
        }
    }

    /// <summary>What does not fit when all is read.</summary>
    public IEnumerable<string> Unmatched()
    {
        var begun = new Dictionary<AccountKey, Attempt>();
        foreach (var (key, story) in stories)
        {
            foreach (var attempt in story.Attempts)
            {
                var order = MandateKey.OrderOf(key, attempt.Occasion, attempt.Number);
                begun[order] = attempt;
                if (attempt.Outcome == AttemptOutcome.Paid && !credited.Contains(order))
                {
                    yield return $"mandate {key}: {attempt.Occasion}#{attempt.Number} is paid, but order {order.Id} was never credited";
                }

                if (attempt.Outcome is not (AttemptOutcome.Open or AttemptOutcome.Paid) && credited.Contains(order))
                {
                    yield return $"mandate {key}: {attempt.Occasion}#{attempt.Number} is {attempt.Outcome}, but order {order.Id} was credited";
                }
            }
        }

        foreach (var (order, (mandate, amount)) in orders)
        {
            if (!begun.TryGetValue(order, out var attempt) || attempt.Amount != amount)
            {
                yield return $"order {order.Id} of {amount} was ordered for mandate {mandate}, which began no such attempt";
            }
        }
    }

    private Story Of(AccountKey key)
    {
        if (!stories.TryGetValue(key, out var story))
        {
            stories[key] = story = new Story();
        }

        return story;
    }

    private sealed record Attempt(string Occasion, int Number, Money Amount, Moment From)
    {
        public AttemptOutcome Outcome { get; set; }
        public Moment Until { get; set; } = Moment.Never;
    }

    private sealed class Story
    {
        private DateTimeZone zone = DateTimeZone.Utc;
        private Money cap;

        public List<Attempt> Attempts { get; } = [];

        public void Set(MandateEvent.Set e)
        {
            zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(e.TimeZone) ?? DateTimeZone.Utc;
            cap = e.Settings.MonthlyCap;
        }

        public string? Start(Moment at, MandateEvent.AttemptStarted e)
        {
            if (Attempts.Exists(attempt => attempt.Outcome == AttemptOutcome.Open))
            {
                return $"{e.Occasion}#{e.Attempt} begins while another attempt is on its way";
            }

            if (Attempts.Exists(attempt => attempt.Occasion == e.Occasion && (attempt.Outcome == AttemptOutcome.Paid || attempt.Number == e.Attempt)))
            {
                return $"{e.Occasion}#{e.Attempt} begins, and the occasion was paid or the attempt made before";
            }

            Attempts.Add(new Attempt(e.Occasion, e.Attempt, e.Amount, at));
            var month = MonthOf(at);
            var used = new Money(Attempts.Where(attempt => Touches(attempt, month)).Sum(attempt => attempt.Amount.Kopeks));
            return used > cap ? string.Create(CultureInfo.InvariantCulture, $"{used} of a cap of {cap} in {month:yyyy'-'MM}") : null;
        }

        public string? End(Moment at, MandateEvent.AttemptEnded e)
        {
            var attempt = Attempts.Find(known => known.Occasion == e.Occasion && known.Number == e.Attempt);
            if (attempt is null || attempt.Outcome != AttemptOutcome.Open)
            {
                return $"{e.Occasion}#{e.Attempt} ends, and was not on its way";
            }

            (attempt.Outcome, attempt.Until) = (e.Outcome, at);
            return e.Amount == attempt.Amount ? null : $"{e.Occasion}#{e.Attempt} began with {attempt.Amount} and ends with {e.Amount}";
        }

        /// <summary>It took money, or may have, at some time of the month.</summary>
        private bool Touches(Attempt attempt, YearMonth month) => attempt.Outcome switch
        {
            AttemptOutcome.Open => true,
            AttemptOutcome.Paid => MonthOf(attempt.From).CompareTo(month) <= 0 && MonthOf(attempt.Until).CompareTo(month) >= 0,
            _ => false,
        };

        private YearMonth MonthOf(Moment at) => at.ToInstant().InZone(zone).Date.ToYearMonth();
    }
}
