using System.Collections.Concurrent;
using Kopek.Books.Ledger;
using Kopek.Books.Storage;
using Kopek.Core.Lines;

namespace Kopek.Books.Statements;

/// <summary>Reads statements out of books.db, beside the one that writes them. Safe from any thread.</summary>
public sealed class StatementReader(string folder) : IDisposable
{
    /// <summary>Most items of one page: some kilobytes each way, and few enough look-ups to be quick.</summary>
    public const int MostItems = 200;

    private readonly ConcurrentBag<StatementConnection> idle = [];
    private volatile bool disposed;

    /// <summary>
    /// A page of a line's items, the newest first. <paramref name="from"/>: where to begin, from <see cref="StatementPage.Next"/>; null is the newest.
    /// Throws <see cref="BooksException"/>.
    /// </summary>
    public StatementPage Page(LineId line, long? from, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostItems);
        return Use(connection => connection.Page(line, from, count));
    }

    /// <summary>The totals of every account of every operator.</summary>
    public IReadOnlyList<LedgerTotal> Ledger() => Use(connection => connection.Ledger());

    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private T Use<T>(Func<StatementConnection, T> read)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!idle.TryTake(out var connection))
        {
            connection = new StatementConnection(folder);
        }

        var isWhole = false;
        try
        {
            var result = read(connection);
            isWhole = true;
            return result;
        }
        finally
        {
            if (isWhole && !disposed)
            {
                idle.Add(connection);
            }
            else
            {
                connection.Dispose();
            }
        }
    }
}
