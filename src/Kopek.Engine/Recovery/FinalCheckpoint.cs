using Kopek.Engine.Shards;

namespace Kopek.Engine.Recovery;

/// <summary>At an orderly end everything that changed is written, so that the next start replays nothing.</summary>
internal static class FinalCheckpoint
{
    /// <summary>The threads are gone. A journal that fails now is no loss: the next start replays instead.</summary>
    public static void Write(EngineParts parts)
    {
        try
        {
            foreach (var writer in parts.Writers)
            {
                Write(parts, writer);
            }
        }
        catch (Journalling.JournalException)
        {
            // Everything is in the journal itself.
        }
    }

    private static void Write(EngineParts parts, ShardWriter writer)
    {
        var checkpointer = new Checkpointer(parts, writer);
        while (checkpointer.ForcePass())
        {
            while (checkpointer.Step(CheckpointPortion.MostAccounts))
            {
            }

            if (checkpointer.TakePortion() is not { } portion)
            {
                // It holds something that was never committed.
                return;
            }

            parts.Journal.WriteCheckpoints(portion.Shard, portion.Accounts, portion.CoveredThrough);
            checkpointer.Written();
        }
    }
}
