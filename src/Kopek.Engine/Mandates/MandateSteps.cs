using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Mandates;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Core.TopUps;
using Kopek.Engine.Lines;
using Kopek.Engine.Payments;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Mandates;

/// <summary>What is done for one mandate: see the line, tell the mandate, place what it decided, tell what came of it.</summary>
internal sealed class MandateSteps(OrderDriver orders, Func<Catalogue> catalogue, TimeProvider time)
{
    /// <summary>A mandate that still moves after so many steps comes again later: others wait too.</summary>
    private const int MostSteps = 16;

    /// <summary>An order tells when it is over; asked all the same, should that be lost.</summary>
    private static readonly TimeSpan orderAskedEvery = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan afterManySteps = TimeSpan.FromSeconds(10);

    public IShards? Shards { get; set; }

    private Moment Now => new(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>As far as it goes now; when to come back, <see cref="Moment.Never"/> where there is nothing to come back for.</summary>
    public async Task<Moment> Go(AccountKey key)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            if (await Read(key).ConfigureAwait(false) is not { } mandate)
            {
                return Moment.Never;
            }

            if (mandate.UnderWay is { } occasion)
            {
                if (!await Pursue(mandate, occasion).ConfigureAwait(false))
                {
                    return Now + orderAskedEvery;
                }
            }
            else if (mandate.Status == MandateStatus.Stopped || await See(mandate.Line).ConfigureAwait(false) is not { } sight)
            {
                return Moment.Never;
            }
            else if (!DecidesSomething(mandate, sight))
            {
                return MandateCalendar.WakeAt(mandate, sight, sight.At);
            }
            else
            {
                await orders.Tell(key, new MandateCommand.Look(sight)).ConfigureAwait(false);
            }
        }

        return Now + afterManySteps;
    }

    /// <summary>
    /// Rules are pure, so that most sights, which decide nothing, need not trouble the shard a second time. Tried at the sight's own moment, from which the
    /// next look is reckoned too: a moment that passes while we look rings at once, and is not lost between two readings of the clock.
    /// </summary>
    private static bool DecidesSomething(Mandate mandate, LineSight sight)
    {
        var trial = new AccountDecision(mandate.Key, mandate, sight.At);
        AccountRules.Decide(trial, new MandateCommand.Look(sight));
        return trial.Events.Count > 0;
    }

    /// <summary>False: the order goes on, or nobody knows.</summary>
    private async Task<bool> Pursue(Mandate mandate, MandateOccasion occasion)
    {
        var attempt = occasion.UnderWay!;
        var key = MandateKey.OrderOf(mandate.Key, occasion.Id, attempt.Number);
        var sight = await See(mandate.Line).ConfigureAwait(false);
        if (await orders.Read(key).ConfigureAwait(false) is { } order)
        {
            if (MandateOrders.OutcomeOf(order) is not { } known)
            {
                return false;
            }

            await Tell(mandate, occasion, attempt, known.Outcome, known.Reason, sight).ConfigureAwait(false);
            return true;
        }

        // Nobody else places it, so there is surely none.
        if (WhyNot(mandate, attempt, sight) is { } reason)
        {
            await Tell(mandate, occasion, attempt, AttemptOutcome.NotPlaced, reason, sight).ConfigureAwait(false);
        }
        else
        {
            await orders.Tell(key, new TopUpOrderCommand.Place(MandateOrders.RequestOf(mandate, attempt, sight!, key, Now))).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Why an attempt is not made after all; null where it is.</summary>
    private DeclineReason? WhyNot(Mandate mandate, MandateAttempt attempt, LineSight? sight) => mandate switch
    {
        { Settings.Method: { } method } when !orders.Providers.ContainsKey(method.Provider) => DeclineReason.Misconfigured,
        { Status: not MandateStatus.Active } or { Settings.Method: null } => DeclineReason.Cancelled,
        _ when sight is not { CanPay: true } || Now > attempt.StartedAt + MandateOrders.PlacedWithin => DeclineReason.Cancelled,
        _ => null,
    };

    private Task<AccountAnswer> Tell(Mandate mandate, MandateOccasion occasion, MandateAttempt attempt, AttemptOutcome outcome, DeclineReason reason, LineSight? sight) =>
        orders.Tell(mandate.Key, new MandateCommand.AttemptEnded(occasion.Id, attempt.Number, outcome, reason, sight?.Terms ?? AutoRenewalTerms.Default));

    private async Task<Mandate?> Read(AccountKey key)
    {
        var query = new Accounts.AccountQuery(key);
        Shards!.Post(query);
        return (Mandate?)await query.Task.ConfigureAwait(false);
    }

    /// <summary>The line as of now; null where there is none.</summary>
    private async Task<LineSight?> See(LineId line)
    {
        var query = new AwaitedLineQuery<LineSight>(line, (found, now) => LineSight.Of(found, catalogue(), now));
        Shards!.Post(query);
        return (await query.Task.ConfigureAwait(false)).Value;
    }
}
