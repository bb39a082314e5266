using Kopek.Core.Buckets;

namespace Kopek.Core.Sessions;

/// <summary>RFC 8506 8.3.</summary>
public enum CcRequestType : byte
{
    Initial = 1,
    Update = 2,
    Termination = 3,
    Event = 4,
}

/// <summary>RFC 8506 8.41.</summary>
public enum RequestedAction : byte
{
    DirectDebiting = 0,
    RefundAccount = 1,
    CheckBalance = 2,
    PriceEnquiry = 3,
}

/// <summary>The Result-Codes that a rule gives (RFC 6733 7.1, RFC 8506 9).</summary>
public static class ResultCode
{
    public const int Success = 2001;
    public const int EndUserServiceDenied = 4010;
    public const int CreditLimitReached = 4012;
    public const int UnknownSessionId = 5002;
    public const int AuthorizationRejected = 5003;
    public const int UnableToComply = 5012;
    public const int UserUnknown = 5030;
    public const int RatingFailed = 5031;
}

/// <summary>What a Multiple-Services-Credit-Control is about: its Rating-Group and Service-Identifier, each with its presence.</summary>
public readonly record struct UnitKey(uint RatingGroup, uint ServiceIdentifier, bool HasRatingGroup, bool HasServiceIdentifier);

/// <summary>What was granted for one unit key, or refused; and what it reserves.</summary>
/// <param name="Octets">CC-Total-Octets granted; 0 where refused or not asked for.</param>
/// <param name="ReservedMoney">Money set aside for it.</param>
/// <param name="ReservedBuckets">Octets set aside in buckets; null where none.</param>
/// <param name="ValiditySeconds">Validity-Time; 0 where nothing is granted.</param>
/// <param name="Final">No cover is left after this grant: Final-Unit-Indication.</param>
/// <param name="ThrottleKbps">The grant is free and to be slowed to this rate; 0: full speed.</param>
/// <param name="TariffTimeChange">The price changes then; <see cref="Moment.Never"/> where it does not within the grant's validity.</param>
/// <param name="Packs">Auto-packs that the money is set aside for, at one price each; they take their places of the period's number at once.</param>
/// <param name="OnRounding">It counts on units that were rounded up and paid before; only while no other grant of its interval is out.</param>
public readonly record struct Grant(UnitKey Unit, int ResultCode, long Octets, Money ReservedMoney, BucketPart[]? ReservedBuckets, int ValiditySeconds,
    bool Final, int ThrottleKbps, Moment TariffTimeChange, int Packs = 0, bool OnRounding = false);

/// <summary>
/// One rating interval: cumulative use inside it has one price, rounded up once. <paramref name="Session"/> is the low half of the session's key
/// where the plan rates by session, else 0; <paramref name="Country"/> is 0 at home.
/// </summary>
public readonly record struct IntervalKey(Moment Start, ulong Session, ushort Country);
