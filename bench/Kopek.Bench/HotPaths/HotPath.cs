namespace Kopek.Bench.HotPaths;

/// <summary>An operation that every answer pays for.</summary>
/// <param name="Name">As in expected.json: the project and what is done ("diameter.read-ccr-update").</param>
/// <param name="Run">Does it once. Called many thousand times on one thread, so it must leave things as they were, or go on from them.</param>
public sealed record HotPath(string Name, Action Run);
