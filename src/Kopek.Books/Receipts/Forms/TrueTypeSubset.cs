using System.Buffers.Binary;

namespace Kopek.Books.Receipts.Forms;

/// <summary>
/// Cuts the outlines that a text does not use out of a TrueType font, keeping the numbers of those that it does: the font library embeds fonts whole, and a
/// Chinese one would make every receipt 750 KB. Only for our own two fonts: it trusts them.
/// <code>
/// font     12 bytes, tables at 4; then for each table: tag 4, checksum 4, offset 4, length 4
/// head     indexToLocFormat at 50: 0 is half offsets in 16 bits, 1 is whole ones in 32
/// loca     the offset in glyf of each outline, and the end
/// glyf     outline: contours (16 bits signed, negative is composed), box 8, ...; composed: flags 16, glyph 16, arguments
/// </code>
/// Source: OpenType 1.9, chapters otff, head, loca, glyf.
/// </summary>
internal static class TrueTypeSubset
{
    private const int HeaderBytes = 12;
    private const int RecordBytes = 16;
    private const int BytesBeforeParts = 10;
    private const int MoreParts = 0x20;
    private const int WordArguments = 0x01;
    private const int OneScale = 0x08;
    private const int TwoScales = 0x40;
    private const int FourScales = 0x80;

    /// <param name="glyphs">The outlines that stay, by number; the one for missing letters, 0, always does.</param>
    public static byte[] Of(ReadOnlySpan<byte> font, IEnumerable<ushort> glyphs)
    {
        var tables = Tables(font);
        var isLong = BinaryPrimitives.ReadInt16BigEndian(tables["head"].Of(font)[50..]) == 1;
        var loca = tables["loca"].Of(font);
        var glyf = tables["glyf"].Of(font);
        var count = loca.Length / (isLong ? 4 : 2) - 1;
        var kept = new SortedSet<int> { 0 };
        foreach (var glyph in glyphs)
        {
            Keep(kept, glyph, glyf, loca, isLong);
        }

        var outlines = new MemoryStream();
        var places = new byte[(count + 1) * 4];
        for (var glyph = 0; glyph < count; glyph++)
        {
            BinaryPrimitives.WriteInt32BigEndian(places.AsSpan(glyph * 4), (int)outlines.Length);
            if (kept.Contains(glyph))
            {
                outlines.Write(Outline(glyf, loca, isLong, glyph));
                outlines.SetLength((outlines.Length + 3) & ~3);
                outlines.Position = outlines.Length;
            }
        }

        BinaryPrimitives.WriteInt32BigEndian(places.AsSpan(count * 4), (int)outlines.Length);
        return Assemble(font, tables, outlines.ToArray(), places);
    }

    private static Dictionary<string, Table> Tables(ReadOnlySpan<byte> font)
    {
        var tables = new Dictionary<string, Table>();
        for (var record = 0; record < BinaryPrimitives.ReadUInt16BigEndian(font[4..]); record++)
        {
            var at = font[(HeaderBytes + record * RecordBytes)..];
            tables.Add(System.Text.Encoding.ASCII.GetString(at[..4]), new Table(BinaryPrimitives.ReadInt32BigEndian(at[8..]), BinaryPrimitives.ReadInt32BigEndian(at[12..])));
        }

        return tables;
    }

    private static ReadOnlySpan<byte> Outline(ReadOnlySpan<byte> glyf, ReadOnlySpan<byte> loca, bool isLong, int glyph)
    {
        var begin = Place(loca, isLong, glyph);
        return glyf[begin..Place(loca, isLong, glyph + 1)];
    }

    private static int Place(ReadOnlySpan<byte> loca, bool isLong, int glyph) =>
        isLong ? BinaryPrimitives.ReadInt32BigEndian(loca[(glyph * 4)..]) : BinaryPrimitives.ReadUInt16BigEndian(loca[(glyph * 2)..]) * 2;

    /// <summary>Keeps an outline and those that it is composed of.</summary>
    private static void Keep(SortedSet<int> kept, int glyph, ReadOnlySpan<byte> glyf, ReadOnlySpan<byte> loca, bool isLong)
    {
        var outline = Outline(glyf, loca, isLong, glyph);
        if (!kept.Add(glyph) || outline.Length == 0 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            return;
        }

        var at = BytesBeforeParts;
        int flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            Keep(kept, BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]), glyf, loca, isLong);
            at += 4 + ((flags & WordArguments) != 0 ? 4 : 2);
            at += (flags & OneScale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & FourScales) != 0 ? 8 : 0;
        }
        while ((flags & MoreParts) != 0);
    }

    private static byte[] Assemble(ReadOnlySpan<byte> font, Dictionary<string, Table> tables, byte[] glyf, byte[] loca)
    {
        var names = tables.Keys.Order(StringComparer.Ordinal).ToList();
        var directory = font[..(HeaderBytes + names.Count * RecordBytes)].ToArray();
        var body = new MemoryStream();
        foreach (var name in names)
        {
            var content = name switch
            {
                "glyf" => glyf,
                "loca" => loca,
                _ => tables[name].Of(font).ToArray(),
            };
            if (name == "head")
            {
                BinaryPrimitives.WriteInt16BigEndian(content.AsSpan(50), 1);
            }

            WriteRecord(directory, names.IndexOf(name), name, content, directory.Length + (int)body.Length);
            body.Write(content);
            body.SetLength((body.Length + 3) & ~3);
            body.Position = body.Length;
        }

        return [.. directory, .. body.ToArray()];
    }

    private static void WriteRecord(byte[] directory, int index, string name, byte[] content, int offset)
    {
        var record = directory.AsSpan(HeaderBytes + index * RecordBytes);
        System.Text.Encoding.ASCII.GetBytes(name, record);
        BinaryPrimitives.WriteUInt32BigEndian(record[4..], Checksum(content));
        BinaryPrimitives.WriteInt32BigEndian(record[8..], offset);
        BinaryPrimitives.WriteInt32BigEndian(record[12..], content.Length);
    }

    /// <summary>The sum of all 32-bit words, the last one filled up with zeros; it wraps by definition.</summary>
    private static uint Checksum(byte[] content)
    {
        var sum = 0u;
        Span<byte> word = stackalloc byte[4];
        for (var at = 0; at < content.Length; at += 4)
        {
            word.Clear();
            content.AsSpan(at, Math.Min(4, content.Length - at)).CopyTo(word);
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(word));
        }

        return sum;
    }

    private readonly record struct Table(int Offset, int Length)
    {
        public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> font) => font.Slice(Offset, Length);
    }
}
