using Kopek.Books.Notices.Texts;
using Kopek.Books.Receipts.Texts;
using Kopek.Core;
using SkiaSharp;

namespace Kopek.Books.Receipts.Forms;

/// <summary>A receipt on paper: A6, one page, its fonts inside. The same receipt in the same language is the same page whenever it is made.</summary>
public static class ReceiptPdf
{
    public const string ContentType = "application/pdf";

    // A6 in points: 105 x 148 mm.
    private const float PageWidth = 297.64f;
    private const float PageHeight = 419.53f;
    private const float Margin = 22;
    private const float RightEdge = PageWidth - Margin;
    private const float RowHeight = 14.5f;
    private const float QrSide = 92;
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
            using var canvas = document.BeginPage(PageWidth, PageHeight);
            Draw(canvas, form);
            document.EndPage();
            document.Close();
        }

        return buffer.ToArray();
    }

    private static void Draw(SKCanvas canvas, ReceiptForm form)
    {
        using var ink = new SKPaint { Color = Ink, IsAntialias = true };
        using var quiet = new SKPaint { Color = Quiet, IsAntialias = true };
        var y = Margin + 10;
        PdfFonts.Draw(canvas, form.Issuer, Margin, y, 13, ink);
        y += 15;
        PdfFonts.Draw(canvas, form.Title, Margin, y, 9.5f, quiet);
        y += 14;
        canvas.DrawLine(Margin, y, RightEdge, y, quiet);
        y += 15;
        PdfFonts.Draw(canvas, form.AmountLabel, Margin, y, Body, quiet);
        y += 23;
        PdfFonts.Draw(canvas, form.Amount, Margin, y, 22, ink);
        y += 20;
        foreach (var row in form.Rows)
        {
            DrawRow(canvas, row, y, ink, quiet);
            y += RowHeight;
        }

        DrawFoot(canvas, form, ink, quiet);
    }

    private static void DrawRow(SKCanvas canvas, ReceiptRow row, float y, SKPaint ink, SKPaint quiet)
    {
        PdfFonts.Draw(canvas, row.Label, Margin, y, Body, quiet);
        PdfFonts.Draw(canvas, row.Value, RightEdge - PdfFonts.Width(row.Value, Body), y, Body, ink);
    }

    /// <summary>The code that opens the public page, and beside it the code of the fiscal receipt.</summary>
    private static void DrawFoot(SKCanvas canvas, ReceiptForm form, SKPaint ink, SKPaint quiet)
    {
        var top = PageHeight - Margin - QrSide - 20;
        DrawQr(canvas, QrCode.Of(form.Url.OriginalString), Margin, top, ink);
        PdfFonts.Draw(canvas, ReceiptTexts.Of(form.Language, "note.check"), Margin, top + QrSide + 9, Small, quiet);
        PdfFonts.Draw(canvas, form.Url.OriginalString, Margin, top + QrSide + 19, 5.4f, quiet);
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
            DrawRow(canvas, row, y, ink, quiet);
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
