using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Care.Passkeys;

/// <summary>
/// For whom passkeys are made and asked: the host that the browser came to, as it came. A device offers a passkey to no other host, and browsers know passkeys
/// over https only, or on localhost, and never where the host is a bare IP address.
/// </summary>
/// <param name="Domain">The relying party's id: the host without its port, in letters that DNS knows.</param>
/// <param name="Origin">Scheme, host and port.</param>
internal sealed record PasskeySite(string Domain, string Origin)
{
    private const string Local = "localhost";

    /// <summary>Null where browsers use none. Behind a proxy the host must have restored scheme and host before.</summary>
    public static PasskeySite? Of(HttpRequest request)
    {
        if (!Uri.TryCreate($"{request.Scheme}://{request.Host.ToUriComponent()}", UriKind.Absolute, out var address) || address.HostNameType != UriHostNameType.Dns)
        {
            return null;
        }

        var isLocal = address.IdnHost == Local || address.IdnHost.EndsWith("." + Local, StringComparison.Ordinal);
        return request.IsHttps || isLocal ? new PasskeySite(address.IdnHost, address.GetLeftPart(UriPartial.Authority)) : null;
    }
}
