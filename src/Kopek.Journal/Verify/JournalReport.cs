using Kopek.Core;
using Kopek.Core.Ledger;
using Kopek.Core.Lines;

namespace Kopek.Journal.Verify;

/// <summary>Something that must not be in a journal, and where.</summary>
public sealed record JournalFinding(int Shard, long Sequence, LineId? Line, string What)
{
    public override string ToString() => $"shard {Shard}, sequence {Sequence}{(Line is { } line ? $", line {line}" : "")}: {What}";
}

/// <summary>What a verification saw.</summary>
/// <param name="IsWhole">False: older batches are archived elsewhere, so that lines opened before could not be added up.</param>
/// <param name="Totals">Debits less credits of each ledger account since the beginning.</param>
/// <param name="Findings">Empty: the journal is in order. At most <see cref="MostFindings"/>; one cut in a chain can break very many sums.</param>
public sealed record JournalReport(long Batches, long Entries, long Lines, long Orders, long Checkpoints, bool IsWhole,
    IReadOnlyDictionary<LedgerAccount, Money> Totals, IReadOnlyList<JournalFinding> Findings)
{
    public const int MostFindings = 1_000;

    public bool IsInOrder => Findings.Count == 0;
}
