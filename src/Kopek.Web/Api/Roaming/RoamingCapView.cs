using Kopek.Core.Roaming;
using Kopek.Web.Api.Amounts;

namespace Kopek.Web.Api.Roaming;

/// <summary>The cap on roaming with what is used of it in this month of the line.</summary>
/// <param name="Cap">Null: no limit, counted to the end of the month all the same.</param>
/// <param name="Reason">roaming_cap_reached where data abroad is off because of it, else none.</param>
/// <param name="Cure">What brings it back: raise_roaming_cap. A top-up does not.</param>
internal sealed record RoamingCapView(AmountView? Cap, AmountView Charged, AmountView Reserved, AmountView? Left, string MonthEnds, string Reason, string Cure, bool TopUpHelps)
{
    public static RoamingCapView? Of(RoamingSpending? spending, string currency) => spending is null ? null : new(
        spending.Cap is { } cap ? AmountView.Of(cap, currency) : null, AmountView.Of(spending.Charged, currency), AmountView.Of(spending.Reserved, currency),
        spending.Left is { } left ? AmountView.Of(left, currency) : null, spending.MonthEnds.ToString(), spending.Reason, spending.Cure, false);
}
