using Kopek.Books.Notices;
using Kopek.Core.Notices;
using Kopek.Gateways.Messages;

namespace Kopek.Host.Demo.Phone;

/// <summary>The demo's way by SMS: there is no SMS centre, and the phone page shows what the record says was sent.</summary>
internal sealed class PhoneChannel : IMessageChannel
{
    public NoticeChannel Channel => NoticeChannel.Sms;

    public bool IsReady => true;

    public Task<SendOutcome> SendAsync(OutgoingNotice notice, string address, CancellationToken cancellation) =>
        Task.FromResult<SendOutcome>(new SendOutcome.Accepted(null));
}
