using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Planning.Trips;
using Kopek.Core.Plans;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Roaming;
using NodaTime;

namespace Kopek.Web.Api.Trips;

/// <summary>A planned trip: the same answer as the page's.</summary>
internal sealed record TripPlanView(int Days, TripOctetsView OctetsADay, IReadOnlyList<TripChoiceView> Choices, IReadOnlyList<TripTaskView> Tasks)
{
    /// <param name="currency">Of an operator's code.</param>
    public static TripPlanView Of(TripPlan plan, Func<string, string> currency)
    {
        var trip = plan.Trip;
        return new TripPlanView(trip.Days, new TripOctetsView(trip.OctetsADay(TripUse.Low), trip.OctetsADay(TripUse.Likely), trip.OctetsADay(TripUse.High)),
            [.. plan.Choices.Select(choice => TripChoiceView.Of(choice, currency(choice.Plan.Operator)))],
            [.. plan.Tasks.Select(task => new TripTaskView(SnakeCase.Of(task.Kind), Day(task.Day)))]);
    }

    internal static string Day(LocalDate day) => $"{day:uuuu-MM-dd}";
}

internal sealed record TripOctetsView(long Low, long Likely, long High);

/// <param name="HighCost">Null: the plan could not carry that much.</param>
/// <param name="NotCovered">ISO 3166-2 codes of regions.</param>
internal sealed record TripChoiceView(string Plan, string Operator, LocalizedText Name, AmountView Cost, AmountView LowCost, AmountView? HighCost, TripCostsView Costs,
    IReadOnlyList<TripPaymentView> Payments, AmountView LeftOver, string? SlowFrom, string? EndsOn, IReadOnlyList<string> NotCovered, IReadOnlyList<RoamingCountryView> Abroad)
{
    public static TripChoiceView Of(TripChoice choice, string currency)
    {
        AmountView Of(Money amount) => AmountView.Of(amount, currency);
        var costs = choice.Costs;
        return new TripChoiceView(choice.Plan.Code, choice.Plan.Operator, choice.Plan.Name, Of(choice.Cost), Of(choice.LowCost), choice.HighCost is { } high ? Of(high) : null,
            new TripCostsView(Of(costs.Connection), Of(costs.Fees), Of(costs.Packs), Of(costs.Use), Of(costs.Other)),
            [.. choice.Payments.Select(payment => new TripPaymentView(TripPlanView.Day(payment.Day), Of(payment.Amount)))], Of(choice.LeftOver),
            choice.SlowFrom is { } slow ? TripPlanView.Day(slow) : null, choice.EndsOn is { } ends ? TripPlanView.Day(ends) : null,
            [.. choice.NotCovered.Select(stop => stop.Region.Iso)], [.. choice.Abroad.Select(answer => RoamingCountryView.Of(answer, currency))]);
    }
}

internal sealed record TripCostsView(AmountView Connection, AmountView Fees, AmountView Packs, AmountView Use, AmountView Other);

internal sealed record TripPaymentView(string Day, AmountView Amount);

/// <param name="Kind">identity, imei, offline_maps, buy, access_point, keep_on, cooling, shutdown, last_day.</param>
internal sealed record TripTaskView(string Kind, string Day);
