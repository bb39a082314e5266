using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;

namespace Kopek.Engine.Lines;

/// <summary>
/// Numbers and SIMs to lines and back, as they are now; their history is in the journal's directory rows. Look-ups take no lock and allocate nothing;
/// writers take turns. About 90 bytes a line with all three numbers.
/// </summary>
public sealed class LineDirectory
{
    private const int Kinds = 3;
    private const int PageBits = 12;

    private readonly Lock gate = new();
    private NumberTable[] tables = NewTables();
    private ulong[]?[] pages = [];

    public bool TryFind(DirectoryKind kind, ReadOnlySpan<byte> digits, out LineId line)
    {
        line = DirectoryKey.TryPack(kind, digits, out var key) ? new LineId(Table(kind).Find(key)) : default;
        return line != default;
    }

    public bool TryFind(DirectoryKind kind, ReadOnlySpan<char> digits, out LineId line)
    {
        line = DirectoryKey.TryPack(kind, digits, out var key) ? new LineId(Table(kind).Find(key)) : default;
        return line != default;
    }

    /// <summary>The number and SIM that lead to a line now, or null where none does.</summary>
    public LineNumbers? NumbersOf(LineId line)
    {
        var index = line.Value >> PageBits;
        var table = Volatile.Read(ref pages);
        if (index < 0 || index >= table.Length || table[index] is not { } page)
        {
            return null;
        }

        var msisdn = Text(page, line, DirectoryKind.Msisdn);
        return msisdn is null ? null : new LineNumbers(msisdn, Text(page, line, DirectoryKind.Imsi), Text(page, line, DirectoryKind.Iccid));
    }

    /// <summary>Gives all of the numbers to a line, or none: the first that is taken already is named.</summary>
    internal bool TryAdd(LineNumbers numbers, LineId line, out DirectoryKind taken)
    {
        lock (gate)
        {
            foreach (var (kind, digits) in numbers.All())
            {
                if (TryFind(kind, digits, out _))
                {
                    taken = kind;
                    return false;
                }
            }

            foreach (var (kind, digits) in numbers.All())
            {
                Set(kind, digits, line);
            }
        }

        taken = default;
        return true;
    }

    /// <summary>Forgets everything and takes what the journal has: rows of one key in the order of their beginning.</summary>
    internal void Load(IEnumerable<DirectoryRow> rows, Moment now)
    {
        lock (gate)
        {
            tables = NewTables();
            pages = [];
            foreach (var row in rows)
            {
                if (row.From <= now && now < row.Until)
                {
                    Set(row.Kind, row.Key, row.Line);
                }
                else if (TryFind(row.Kind, row.Key, out var current) && current == row.Line)
                {
                    Clear(row);
                }
            }
        }
    }

    private void Set(DirectoryKind kind, string digits, LineId line)
    {
        if (!DirectoryKey.TryPack(kind, digits, out var key))
        {
            throw new ArgumentException($"Not a {kind}.", nameof(digits));
        }

        Table(kind).Set(key, line.Value);
        Reverse(line)[Place(line, kind)] = key;
    }

    private void Clear(DirectoryRow row)
    {
        if (DirectoryKey.TryPack(row.Kind, row.Key, out var key))
        {
            Table(row.Kind).Set(key, 0);
            Reverse(row.Line)[Place(row.Line, row.Kind)] = 0;
        }
    }

    private ulong[] Reverse(LineId line)
    {
        var index = checked((int)(line.Value >> PageBits));
        if (index >= pages.Length)
        {
            var longer = new ulong[]?[Math.Max(index + 1, pages.Length * 2)];
            pages.CopyTo(longer, 0);
            Volatile.Write(ref pages, longer);
        }

        return pages[index] ??= new ulong[Kinds << PageBits];
    }

    private static string? Text(ulong[] page, LineId line, DirectoryKind kind)
    {
        var key = Volatile.Read(ref page[Place(line, kind)]);
        return key == 0 ? null : DirectoryKey.Unpack(kind, key);
    }

    private static int Place(LineId line, DirectoryKind kind) => (int)(line.Value & ((1 << PageBits) - 1)) * Kinds + (int)kind - 1;

    private NumberTable Table(DirectoryKind kind) => Volatile.Read(ref tables)[(int)kind - 1];

    private static NumberTable[] NewTables() => [new NumberTable(), new NumberTable(), new NumberTable()];
}
