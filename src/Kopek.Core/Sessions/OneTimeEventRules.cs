using System.Diagnostics;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Roaming;

namespace Kopek.Core.Sessions;

/// <summary>
/// One-time events (RFC 8506 6): direct debiting, refund, balance check, price enquiry; in money (CC-Money) or in octets at the line's price. A debit is
/// whole or not at all.
/// </summary>
internal static class OneTimeEventRules
{
    public static LineEvent.CreditAnswered Decide(Decision d, CreditControl request)
    {
        var refused = request.Action == RequestedAction.RefundAccount && d.Line.Life != LineLife.Closed
            ? Where(d, request.Network, out var country)
            : ServiceRules.Refusal(d, request.Network, out country);
        if (refused != ResultCode.Success)
        {
            return CreditControlRules.NotJournalled(request, refused);
        }

        var tariff = Tariff.Of(d, RenewalRules.PlanOf(d), country, request.Session, d.Now, d.Now);
        if (request.EventMoney.IsNegative)
        {
            return CreditControlRules.NotJournalled(request, ResultCode.RatingFailed);
        }

        // An event is an interval of its own where the plan rates by session, and over long before any late report.
        tariff = tariff.Interval.Session == 0 ? tariff : tariff with { IntervalEnd = d.Now + -SessionState.LateReports };
        return request.Action switch
        {
            RequestedAction.DirectDebiting => Debit(d, request, tariff),
            RequestedAction.RefundAccount => Refund(d, request, tariff),
            RequestedAction.CheckBalance => Asked(request, Covers(d, request, tariff) ? ResultCode.Success : ResultCode.CreditLimitReached, Price(d, request, tariff)),
            RequestedAction.PriceEnquiry => Asked(request, ResultCode.Success, Price(d, request, tariff)),
            _ => throw new UnreachableException($"{request.Action} has no rule."),
        };
    }

    private static int Where(Decision d, NetworkCode network, out ushort country)
    {
        var visited = d.Catalogue.At(d.Now).CountryOf(network);
        country = visited is null || visited.Zone == CatalogueVersion.HomeZone ? (ushort)0 : CountryCode.Pack(visited.Iso2);
        return ResultCode.Success;
    }

    private static LineEvent.CreditAnswered Debit(Decision d, CreditControl request, in Tariff tariff)
    {
        if (!Covers(d, request, tariff) || (request.EventMoney.IsZero && !ReservationRules.StandAlone(d, request, tariff)) || !Covers(d, request, tariff))
        {
            return CreditControlRules.NotJournalled(request, ResultCode.CreditLimitReached);
        }

        var before = d.Line.Balance;
        if (request.EventMoney > Money.Zero)
        {
            d.Emit(new LineEvent.DirectDebited(request.Session, request.EventMoney) { Country = tariff.Country });
        }
        else
        {
            for (var i = 0; i < request.UnitCount; i++)
            {
                ChargeRules.Charge(d, request.Session, request.Units[i].Unit, request.Units[i].RequestedOctets, tariff);
            }
        }

        return Done(d, request, before - d.Line.Balance);
    }

    private static LineEvent.CreditAnswered Refund(Decision d, CreditControl request, in Tariff tariff)
    {
        var amount = request.EventMoney > Money.Zero ? request.EventMoney : Pricing.Cost(Octets(request), tariff.PricePerMegabyte);
        if (amount <= Money.Zero || amount > d.Line.TotalCharged)
        {
            // No more goes back than was charged: a refund must not invent money.
            return CreditControlRules.NotJournalled(request, ResultCode.RatingFailed);
        }

        d.Emit(new LineEvent.MoneyAdded(d.Line.LastLot + 1, LotKind.Refund, amount, Moment.Never, OrderId.None, LedgerAccount.RevenueData));
        RenewalRules.RetryUnpaidFee(d);
        return Done(d, request, amount);
    }

    private static bool Covers(Decision d, CreditControl request, in Tariff tariff)
    {
        if (request.EventMoney > Money.Zero)
        {
            return RoamingCapRules.Allowed(d.Line, tariff.Country, d.Line.Available) >= request.EventMoney;
        }

        var sums = tariff.Sums(d.Line);
        var octets = Octets(request);
        var need = sums.Used + octets - sums.Covered - sums.Uncovered;
        return tariff.Overuse == Plans.OveruseRule.Throttle || Cover.Of(d.Line, tariff, sums).Total >= need;
    }

    private static Money Price(Decision d, CreditControl request, in Tariff tariff)
    {
        if (request.EventMoney > Money.Zero)
        {
            return request.EventMoney;
        }

        var sums = tariff.Sums(d.Line);
        var octets = Octets(request);
        var need = octets == 0 ? 0 : Math.Max(0, Pricing.RoundUp(sums.Used + octets, tariff.Plan.RoundingOctets) - sums.Covered - sums.Uncovered);
        var buckets = Cover.Of(d.Line, tariff, sums).Buckets;
        if (tariff.Overuse == Plans.OveruseRule.AutoPack)
        {
            var pack = tariff.Plan.AutoPack!;
            return new Money(pack.Price.Kopeks * AutoPackRules.For(sums.Used + octets - sums.Covered - sums.Uncovered - buckets, pack));
        }

        var byMoney = Math.Max(0, need - buckets);
        return Pricing.Cost(sums.Paid + byMoney, tariff.PricePerMegabyte) - sums.Charged;
    }

    private static long Octets(CreditControl request)
    {
        var octets = 0L;
        for (var i = 0; i < request.UnitCount; i++)
        {
            octets += UseLimits.Requested(request.Units[i].RequestedOctets);
        }

        return octets;
    }

    private static LineEvent.CreditAnswered Done(Decision d, CreditControl request, Money cost)
    {
        var answer = Asked(request, ResultCode.Success, cost);
        d.Emit(answer);
        d.Ended.Remember(answer, d.Now);
        return answer;
    }

    private static LineEvent.CreditAnswered Asked(CreditControl request, int resultCode, Money cost)
    {
        var grants = request.UnitCount == 0 ? [] : new Grant[request.UnitCount];
        for (var i = 0; i < grants.Length; i++)
        {
            grants[i] = GrantRules.Reported(request.Units[i].Unit) with { Octets = UseLimits.Requested(request.Units[i].RequestedOctets) };
        }

        return new LineEvent.CreditAnswered(request.Session, request.OriginRealm, request.Digest, request.Type, request.Number, resultCode, 0, Moment.Never, grants)
        {
            Cost = cost,
        };
    }
}
