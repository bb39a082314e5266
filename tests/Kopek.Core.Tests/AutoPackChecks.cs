using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests;

/// <summary>From the events alone: after the holder's stop no pack is bought by itself, but for what grants that were out at that moment had set aside.</summary>
internal static class AutoPackChecks
{
    public static void Check(Line line, IReadOnlyList<DecidedEvent> log)
    {
        var held = new List<(SessionKey Session, UnitKey Unit, int Packs)>();
        var (isOn, promised) = (false, 0);
        foreach (var (_, happened) in log)
        {
            switch (happened)
            {
                case LineEvent.AutoPackStopSet e:
                    (isOn, promised) = (e.IsOn, held.Sum(grant => grant.Packs));
                    break;
                case LineEvent.FeeCharged { Kind: FeeKind.AutoPack } when isOn:
                    promised--;
                    Assert.True(promised >= 0, "a pack is bought by itself after the stop");
                    break;
                case LineEvent.UsageCharged e:
                    held.RemoveAll(grant => grant.Session == e.Session && grant.Unit == e.Unit);
                    break;
                case LineEvent.CreditAnswered e:
                    held.RemoveAll(grant => grant.Session == e.Session && (e.Type == CcRequestType.Termination || Array.Exists(e.Grants, given => given.Unit == grant.Unit)));
                    held.AddRange(e.Grants.Where(grant => grant.Octets > 0).Select(grant => (e.Session, grant.Unit, grant.Packs)));
                    Assert.True(!isOn || Array.TrueForAll(e.Grants, grant => grant.Packs == 0), "a grant counts on packs after the stop");
                    break;
                case LineEvent.ReservationSet e:
                    held.RemoveAll(grant => grant.Session == e.Session && grant.Unit == e.Unit);
                    held.Add((e.Session, e.Unit, e.Packs));
                    Assert.True(!isOn || e.Packs == 0, "packs are set aside anew after the stop");
                    break;
                case LineEvent.SessionExpired e:
                    held.RemoveAll(grant => grant.Session == e.Session);
                    break;
            }
        }

        Assert.Equal(isOn, line.HasAutoPackStop);
    }
}
