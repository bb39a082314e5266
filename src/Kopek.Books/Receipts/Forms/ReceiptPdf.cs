using Kopek.Books.Notices.Texts;
using Kopek.Books.Receipts.Texts;
using Kopek.Core;
using SkiaSharp;

namespace Kopek.Books.Receipts.Forms;

/// <summary>A receipt on paper: one page, as wide as A6 and as high or higher, its fonts inside. The same receipt in the same language is the same page whenever it is made.</summary>
public static class ReceiptPdf
{
    public const string ContentType = "application/pdf";

    // A6 in points: 105 x 148 mm.
    private const float PageWidth = 297.64f;
    private const float LeastHeight = 419.53f;
    private const float Margin = 22;
    private const float RightEdge = PageWidth - Margin;
    private const float RowHeight = 14.5f;
    private const float QrSide = 92;
    private const float HeadHeight = 119;
    private const float FootHeight = QrSide + 36;
    private const float Small = 7;
    private const float Body = 8.5f;
    private static readonly SKColor Ink = new(0x1a, 0x1a, 0x1a);
    private static readonly SKColor Quiet = new(0x6b, 0x6b, 0x6b);

    /// <param name="issuedAt">The document's date, so that it does not depend on when it is made.</param>
    public static byte[] Of(ReceiptForm form, Moment issuedAt)
    {
        ArgumentNullException.ThrowIfNull(form);
        var made = DateTime.UnixEpoch.AddMilliseconds(issuedAt.UnixMilliseconds);
        using var buffer = new MemoryStream();
        using (var document = SKDocument.CreatePdf(buffer, new SKDocumentPdfMetadata
        {
            Title = $"{form.Issuer} {form.Title} {form.Rows[0].Value}",
            Author = form.Issuer,
            Creator = "Kopek",
            Creation = made,
            Modified = made,
        }))
        {
            using var fonts = new PdfFonts(Texts(form));
            using var canvas = document.BeginPage(PageWidth, Height(form));
            Draw(canvas, fonts, form);
            document.EndPage();
            document.Close();
        }

        return buffer.ToArray();
    }

    private static float Height(ReceiptForm form) =>
        Math.Max(LeastHeight, HeadHeight + (form.Rows.Count + form.Fiscal.Count + 1) * RowHeight + FootHeight + Margin);

    private static IEnumerable<string> Texts(ReceiptForm form) =>
        [form.Issuer, form.Title, form.AmountLabel, form.Amount, .. form.Rows.Concat(form.Fiscal).SelectMany(row => (string[])[row.Label, row.Value]), Check(form), form.Url.OriginalString];

    private static string Check(ReceiptForm form) => ReceiptTexts.Of(form.Language, "note.check");

    private static void Draw(SKCanvas canvas, PdfFonts fonts, ReceiptForm form)
    {
        using var ink = new SKPaint { Color = Ink, IsAntialias = true };
        using var quiet = new SKPaint { Color = Quiet, IsAntialias = true };
        var y = Margin + 10;
        fonts.Draw(canvas, form.Issuer, Margin, y, 13, ink);
        y += 15;
        fonts.Draw(canvas, form.Title, Margin, y, 9.5f, quiet);
        y += 14;
        canvas.DrawLine(Margin, y, RightEdge, y, quiet);
        y += 15;
        fonts.Draw(canvas, form.AmountLabel, Margin, y, Body, quiet);
        y += 23;
        fonts.Draw(canvas, form.Amount, Margin, y, 22, ink);
        y += 20;
        foreach (var row in form.Rows)
        {
            DrawRow(canvas, fonts, row, y, ink, quiet);
            y += RowHeight;
        }

        DrawFoot(canvas, fonts, form, ink, quiet);
    }

    private static void DrawRow(SKCanvas canvas, PdfFonts fonts, ReceiptRow row, float y, SKPaint ink, SKPaint quiet)
    {
        fonts.Draw(canvas, row.Label, Margin, y, Body, quiet);
        fonts.Draw(canvas, row.Value, RightEdge - fonts.Width(row.Value, Body), y, Body, ink);
    }

    /// <summary>The code that opens the public page, and beside it the code of the fiscal receipt.</summary>
    private static void DrawFoot(SKCanvas canvas, PdfFonts fonts, ReceiptForm form, SKPaint ink, SKPaint quiet)
    {
        var top = Height(form) - Margin - QrSide - 20;
        DrawQr(canvas, QrCode.Of(form.Url.OriginalString), Margin, top, ink);
        fonts.Draw(canvas, Check(form), Margin, top + QrSide + 9, Small, quiet);
        fonts.Draw(canvas, form.Url.OriginalString, Margin, top + QrSide + 19, 5.4f, quiet);
        if (form.FiscalQr is { } fiscal)
        {
            DrawQr(canvas, QrCode.Of(fiscal), RightEdge - QrSide, top, ink);
        }

        var y = top - RowHeight * form.Fiscal.Count - 4;
        if (form.Fiscal.Count > 0)
        {
            canvas.DrawLine(Margin, y - 11, RightEdge, y - 11, quiet);
        }

        foreach (var row in form.Fiscal)
        {
            DrawRow(canvas, fonts, row, y, ink, quiet);
            y += RowHeight;
        }
    }

    private static void DrawQr(SKCanvas canvas, QrCode code, float left, float top, SKPaint ink)
    {
        var side = QrSide / code.Size;
        using var shape = new SKPathBuilder();
        foreach (var (x, y, length) in code.Runs())
        {
            shape.AddRect(new SKRect(left + x * side, top + y * side, left + (x + length) * side, top + (y + 1) * side));
        }

        using var path = shape.Detach();
        canvas.DrawPath(path, ink);
    }
}
