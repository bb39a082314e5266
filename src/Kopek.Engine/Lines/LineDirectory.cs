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
    private readonly Lock gate = new();
    private Content current = new();

    public bool TryFind(DirectoryKind kind, ReadOnlySpan<byte> digits, out LineId line)
    {
        line = DirectoryKey.TryPack(kind, digits, out var key) ? new LineId(Volatile.Read(ref current).Tables[(int)kind - 1].Find(key)) : default;
        return line != default;
    }

    public bool TryFind(DirectoryKind kind, ReadOnlySpan<char> digits, out LineId line)
    {
        line = DirectoryKey.TryPack(kind, digits, out var key) ? new LineId(Volatile.Read(ref current).Tables[(int)kind - 1].Find(key)) : default;
        return line != default;
    }

    /// <summary>The number and SIM that lead to a line now, or null where none does.</summary>
    public LineNumbers? NumbersOf(LineId line)
    {
        var content = Volatile.Read(ref current);
        return content.Text(line, DirectoryKind.Msisdn) is { } msisdn
            ? new LineNumbers(msisdn, content.Text(line, DirectoryKind.Imsi), content.Text(line, DirectoryKind.Iccid))
            : null;
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
                current.Set(kind, digits, line);
            }
        }

        taken = default;
        return true;
    }

    /// <summary>
    /// Takes what the journal has, rows of one key in the order of their beginning, and forgets the rest. Until it is done look-ups find what they found
    /// before, so that no subscriber is unknown while the shards are reloaded.
    /// </summary>
    internal void Load(IEnumerable<DirectoryRow> rows, Moment now)
    {
        var content = new Content();
        foreach (var row in rows)
        {
            // Rows are written when they begin, never ahead: one from the future says that the clock ran back, and its number is taken all the same.
            if (now < row.Until)
            {
                content.Set(row.Kind, row.Key, row.Line);
            }
            else
            {
                content.Clear(row);
            }
        }

        lock (gate)
        {
            Volatile.Write(ref current, content);
        }
    }

    private sealed class Content
    {
        private const int Kinds = 3;
        private const int PageBits = 12;

        /// <summary>Keys by line, one page for 4,096 ids.</summary>
        private ulong[]?[] pages = [];

        public NumberTable[] Tables { get; } = [new NumberTable(), new NumberTable(), new NumberTable()];

        public void Set(DirectoryKind kind, string digits, LineId line)
        {
            if (!DirectoryKey.TryPack(kind, digits, out var key))
            {
                throw new ArgumentException($"Not a {kind}.", nameof(digits));
            }

            Tables[(int)kind - 1].Set(key, line.Value);
            PageOf(line)[Place(line, kind)] = key;
        }

        /// <summary>The key no longer leads to the row's line.</summary>
        public void Clear(DirectoryRow row)
        {
            if (DirectoryKey.TryPack(row.Kind, row.Key, out var key) && Tables[(int)row.Kind - 1].Find(key) == row.Line.Value)
            {
                Tables[(int)row.Kind - 1].Set(key, 0);
                PageOf(row.Line)[Place(row.Line, row.Kind)] = 0;
            }
        }

        public string? Text(LineId line, DirectoryKind kind)
        {
            var index = line.Value >> PageBits;
            var table = Volatile.Read(ref pages);
            var key = index >= 0 && index < table.Length && table[index] is { } page ? Volatile.Read(ref page[Place(line, kind)]) : 0;
            return key == 0 ? null : DirectoryKey.Unpack(kind, key);
        }

        private ulong[] PageOf(LineId line)
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

        private static int Place(LineId line, DirectoryKind kind) => (int)(line.Value & ((1 << PageBits) - 1)) * Kinds + (int)kind - 1;
    }
}
