using Kopek.Core.Lines;

namespace Kopek.Core.Sessions;

/// <summary>
/// An answer as it is kept for repeats. A struct without objects for nearly all answers, which have one grant: objects that live a little longer than their
/// request are what collections of garbage stand still for.
/// </summary>
internal struct KeptAnswer(LineEvent.CreditAnswered answer)
{
    private readonly ushort country = answer.Country;
    private readonly int resultCode = answer.ResultCode;
    private readonly ulong realm = answer.OriginRealm;
    private readonly Money cost = answer.Cost;
    private readonly bool cannotThrottle = answer.CannotThrottle;
    private readonly int grantCount = answer.Grants.Length;
    private readonly Moment supervisedUntil = answer.SupervisedUntil;
    private Grant single = answer.Grants.Length == 1 ? answer.Grants[0] : default;
    private readonly Grant[]? several = answer.Grants.Length > 1 ? answer.Grants : null;

    public uint Number { get; } = answer.Number;
    public CcRequestType Type { get; } = answer.Type;
    public ulong Digest { get; } = answer.Digest;

    /// <summary>No request has this type: nothing is kept here.</summary>
    public readonly bool IsNone => Type == 0;

    /// <summary>Without the parts of buckets that were set aside: nothing is when the session is over.</summary>
    public readonly KeptAnswer Over
    {
        get
        {
            var over = this;
            over.single = single with { ReservedBuckets = null };
            return over;
        }
    }

    public readonly LineEvent.CreditAnswered ToAnswer(SessionKey session) =>
        new(session, realm, Digest, Type, Number, resultCode, country, supervisedUntil, several ?? (grantCount == 1 ? [single] : [])) { Cost = cost, CannotThrottle = cannotThrottle };
}
