using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Simulation.Accounts;
using Kopek.Simulation.Chance;

namespace Kopek.Simulation.Servers;

/// <summary>Whoever is told of commits and of lines that should be asked again: nothing is told that is not durable.</summary>
internal sealed class Listening(MemoryJournal kept, Tally tally) : ICommittedListener, ILineReactions
{
    public void Committed(int shard, long lastSequence) =>
        Claim.That(lastSequence <= kept.LastSequence(shard), () => $"Shard {shard}: told of event {lastSequence}, and {kept.LastSequence(shard)} is durable.");

    public void SessionsNeedReauthorization(LineId line, ReadOnlySpan<SessionKey> sessions) => tally.Count("reaction: sessions to be asked again", sessions.Length);
}
