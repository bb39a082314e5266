using Kopek.Core.Lines;

namespace Kopek.Simulation.Accounts;

/// <summary>The auditor's own view of the holder's stop: after it no pack is bought by itself, but for what grants that were out had set aside.</summary>
internal sealed class AutoPackStopAccount
{
    private long promised;

    public bool IsOn { get; private set; }

    public void Take(LineId line, LineEvent happened, long setAside)
    {
        switch (happened)
        {
            case LineEvent.AutoPackStopSet e:
                Claim.That(IsOn != e.IsOn, () => $"Line {line}: {e} changes nothing.");
                (IsOn, promised) = (e.IsOn, setAside);
                break;
            case LineEvent.FeeCharged { Kind: FeeKind.AutoPack } when IsOn:
                promised--;
                Claim.That(promised >= 0, () => $"Line {line}: a pack is bought by itself after its holder stopped them.");
                break;
        }
    }
}
