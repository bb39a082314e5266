using Kopek.Core.Lines;

namespace Kopek.Books.Notices;

/// <summary>
/// The lines that a pass has in hand: as the table has them, or as the pass moved them on. Only some are in memory at a time; the one to which nothing
/// happened for longest is written, in the pass's own transaction, and found again where something more happens to it. So a collection of garbage during a
/// pass finds little that lives, and has little to move. Between passes none is kept: then there is nothing that a pass that failed could have changed.
/// </summary>
internal sealed class WatchedLines(WatchTable table, int most)
{
    /// <summary>About 1 MB with their sessions. More than a shard has sessions under way at once on a busy server, so that few lines are written twice.</summary>
    public const int MostInHand = 1000;

    private readonly Dictionary<LineId, WatchedLine> inHand = [];
    private readonly Queue<WatchedLine> byAge = new();

    /// <summary>The line is good until the next one is asked for: then it may be put aside.</summary>
    public WatchedLine Find(LineId id)
    {
        if (inHand.TryGetValue(id, out var watched))
        {
            watched.HasHappenedAgain = true;
            return watched;
        }

        if (inHand.Count >= most)
        {
            PutAside();
        }

        watched = table.Find(id);
        inHand.Add(id, watched);
        byAge.Enqueue(watched);
        return watched;
    }

    /// <summary>Writes what is in hand.</summary>
    public void Write()
    {
        foreach (var watched in inHand.Values)
        {
            table.Write(watched);
        }
    }

    private void PutAside()
    {
        var oldest = byAge.Dequeue();
        while (oldest.HasHappenedAgain)
        {
            oldest.HasHappenedAgain = false;
            byAge.Enqueue(oldest);
            oldest = byAge.Dequeue();
        }

        table.Write(oldest);
        inHand.Remove(oldest.Line.Id);
    }
}
