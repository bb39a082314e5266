using Kopek.Core.Lines;
using Kopek.Core.Planning;

namespace Kopek.Core.Tests.Planning;

/// <summary>Somebody who looks at the line each evening and may pay.</summary>
internal abstract record Payer(string Name)
{
    /// <summary>Pays one amount when the balance is low, or when service was off.</summary>
    public sealed record Fixed(int Rubles) : Payer($"{Rubles} RUB")
    {
        private static readonly Money Low = Money.FromRubles(100);

        public override Money Pay(StayLife life, int day, int days)
        {
            var plan = SampleCatalogue.Plan(life.Line.Plan);
            return life.Line.Available < Low || life.WasCutOffToday ? Money.Max(plan.MinTopUp, Money.FromRubles(Rubles)) : Money.Zero;
        }
    }

    /// <summary>Pays one amount when the planner's own warning comes: what a good warning alone is worth.</summary>
    public sealed record Warned(int Rubles) : Payer($"{Rubles} RUB when warned")
    {
        public override Money Pay(StayLife life, int day, int days) => IsWarned(life, day, days)
            ? Money.Max(SampleCatalogue.Plan(life.Line.Plan).MinTopUp, Money.FromRubles(Rubles)) : Money.Zero;
    }

    /// <summary>Pays what is advised when in one case of ten service would end within two days, or when it was off.</summary>
    public sealed record Planner() : Payer("planner")
    {
        public override Money Pay(StayLife life, int day, int days)
        {
            if (!IsWarned(life, day, days))
            {
                return Money.Zero;
            }

            var (now, today) = (StayLife.At(day, 22), Stay.Start.PlusDays(day));
            var last = Stay.Start.PlusDays(days - 1);
            var outlook = UseOutlook.Of(life.History, null, today, days - day + 14);
            return AmountAdvice.Of(SampleCatalogue.Shipped, life.Line, outlook, now, last).Choices.Single(choice => choice.IsRecommended).Amount;
        }
    }

    /// <summary>In one case of ten service would end within two days, or it was off today.</summary>
    private static bool IsWarned(StayLife life, int day, int days)
    {
        const int daysAhead = 2;
        var outlook = UseOutlook.Of(life.History, null, Stay.Start.PlusDays(day), daysAhead + 1);
        var until = StayLife.At(Math.Min(day + 1 + daysAhead, days), 0);
        return life.WasCutOffToday || !RunOutForecast.Of(SampleCatalogue.Shipped, life.Line, outlook, StayLife.At(day, 22), until, Money.Zero).Ends.Early.IsNever;
    }

    public abstract Money Pay(StayLife life, int day, int days);

    /// <summary>Lives a whole stay.</summary>
    public StayLife Live(Stay stay, int seed)
    {
        var life = new StayLife(stay, seed);
        for (var day = 0; day < stay.Days; day++)
        {
            life.LiveDay(day);
            if (day < stay.Days - 1 && Pay(life, day, stay.Days) is var amount && amount > Money.Zero)
            {
                life.TopUp(StayLife.At(day, 22), amount);
            }
        }

        life.Advance(StayLife.At(stay.Days, 0) + TimeSpan.FromMilliseconds(-1));
        return life;
    }
}
