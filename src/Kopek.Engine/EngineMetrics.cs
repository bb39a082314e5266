namespace Kopek.Engine;

/// <summary>Figures for operators, as of now: sums over all writers. Reading them costs the engine nothing.</summary>
/// <param name="Requests">Requests run since the start.</param>
/// <param name="Events">Events committed since the start.</param>
/// <param name="CommitMicroseconds">Time spent in commits since the start; divide by <paramref name="Commits"/>.</param>
/// <param name="Queued">Requests that wait in inboxes.</param>
/// <param name="Reloads">How often the memory was thrown away because of the journal.</param>
public readonly record struct EngineMetrics(long Requests, long Commits, long Events, long CommitMicroseconds, long LastCommitMicroseconds, int Queued, long Lines,
    long Sessions, long OpenOrders, long KnownOrders, long Checkpoints, long Reloads);
