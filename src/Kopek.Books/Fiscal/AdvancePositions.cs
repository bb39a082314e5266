using Kopek.Books.Receipts;
using Kopek.Books.Storage;

namespace Kopek.Books.Fiscal;

/// <summary>How far the fiscal offsets of a data folder have followed its journal, for whoever moves a part of that away: they read no archives.</summary>
public static class AdvancePositions
{
    /// <summary>
    /// By shard, the last entry that was taken in; no shard where offsets were never made here. Where they were (fiscal-months.db is there) and receipts.db is
    /// away or does not know its place, it has nothing: what is moved away now would be in no offset. Throws <see cref="BooksException"/>.
    /// </summary>
    public static IReadOnlyDictionary<int, long> Of(string folder, int shardCount)
    {
        var found = Stored(folder);
        return found.Count == 0 && File.Exists(BooksFile.Months.PathIn(folder)) ? Enumerable.Range(0, shardCount).ToDictionary(shard => shard, _ => 0L) : found;
    }

    private static Dictionary<int, long> Stored(string folder)
    {
        var found = new Dictionary<int, long>();
        if (!File.Exists(BooksFile.Receipts.PathIn(folder)))
        {
            return found;
        }

        using var database = ReceiptSchema.Open(folder);
        using var rows = database.Prepare("SELECT shard, sequence FROM advance_position");
        while (rows.Step())
        {
            found.Add((int)rows.Long(0), rows.Long(1));
        }

        return found;
    }
}
