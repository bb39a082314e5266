using Kopek.Books.Storage;
using Microsoft.Data.Sqlite;

namespace Kopek.Books.Partners;

/// <summary>Partners' transactions to be read, one reader at a time, from a connection that can write nothing. A server may be running.</summary>
public sealed class TransactionBooks : IDisposable
{
    private readonly Lock gate = new();
    private readonly BooksDatabase database;
    private readonly TransactionReader reader;

    /// <summary>Throws <see cref="BooksException"/> where partners.db is not there or cannot be read.</summary>
    public TransactionBooks(string folder)
    {
        database = new BooksDatabase(folder, SqliteOpenMode.ReadOnly, BooksFile.Partners);
        try
        {
            reader = new TransactionReader(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public T Read<T>(Func<TransactionReader, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        lock (gate)
        {
            return read(reader);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            database.Dispose();
        }
    }
}
