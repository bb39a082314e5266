using System.Globalization;
using Kopek.Core;

namespace Kopek.Books.Partners.Reconciliations;

public enum DifferenceKind
{
    /// <summary>We have it, the partner has not.</summary>
    Missing,

    /// <summary>The partner has it, we have not (on that day).</summary>
    Extra,
    OtherAmount,
    OtherStatus,

    /// <summary>The partner has it more than once.</summary>
    Twice,
}

/// <param name="Ours">How we have it; empty where we do not.</param>
/// <param name="Theirs">How the partner has it.</param>
public sealed record Difference(DifferenceKind Kind, string ExternalId, string Ours, string Theirs)
{
    public override string ToString() => Kind switch
    {
        DifferenceKind.Missing => $"missing: {ExternalId} is not in the partner's file; we have {Ours}",
        DifferenceKind.Extra => $"extra: {ExternalId} is in the partner's file ({Theirs}); we have no such transaction on that day",
        DifferenceKind.OtherAmount => $"other amount: {ExternalId} is {Ours} with us and {Theirs} with the partner",
        DifferenceKind.OtherStatus => $"other status: {ExternalId} is {Ours} with us and {Theirs} with the partner",
        _ => $"twice: {ExternalId} is in the partner's file again ({Theirs})",
    };
}

/// <summary>What a comparison found.</summary>
/// <param name="OursCompleted">What of that day is completed with us, and what the partner's file says of the same.</param>
public sealed record ReconciliationReport(int Ours, int Theirs, Money OursCompleted, Money TheirsCompleted, IReadOnlyList<Difference> Differences)
{
    public bool IsEven => Differences.Count == 0;
}

/// <summary>
/// Holds a partner's file of a day against ours, transaction by transaction, and names each difference. A status is compared by its class where the
/// partner's file says only that (COMPLETED, REJECTED, ...).
/// </summary>
public static class Reconciliation
{
    public static ReconciliationReport Compare(IEnumerable<PartnerTransaction> ours, IEnumerable<PartnerFileRow> theirs)
    {
        ArgumentNullException.ThrowIfNull(theirs);
        // Both interfaces have external ids of their own: the same one may be there twice with us, and each row of theirs takes one.
        var left = ours.GroupBy(row => row.ExternalId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => new Queue<PartnerTransaction>(group), StringComparer.Ordinal);
        var ourCount = left.Sum(pair => pair.Value.Count);
        var oursCompleted = Sum(left.Values.SelectMany(rows => rows).Where(row => ClassOf(ReconciliationFile.StatusOf(row)) == Completed).Select(row => row.Amount));
        var found = new List<Difference>();
        var (theirCount, theirsCompleted) = (0, Money.Zero);
        foreach (var row in theirs)
        {
            theirCount++;
            theirsCompleted += ClassOf(row.Status) == Completed ? row.Amount : Money.Zero;
            if (!left.TryGetValue(row.ExternalId, out var known))
            {
                found.Add(new Difference(DifferenceKind.Extra, row.ExternalId, "", $"line {row.Line}: {row.Amount} {row.Status}"));
            }
            else if (!known.TryDequeue(out var own))
            {
                found.Add(new Difference(DifferenceKind.Twice, row.ExternalId, "", $"line {row.Line}: {row.Amount} {row.Status}"));
            }
            else
            {
                found.AddRange(Between(own, row));
            }
        }

        found.AddRange(left.Values.SelectMany(rows => rows).OrderBy(row => row.Id).Select(row => new Difference(DifferenceKind.Missing, row.ExternalId,
            string.Create(CultureInfo.InvariantCulture, $"{row.Amount} {ReconciliationFile.StatusOf(row)} as {row.Id}"), "")));
        return new ReconciliationReport(ourCount, theirCount, oursCompleted, theirsCompleted, found);
    }

    private const string Completed = "COMPLETED";

    private static IEnumerable<Difference> Between(PartnerTransaction own, PartnerFileRow row)
    {
        if (own.Amount != row.Amount)
        {
            yield return new Difference(DifferenceKind.OtherAmount, row.ExternalId, own.Amount.ToString(), row.Amount.ToString());
        }

        var status = ReconciliationFile.StatusOf(own);
        var isSame = row.Status == status || row.Status == ClassOf(status);
        if (!isSame)
        {
            yield return new Difference(DifferenceKind.OtherStatus, row.ExternalId, status, row.Status);
        }
    }

    private static string ClassOf(string status) => status.Split('-')[0];

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, amount) => sum + amount);
}
