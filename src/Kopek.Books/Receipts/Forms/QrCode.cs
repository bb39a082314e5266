using System.Globalization;
using System.Text;
using QRCoder;

namespace Kopek.Books.Receipts.Forms;

/// <summary>A QR code as squares that are dark or not, with the quiet zone of four around it (ISO/IEC 18004).</summary>
public sealed class QrCode
{
    private readonly QRCodeData code;

    private QrCode(QRCodeData code) => this.code = code;

    /// <summary>Squares of a side.</summary>
    public int Size => code.ModuleMatrix.Count;

    /// <summary>Restores 15% of damage: enough for paper, and small.</summary>
    public static QrCode Of(string text)
    {
        using var generator = new QRCodeGenerator();
        return new QrCode(generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M));
    }

    /// <summary>Runs of dark squares: row by row, from where, and how many.</summary>
    public IEnumerable<(int X, int Y, int Length)> Runs()
    {
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                var begin = x;
                while (x < Size && code.ModuleMatrix[y][x])
                {
                    x++;
                }

                if (x > begin)
                {
                    yield return (begin, y, x - begin);
                }
            }
        }
    }

    /// <summary>As SVG with one path, some kilobytes; black on white, whatever the page's colours are.</summary>
    public string Svg(string title)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"q\" viewBox=\"0 0 {Size} {Size}\" role=\"img\" aria-label=\"{System.Net.WebUtility.HtmlEncode(title)}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{Size}v{Size}H0z\"/><path d=\"");
        foreach (var (x, y, length) in Runs())
        {
            svg.Append(CultureInfo.InvariantCulture, $"M{x} {y}h{length}v1h-{length}z");
        }

        return svg.Append("\"/></svg>").ToString();
    }
}
