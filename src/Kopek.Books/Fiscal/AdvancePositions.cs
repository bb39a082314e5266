using Kopek.Books.Receipts;
using Kopek.Books.Storage;

namespace Kopek.Books.Fiscal;

/// <summary>How far the fiscal offsets of a data folder have followed its journal, for whoever moves a part of that away: they read no archives.</summary>
public static class AdvancePositions
{
    /// <summary>
    /// By shard, the last entry that was taken in; no shard where no offsets are made here, or were never begun. Throws <see cref="BooksException"/>.
    /// </summary>
    public static IReadOnlyDictionary<int, long> Of(string folder)
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
