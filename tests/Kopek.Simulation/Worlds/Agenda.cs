namespace Kopek.Simulation.Worlds;

/// <summary>The world's own time in Unix milliseconds, and what happens when. What is due at one instant happens in the order in which it was entered.</summary>
internal sealed class Agenda(long start)
{
    private readonly PriorityQueue<Action, (long At, long Order)> entries = new();
    private long order;

    public long Now { get; private set; } = start;
    public int Count => entries.Count;

    public void After(long milliseconds, Action what) => entries.Enqueue(what, (Now + milliseconds, order++));

    /// <summary>Moves to the next entry and does it; false where there is none.</summary>
    public bool Next()
    {
        if (!entries.TryDequeue(out var what, out var when))
        {
            return false;
        }

        Now = when.At;
        what();
        return true;
    }
}
