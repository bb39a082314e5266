using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Bench.Journal;

/// <summary>The two events that nearly every answer makes: what was used, and what was answered.</summary>
internal static class SampleUpdate
{
    public static readonly Moment At = new(1_795_424_400_000);
    public static readonly LineId Line = new(123_456);

    private static readonly SessionKey session = new(0x2122232425262728, 0x3132333435363738);
    private static readonly UnitKey unit = new(10, 0, HasRatingGroup: true, HasServiceIdentifier: false);

    public static LineEvent.UsageCharged Usage { get; } = new(session, unit, 1_000_000, new IntervalKey(At, 0, 0), At + TimeSpan.FromHours(1),
        1_048_576, [], 0, 1_048_576, new Money(250), 0, Money.Zero);

    public static LineEvent.CreditAnswered Answer { get; } = new(session, 0x4142434445464748, 0x5152535455565758, CcRequestType.Update, 3,
        ResultCode.Success, 0, At + TimeSpan.FromHours(2),
        [new Grant(unit, ResultCode.Success, 10 << 20, new Money(2_500), null, 3600, Final: false, 0, Moment.Never)]);
}
