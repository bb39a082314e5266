using System.Text;
using Kopek.Web.Tests.Counter;

namespace Kopek.Web.Tests.Care;

internal static class PageWeight
{
    /// <summary>Octets of headers and page, as they go over the wire; nothing is compressed.</summary>
    public static int Weight(this Page page) => Encoding.UTF8.GetByteCount(page.Html)
        + page.Response!.Headers.Concat(page.Response.Content.Headers).Sum(header => header.Key.Length + header.Value.Sum(value => value.Length) + 4);
}
