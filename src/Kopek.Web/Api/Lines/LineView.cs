using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Packs;
using Kopek.Web.Api.Roaming;

namespace Kopek.Web.Api.Lines;

/// <summary>A line as the API shows it, as of <paramref name="AsOf"/>. Times are ISO 8601 in UTC; null is never.</summary>
/// <param name="State">stocked, active, suspended, barred, grace, closed.</param>
/// <param name="Reason">Why; "none" where all is well.</param>
/// <param name="Cure">What brings data back.</param>
/// <param name="Needed">The least payment that brings data back; zero where money does not help or is not needed.</param>
/// <param name="NextDue">When something happens by itself: a fee, the end of a bundle or a pack.</param>
internal sealed record LineView(string? Msisdn, string? Imsi, string? Iccid, string Operator, string Plan, string? NextPlan, string TimeZone, string State,
    string Reason, string Cure, bool DataWorks, bool TopUpHelps, AmountView Needed, BalanceView Balance, UsageView Usage, IReadOnlyList<BucketView> Buckets,
    string? NextDue, string? FeePaidUntil, string? BundleUntil, string? PlanValidUntil, ArrearsView Arrears, IReadOnlyList<SessionView> Sessions,
    PromisedPaymentView? PromisedPayment, RoamingCapView? RoamingCap, bool AutoPackStop, bool ThrottleNotEnforceable, string OpenedAt, string AsOf);

internal sealed record BalanceView(long Available, long Reserved, string Currency, IReadOnlyList<LotView> Lots);

/// <param name="Kind">top_up, bonus, promised, debt (negative), refund.</param>
internal sealed record LotView(string Kind, long Value, string? FreeFrom, string? Order);

internal sealed record UsageView(long TotalOctets, AmountView TotalCharged, long UncoveredOctets);

internal sealed record BucketView(int Number, string Kind, string Name, long Granted, long Rest, long Reserved, string? ExpiresAt, IReadOnlyList<int> Zones, string? Country);

/// <param name="State">none, blocked, data_suspended, daily_fallback, throttled, plan_expired.</param>
internal sealed record ArrearsView(string State, AmountView Due);

/// <param name="ReservedOctets">Granted to the network and not yet reported.</param>
internal sealed record SessionView(string Session, string OpenedAt, string? Country, long ReportedOctets, long ReservedOctets, AmountView Reserved, string? SupervisedUntil);

internal sealed record PromisedPaymentView(AmountView Debt, AmountView Fee, string? DueAt);

/// <summary>Copies what is shown out of a line, on its writer's thread: plain values only, the line is not kept.</summary>
internal static class LineViews
{
    public static LineView Of(Line line, Moment now, ServiceState service, ApiParts parts)
    {
        var currency = parts.CurrencyOf(line.Operator) ?? "";
        var numbers = parts.Directory.NumbersOf(line.Id);
        return new LineView(numbers?.Msisdn, numbers?.Imsi, numbers?.Iccid, line.Operator, line.Plan, line.NextPlan, line.TimeZone, service.State,
            service.Reason, service.Cure, service.DataWorks, service.TopUpHelps, AmountView.Of(service.Needed, currency), Balance(line, currency),
            new UsageView(line.TotalOctets, AmountView.Of(line.TotalCharged, currency), line.UncoveredOctets), [.. line.Buckets.Select(Bucket)],
            Time(LineDue.Next(line)), Time(line.FeePaidUntil), Time(line.BundleUntil), Time(line.PlanValidUntil),
            new ArrearsView(SnakeCase.Of(line.Arrears), AmountView.Of(line.ArrearsDue, currency)), [.. line.Sessions.Select(session => Session(session, currency))],
            line.PromisedDebt.IsZero && line.PromisedFee.IsZero
                ? null
                : new PromisedPaymentView(AmountView.Of(line.PromisedDebt, currency), AmountView.Of(line.PromisedFee, currency), Time(line.PromisedDueAt)),
            RoamingCapView.Of(line.Roaming, currency), line.HasAutoPackStop, line.ThrottleNotEnforceable, line.OpenedAt.ToString(), now.ToString());
    }

    public static string? Time(Moment moment) => moment.IsNever || moment == Moment.Beginning ? null : moment.ToString();

    public static string? Country(ushort country) => country == 0 ? null : CountryCode.Unpack(country);

    private static BalanceView Balance(Line line, string currency) => new(line.Available.Kopeks, line.Reserved.Kopeks, currency,
        [.. line.Lots.Select(lot => new LotView(SnakeCase.Of(lot.Kind), lot.Amount.Kopeks, Time(lot.FreeFrom), lot.Order == default ? null : lot.Order.ToString()))]);

    private static BucketView Bucket(Core.Buckets.Bucket bucket) => new(bucket.Number, SnakeCase.Of(bucket.Kind), bucket.Name, bucket.Granted, bucket.Rest,
        bucket.Reserved, Time(bucket.ExpiresAt), ZoneNumbers.Of(bucket.Zones), Country(bucket.Country));

    private static SessionView Session(Session session, string currency) => new(session.Key.ToString(), session.OpenedAt.ToString(), Country(session.Country),
        session.ReportedOctets, session.Grants.Sum(grant => grant.Octets), AmountView.Of(new Money(session.Grants.Sum(grant => grant.ReservedMoney.Kopeks)), currency),
        Time(session.SupervisedUntil));
}
