using System.Collections.Frozen;
using Kopek.Books.Storage;
using SkiaSharp;

namespace Kopek.Books.Receipts.Forms;

/// <summary>
/// The two fonts that are built in, so that a receipt looks the same on a machine without any: Noto Sans for Latin and Cyrillic letters and the ruble sign, Noto
/// Sans SC for Chinese. How they are made again is in Fonts/README.md. An instance has only the letters of one document.
/// </summary>
internal sealed class PdfFonts : IDisposable
{
    private static readonly BuiltIn Letters = BuiltIn.Load("NotoSans-subset.ttf");
    private static readonly BuiltIn Hanzi = BuiltIn.Load("NotoSansSC-subset.ttf");

    private readonly SKTypeface letters;
    private readonly SKTypeface hanzi;

    /// <param name="texts">Everything that will be drawn.</param>
    public PdfFonts(IEnumerable<string> texts)
    {
        var used = texts.SelectMany(text => text.EnumerateRunes()).Select(rune => rune.Value).ToHashSet();
        letters = Letters.Cut(used);
        hanzi = Hanzi.Cut(used);
    }

    /// <summary>Whether every letter has its shape: what has none is drawn as an empty box.</summary>
    public static bool Covers(string text) => text.EnumerateRunes().All(rune => Letters.Has(rune.Value) || Hanzi.Has(rune.Value));

    /// <summary>The width of a text in points.</summary>
    public float Width(string text, float size)
    {
        var width = 0f;
        foreach (var (run, face) in Runs(text))
        {
            using var font = Font(face, size);
            width += font.MeasureText(run);
        }

        return width;
    }

    /// <summary>Draws a text from its left end.</summary>
    public void Draw(SKCanvas canvas, string text, float x, float y, float size, SKPaint paint)
    {
        foreach (var (run, face) in Runs(text))
        {
            using var font = Font(face, size);
            canvas.DrawText(run, x, y, SKTextAlign.Left, font, paint);
            x += font.MeasureText(run);
        }
    }

    public void Dispose()
    {
        letters.Dispose();
        hanzi.Dispose();
    }

    /// <summary>Widths as the font has them, not rounded to a screen's squares.</summary>
    private static SKFont Font(SKTypeface face, float size) => new(face, size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };

    /// <summary>The text in pieces that one font has the letters of.</summary>
    private IEnumerable<(string Text, SKTypeface Face)> Runs(string text)
    {
        var begin = 0;
        SKTypeface? current = null;
        var place = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var face = Letters.Has(rune.Value) ? letters : hanzi;
            if (face != current && current is not null)
            {
                yield return (text[begin..place], current);
                begin = place;
            }

            current = face;
            place += rune.Utf16SequenceLength;
        }

        if (current is not null)
        {
            yield return (text[begin..], current);
        }
    }

    /// <summary>A font's file, and where its characters are.</summary>
    private sealed record BuiltIn(byte[] File, FrozenDictionary<int, ushort> Glyphs)
    {
        public bool Has(int character) => Glyphs.ContainsKey(character);

        public SKTypeface Cut(HashSet<int> characters)
        {
            using var data = SKData.CreateCopy(TrueTypeSubset.Of(File, characters.Where(Has).Order().Select(character => Glyphs[character])));
            return SKTypeface.FromData(data) ?? throw new InvalidOperationException("A font that was cut is no font.");
        }

        public static BuiltIn Load(string name)
        {
            var full = $"Kopek.Books.Receipts.Fonts.{name}";
            var file = BuiltInFile.Bytes(typeof(PdfFonts).Assembly, full);
            using var data = SKData.CreateCopy(file);
            using var face = SKTypeface.FromData(data) ?? throw new InvalidOperationException($"{full} is no font.");
            using var font = new SKFont(face);
            // The basic plane: all that our fonts have.
            var glyphs = Enumerable.Range(' ', char.MaxValue - ' ').Select(character => (character, Glyph: font.GetGlyph(character))).Where(found => found.Glyph != 0);
            return new BuiltIn(file, glyphs.ToFrozenDictionary(found => found.character, found => found.Glyph));
        }
    }
}
