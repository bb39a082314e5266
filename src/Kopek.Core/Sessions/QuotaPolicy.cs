namespace Kopek.Core.Sessions;

/// <summary>How much is granted at a time, and for how long. Configuration of a deployment; the defaults fit a small core.</summary>
/// <param name="DefaultSlice">Octets granted where the core asks for no amount.</param>
/// <param name="MaxSlice">Most octets in one grant, whatever is asked.</param>
/// <param name="MinSlice">Low cover is not cut finer than this.</param>
/// <param name="ValiditySeconds">Validity-Time with ample cover.</param>
/// <param name="LowValiditySeconds">Validity-Time when cover runs low, so that a top-up is noticed soon.</param>
public sealed record QuotaPolicy(long DefaultSlice, long MaxSlice, long MinSlice, int ValiditySeconds, int LowValiditySeconds)
{
    public static readonly QuotaPolicy Default = new(10L << 20, 100L << 20, 256L << 10, 3600, 60);
}
