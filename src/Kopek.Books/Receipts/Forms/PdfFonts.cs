using System.Collections.Frozen;
using SkiaSharp;

namespace Kopek.Books.Receipts.Forms;

/// <summary>
/// The two fonts that are built in, so that a receipt looks the same on a machine without any: Noto Sans for Latin and Cyrillic letters and the ruble sign, Noto
/// Sans SC for Chinese. Subsets; how they are made again is in Fonts/README.md.
/// </summary>
internal static class PdfFonts
{
    private static readonly SKTypeface Letters = Load("NotoSans-subset.ttf");
    private static readonly SKTypeface Hanzi = Load("NotoSansSC-subset.ttf");
    private static readonly FrozenSet<int> InLetters = Characters(Letters);
    private static readonly FrozenSet<int> InHanzi = Characters(Hanzi);

    /// <summary>The width of a text in points.</summary>
    public static float Width(string text, float size)
    {
        var width = 0f;
        foreach (var (run, face) in Runs(text))
        {
            using var font = new SKFont(face, size);
            width += font.MeasureText(run);
        }

        return width;
    }

    /// <summary>Draws a text from its left end.</summary>
    public static void Draw(SKCanvas canvas, string text, float x, float y, float size, SKPaint paint)
    {
        foreach (var (run, face) in Runs(text))
        {
            using var font = new SKFont(face, size);
            canvas.DrawText(run, x, y, SKTextAlign.Left, font, paint);
            x += font.MeasureText(run);
        }
    }

    /// <summary>Whether every letter has its shape: what has none is drawn as an empty box.</summary>
    public static bool Covers(string text) => text.EnumerateRunes().All(rune => InLetters.Contains(rune.Value) || InHanzi.Contains(rune.Value));

    /// <summary>The text in pieces that one font has the letters of.</summary>
    private static IEnumerable<(string Text, SKTypeface Face)> Runs(string text)
    {
        var begin = 0;
        SKTypeface? current = null;
        var place = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var face = InLetters.Contains(rune.Value) ? Letters : Hanzi;
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

    /// <summary>The characters of the basic plane that a font has, looked up once: asking the font is not safe from several threads.</summary>
    private static FrozenSet<int> Characters(SKTypeface face)
    {
        using var font = new SKFont(face);
        return Enumerable.Range(' ', char.MaxValue - ' ').Where(font.ContainsGlyph).ToFrozenSet();
    }

    private static SKTypeface Load(string file)
    {
        var name = $"Kopek.Books.Receipts.Fonts.{file}";
        using var stream = typeof(PdfFonts).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not built in.");
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"{name} is no font.");
    }
}
