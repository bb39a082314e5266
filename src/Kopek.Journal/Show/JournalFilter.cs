using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Journal.Show;

/// <summary>Which entries to show; null: all. Bounds are inclusive.</summary>
public sealed record JournalFilter(int? Shard = null, long? FirstSequence = null, long? LastSequence = null, LineId? Line = null, Moment? Since = null, Moment? Until = null);
