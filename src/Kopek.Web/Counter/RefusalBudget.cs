namespace Kopek.Web.Counter;

/// <summary>How many refusals of strangers are worth an entry of the trail: 60 an hour. More of them say nothing new.</summary>
internal sealed class RefusalBudget(TimeProvider time)
{
    private const int Most = 60;
    private static readonly TimeSpan window = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private DateTimeOffset began = DateTimeOffset.MinValue;
    private int spent;

    public bool TrySpend()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (now - began >= window)
            {
                (began, spent) = (now, 0);
            }

            return spent++ < Most;
        }
    }
}
