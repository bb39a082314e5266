using Kopek.Books.Notices;
using Kopek.Core.Notices;

namespace Kopek.Gateways.Messages;

/// <summary>A way to holders: an SMS centre, a mail server, the demo's phone.</summary>
public interface IMessageChannel
{
    NoticeChannel Channel { get; }

    /// <summary>False: nothing is taken for it now, so that what waits is not tried in vain.</summary>
    bool IsReady { get; }

    /// <summary>
    /// Sends one notice, once. <paramref name="address"/>: an MSISDN in digits, or an e-mail address. Says <see cref="SendOutcome.Later"/> only where the
    /// other side surely did not take it. Several may be under way at a time.
    /// </summary>
    Task<SendOutcome> SendAsync(OutgoingNotice notice, string address, CancellationToken cancellation);
}
