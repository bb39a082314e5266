using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Journal.Verify;

/// <summary>The holder's stop of packs that a plan buys by itself: after it none is bought but those that grants which were out counted on, and no grant counts on more.</summary>
internal sealed class AutoPackStopAccount
{
    private long promised;

    public bool IsOn { get; private set; }

    /// <param name="setAside">Packs that grants which are out count on.</param>
    public void Set(LineEvent.AutoPackStopSet e, long setAside) => (IsOn, promised) = (e.IsOn, setAside);

    /// <summary>What the fee breaks, or null.</summary>
    public string? Take(FeeKind kind)
    {
        promised -= IsOn && kind == FeeKind.AutoPack ? 1 : 0;
        return IsOn && promised < 0 ? "a pack is bought by itself though its holder stopped them" : null;
    }

    /// <summary>What the grant breaks, or null.</summary>
    public string? Take(in Grant grant) => IsOn && grant.Packs > 0 ? $"{grant.Packs} packs are set aside though the holder stopped them" : null;
}
