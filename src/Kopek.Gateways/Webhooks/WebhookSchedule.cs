namespace Kopek.Gateways.Webhooks;

/// <summary>When a callback that did not arrive is tried again: ten times within about three days, then it is given up.</summary>
public static class WebhookSchedule
{
    private static readonly TimeSpan[] pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(20), TimeSpan.FromHours(30),
    ];

    public static int MostAttempts => pauses.Length + 1;

    /// <summary>The pause after so many attempts, from 1; null where it is given up.</summary>
    public static TimeSpan? After(int attempts) => attempts >= 1 && attempts <= pauses.Length ? pauses[attempts - 1] : null;
}
