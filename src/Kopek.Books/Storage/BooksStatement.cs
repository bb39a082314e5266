using SQLitePCL;

namespace Kopek.Books.Storage;

/// <summary>One prepared statement, bound and stepped again and again. Parameters count from 1 and columns from 0, as in SQLite.</summary>
internal sealed class BooksStatement(BooksDatabase database, sqlite3_stmt statement) : IDisposable
{
    private const int BytesOfId = 16;

    public BooksStatement Bind(int parameter, long value)
    {
        database.Check(raw.sqlite3_bind_int64(statement, parameter, value));
        return this;
    }

    public BooksStatement Bind(int parameter, long? value)
    {
        database.Check(value is { } known ? raw.sqlite3_bind_int64(statement, parameter, known) : raw.sqlite3_bind_null(statement, parameter));
        return this;
    }

    public BooksStatement Bind(int parameter, string? value)
    {
        database.Check(value is null ? raw.sqlite3_bind_null(statement, parameter) : raw.sqlite3_bind_text(statement, parameter, value));
        return this;
    }

    public BooksStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        database.Check(raw.sqlite3_bind_blob(statement, parameter, value));
        return this;
    }

    /// <summary>128 bits as 16 bytes; nothing where they are zero.</summary>
    public BooksStatement Bind(int parameter, ulong high, ulong low)
    {
        if ((high | low) == 0)
        {
            database.Check(raw.sqlite3_bind_null(statement, parameter));
            return this;
        }

        Span<byte> bytes = stackalloc byte[BytesOfId];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..], low);
        database.Check(raw.sqlite3_bind_blob(statement, parameter, bytes));
        return this;
    }

    /// <summary>Runs to the end, for a statement without rows.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>True: a row is there. False: the end, and the statement is ready to be bound again. An error resets it too.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        try
        {
            database.Check(code);
            return false;
        }
        finally
        {
            Reset();
        }
    }

    public void Reset() => _ = raw.sqlite3_reset(statement);

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>Valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    public (ulong High, ulong Low) Id(int column)
    {
        var bytes = raw.sqlite3_column_blob(statement, column);
        return bytes.Length < BytesOfId
            ? default
            : (System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes), System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..]));
    }

    public void Dispose() => statement.Dispose();
}
