namespace Kopek.Core.TopUps;

/// <summary>How long is waited between two questions to a provider: seconds while the payer looks at the page, an hour when nobody does.</summary>
internal static class TopUpPatience
{
    private static readonly (TimeSpan Age, TimeSpan Between)[] steps =
    [
        (TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(3)),
        (TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(15)),
        (TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)),
        (TimeSpan.FromDays(1), TimeSpan.FromMinutes(10)),
    ];

    public static TimeSpan Between(Moment since, Moment now)
    {
        var age = now - since;
        foreach (var step in steps)
        {
            if (age < step.Age)
            {
                return step.Between;
            }
        }

        return TimeSpan.FromHours(1);
    }
}
