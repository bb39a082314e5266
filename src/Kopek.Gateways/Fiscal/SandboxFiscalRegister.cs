using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kopek.Core;
using Kopek.Core.Fiscal;
using Microsoft.Data.Sqlite;

namespace Kopek.Gateways.Fiscal;

/// <summary>
/// A register for trying out: documents are numbered, shifts end after 24 hours, and the fiscal sign is a hash, all kept in fiscal-sandbox.db. Nothing of it is
/// known to a tax office. Sums whose kopeks end in 91 to 93 behave badly, once or always, so that the way out of it can be tried.
/// </summary>
public sealed class SandboxFiscalRegister : IFiscalRegister, IDisposable
{
    public const string FileName = "fiscal-sandbox.db";
    public const string Drive = "9999078900000001";
    public const string RegisterNumber = "0000000001012345";

    /// <summary>Kopeks at the end of a total: always refused.</summary>
    public const int EndOfRefused = 91;

    /// <summary>Kopeks at the end of a total: registered, but the first answer is lost.</summary>
    public const int EndOfLostAnswer = 92;

    /// <summary>Kopeks at the end of a total: pending until it is looked up a second time.</summary>
    public const int EndOfPending = 93;

    private const int LooksUntilDone = 2;
    private const int KopeksPerRuble = 100;

    /// <summary>A shift lasts 24 hours at most (54-FZ 4.3).</summary>
    private static readonly TimeSpan LongestShift = TimeSpan.FromHours(24);

    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly TimeProvider time;

    public SandboxFiscalRegister(string folder, TimeProvider? time = null)
    {
        this.time = time ?? TimeProvider.System;
        var source = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, FileName), Pooling = false };
        connection = new SqliteConnection(source.ToString());
        connection.Open();
        using var command = Command("""
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS documents (
              number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, digest BLOB NOT NULL, total INTEGER NOT NULL, sign TEXT NOT NULL, shift INTEGER NOT NULL,
              in_shift INTEGER NOT NULL, at INTEGER NOT NULL, looks INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS shifts (number INTEGER PRIMARY KEY, opened INTEGER NOT NULL);
            """);
        command.ExecuteNonQuery();
    }

    public string Name => "sandbox";

    public Task<FiscalAnswer> Register(string key, FiscalSeller seller, FiscalDocument document, string? contact, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(document);
        // The contact is left out: it is personal, and the same document may be sent again to another address.
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(Text(FiscalTags.Of(seller, document, null))));
        lock (gate)
        {
            return Task.FromResult(Register(key, document.Total, digest));
        }
    }

    public Task<FiscalAnswer> Find(string key, CancellationToken cancel)
    {
        lock (gate)
        {
            using (var look = Command("UPDATE documents SET looks = looks + 1 WHERE key = $key", ("$key", key)))
            {
                look.ExecuteNonQuery();
            }

            return Task.FromResult<FiscalAnswer>(Stored(key) is { } found ? Answered(found) : new FiscalAnswer.NotFound());
        }
    }

    /// <summary>Documents that it holds.</summary>
    public long Count()
    {
        lock (gate)
        {
            using var count = Command("SELECT count(*) FROM documents");
            return (long)count.ExecuteScalar()!;
        }
    }

    public void Dispose() => connection.Dispose();

    private FiscalAnswer Register(string key, Money total, byte[] digest)
    {
        if (Stored(key) is { } known)
        {
            return known.Digest.AsSpan().SequenceEqual(digest) ? Answered(known) : new FiscalAnswer.Refused("key_of_other_document");
        }

        var ends = total.Kopeks % KopeksPerRuble;
        if (ends == EndOfRefused)
        {
            return new FiscalAnswer.Refused("refused_by_sandbox");
        }

        Add(key, total, digest);
        return ends == EndOfLostAnswer ? new FiscalAnswer.Unknown("answer_lost") : Answered(Stored(key)!);
    }

    private static FiscalAnswer Answered(Row row) =>
        row.Total % KopeksPerRuble == EndOfPending && row.Looks < LooksUntilDone
            ? new FiscalAnswer.Pending()
            : new FiscalAnswer.Registered(new FiscalRegistration(Drive, RegisterNumber, row.Number.ToString(CultureInfo.InvariantCulture), row.Sign, row.Shift, row.InShift, new Moment(row.At)));

    private void Add(string key, Money total, byte[] digest)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        using var transaction = connection.BeginTransaction();
        using var last = Command("SELECT number, opened FROM shifts ORDER BY number DESC LIMIT 1");
        var (shift, opened) = (0, long.MinValue);
        using (var reader = last.ExecuteReader())
        {
            if (reader.Read())
            {
                (shift, opened) = (reader.GetInt32(0), reader.GetInt64(1));
            }
        }

        if (shift == 0 || now - opened >= (long)LongestShift.TotalMilliseconds)
        {
            shift++;
            using var open = Command("INSERT INTO shifts (number, opened) VALUES ($shift, $now)", ("$shift", shift), ("$now", now));
            open.ExecuteNonQuery();
        }

        using var add = Command("""
            INSERT INTO documents (number, key, digest, total, sign, shift, in_shift, at, looks)
            SELECT coalesce(max(number), 0) + 1, $key, $digest, $total, $sign, $shift, coalesce(sum(shift = $shift), 0) + 1, $now, 0 FROM documents
            """, ("$key", key), ("$digest", digest), ("$total", total.Kopeks), ("$sign", Sign(key, digest)), ("$shift", shift), ("$now", now));
        add.ExecuteNonQuery();
        transaction.Commit();
    }

    /// <summary>Ten digits that follow from the document, as a drive's sign would.</summary>
    private static string Sign(string key, byte[] digest) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(key), .. digest])).ToString("D10", CultureInfo.InvariantCulture);

    private static string Text(IReadOnlyList<FiscalTag> tags) =>
        string.Join('\n', tags.Select(tag => string.Create(CultureInfo.InvariantCulture, $"{tag.Number}={tag.Text}{tag.Whole}({Text(tag.Parts)})")));

    private Row? Stored(string key)
    {
        using var find = Command("SELECT number, digest, total, sign, shift, in_shift, at, looks FROM documents WHERE key = $key", ("$key", key));
        using var reader = find.ExecuteReader();
        return reader.Read()
            ? new Row(reader.GetInt64(0), (byte[])reader[1], reader.GetInt64(2), reader.GetString(3), reader.GetInt32(4), reader.GetInt32(5), reader.GetInt64(6), reader.GetInt32(7))
            : null;
    }

    private SqliteCommand Command(string sql, params (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        // The texts are constants of this file; values are always parameters.
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    private sealed record Row(long Number, byte[] Digest, long Total, string Sign, int Shift, int InShift, long At, int Looks);
}
