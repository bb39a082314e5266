using System.Diagnostics;
using Kopek.Core.Accounts;

namespace Kopek.Core.Mandates;

/// <summary>What a mandate makes of what it is told: changes of its holder here, the rest in the rules beside.</summary>
internal static class MandateRules
{
    public static AccountAnswer Decide(AccountDecision d, MandateCommand command)
    {
        var mandate = (Mandate?)d.Account;
        return command switch
        {
            MandateCommand.Set c => Set(d, mandate, c),
            _ when mandate is null => d.Refused(AccountRefusal.Unknown),
            MandateCommand.Pause c => Turn(d, mandate, c.Change, MandateStatus.Paused),
            MandateCommand.Resume c => Turn(d, mandate, c.Change, MandateStatus.Active),
            MandateCommand.Stop c => Turn(d, mandate, c.Change, MandateStatus.Stopped),
            MandateCommand.Look c => MandateSightRules.Look(d, mandate, c.Sight),
            MandateCommand.AttemptEnded c => MandateAttemptRules.Ended(d, mandate, c),
            _ => throw new UnreachableException($"{command.GetType().Name} has no rule."),
        };
    }

    private static AccountAnswer Set(AccountDecision d, Mandate? mandate, MandateCommand.Set c)
    {
        if (Known(d, mandate, c.Change) is { } answered)
        {
            return answered;
        }

        if (c.Sight.IsClosed)
        {
            return d.Refused(AccountRefusal.WrongState);
        }

        if (MandateLimits.FaultOf(c.Settings, c.Sight) is { } fault)
        {
            return d.Refused(fault.Kind == MandateFaultKind.TooLarge ? AccountRefusal.AmountAboveMaximum : AccountRefusal.AmountBelowMinimum, fault.Limit);
        }

        d.Emit(new MandateEvent.Set(c.Change, MandateKey.LineOf(d.Key), c.Sight.TimeZone, c.Settings));
        return d.Done();
    }

    /// <summary>A new key is journalled also where nothing changes by it: else it could pause again what was resumed since.</summary>
    private static AccountAnswer Turn(AccountDecision d, Mandate mandate, MandateChange change, MandateStatus to)
    {
        if (Known(d, mandate, change) is { } answered)
        {
            return answered;
        }

        if (mandate.Status == MandateStatus.Stopped && to != MandateStatus.Stopped)
        {
            return d.Refused(AccountRefusal.WrongState);
        }

        d.Emit(new MandateEvent.StatusChanged(change, to, to == MandateStatus.Stopped ? StopReason.Holder : StopReason.None));
        return d.Done();
    }

    private static AccountAnswer? Known(AccountDecision d, Mandate? mandate, MandateChange change)
    {
        var known = mandate?.Changes.FirstOrDefault(other => other.Id == change.Id);
        return known is null ? null : known == change ? d.Done(MandateCommand.Repeated) : d.Refused(AccountRefusal.Conflict);
    }
}
