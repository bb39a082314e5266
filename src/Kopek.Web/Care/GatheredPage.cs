using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Care;

/// <summary>
/// Gathers what a page writes, to send it whole, with its length, and compressed where the browser can: two thirds of a page less on a connection that is about
/// to end. Compression tells a secret only to who can have the same secret sent again and again beside words of his own (BREACH). Nobody can here: another
/// site's form is refused before anything is drawn, the holder's cookie is SameSite=Strict and goes with no request that another site makes, no page holds a
/// token against forgery, and the id of a wish is new in each answer. Public pages of receipts, whose address is a secret, are not sent through here.
/// </summary>
internal sealed class GatheredPage : IDisposable
{
    private readonly HttpContext http;
    private readonly Stream wire;
    private readonly MemoryStream page = new();

    public GatheredPage(HttpContext http)
    {
        this.http = http;
        wire = http.Response.Body;
        http.Response.Body = page;
    }

    /// <summary>What was written is not sent: the page failed halfway.</summary>
    public void Discard() => page.SetLength(0);

    public async Task Send()
    {
        http.Response.Body = wire;
        if (page.Length == 0)
        {
            return;
        }

        var headers = http.Response.Headers;
        headers.Append("Vary", "Accept-Encoding");
        var sent = page;
        if (Coding() is { } coding)
        {
            headers.ContentEncoding = coding;
            sent = Compress(coding);
        }

        await using (sent)
        {
            http.Response.ContentLength = sent.Length;
            sent.Position = 0;
            await sent.CopyToAsync(wire, http.RequestAborted);
        }
    }

    /// <summary>After a failure nobody answers through it any more.</summary>
    public void Dispose()
    {
        if (http.Response.Body == page)
        {
            http.Response.Body = wire;
        }

        page.Dispose();
    }

    private string? Coding()
    {
        var accepted = http.Request.GetTypedHeaders().AcceptEncoding;
        bool Takes(string coding) => accepted.Any(one => one.Value.Equals(coding, StringComparison.OrdinalIgnoreCase) && one.Quality is not 0);
        return Takes("br") ? "br" : Takes("gzip") ? "gzip" : null;
    }

    private MemoryStream Compress(string coding)
    {
        var compressed = new MemoryStream();
        using (Stream to = coding == "br" ? new BrotliStream(compressed, CompressionLevel.Optimal, leaveOpen: true) : new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            to.Write(page.GetBuffer(), 0, (int)page.Length);
        }

        return compressed;
    }
}
