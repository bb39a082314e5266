using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Lines;

namespace Kopek.Books.Menus;

/// <summary>What the menu tells of a line, copied out of it on its writer's thread.</summary>
/// <param name="Plan">The one that the next fee is for.</param>
/// <param name="Owed">Of a promised payment, with its fee.</param>
public sealed record MenuLine(string Operator, string TimeZone, string Plan, LineLife Life, Arrears Arrears, Money ArrearsDue, Money Balance, Money Available, Money Reserved,
    Money Owed, Moment OwedUntil, Moment FeeDue, IReadOnlyList<Bucket> Buckets, Moment Now)
{
    public static MenuLine Of(Line line, Moment now)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new MenuLine(line.Operator, line.TimeZone, line.NextPlan ?? line.Plan, line.Life, line.Arrears, line.ArrearsDue, line.Balance, line.Available, line.Reserved,
            line.PromisedDebt + line.PromisedFee, line.PromisedDueAt, line.FeePaidUntil, [.. line.Buckets], now);
    }
}
