using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Engine.Lines;

/// <summary>What the world outside does about committed changes of a line. Called on the writer's thread: hand over and return.</summary>
public interface ILineReactions
{
    /// <summary>
    /// A line with open sessions got money, an allowance, another plan or a bar, not by one of the sessions: the network should ask again now
    /// (Re-Auth-Request). Only a hint: it may come twice or, after a crash, not at all; the sessions ask again by themselves when their grants end.
    /// </summary>
    void SessionsNeedReauthorization(LineId line, ReadOnlySpan<SessionKey> sessions);
}

/// <summary>Somebody who reads the journal's tail, and wants to know when there is more.</summary>
public interface ICommittedListener
{
    /// <summary>Called on the writer's thread after each commit: set a flag and return.</summary>
    void Committed(int shard, long lastSequence);
}
