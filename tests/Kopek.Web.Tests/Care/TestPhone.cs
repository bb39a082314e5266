using System.Text.RegularExpressions;
using System.Threading.Channels;
using Kopek.Books.Notices;
using Kopek.Core.Notices;
using Kopek.Gateways.Messages;

namespace Kopek.Web.Tests.Care;

/// <summary>Where sign-in codes arrive: a phone for every number, or a mailbox for every address.</summary>
public sealed partial class TestPhone(NoticeChannel channel) : IMessageChannel
{
    private readonly Channel<(string Address, string Text)> arrived = System.Threading.Channels.Channel.CreateUnbounded<(string, string)>();

    public NoticeChannel Channel => channel;
    public bool IsReady => true;

    /// <summary>Messages that came and were not read yet.</summary>
    public int Unread => arrived.Reader.Count;

    public Task<SendOutcome> SendAsync(OutgoingNotice notice, string address, CancellationToken cancellation)
    {
        Assert.True(arrived.Writer.TryWrite((address, notice.Text)));
        return Task.FromResult<SendOutcome>(new SendOutcome.Accepted(null));
    }

    /// <summary>The code of the next message, which came to this address.</summary>
    public async Task<string> Code(string address)
    {
        var (to, text) = await arrived.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(address, to);
        return Codes().Match(text).Value;
    }

    [GeneratedRegex(@"\d{6}")]
    private static partial Regex Codes();
}
