using Kopek.Books.Notices;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Gateways.Messages.Mail;
using Kopek.Gateways.Tests.Messages.Centre;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace Kopek.Gateways.Tests.Messages.Mail;

public sealed class MailServerTests
{
    public static bool IsThere => NodePeer.IsThere;

    [Fact(Skip = NodePeer.Missing, SkipUnless = nameof(IsThere))]
    public async Task A_mail_arrives_with_its_text_its_language_and_its_key()
    {
        await using var peer = await NodePeer.StartAsync("mail.js");
        Assert.IsType<SendOutcome.Accepted>(await SendAsync(peer.Port, "li.na@example.com"));
        var got = await peer.ToldAsync("mail");
        Assert.Equal("notices@kopek.example", got.GetProperty("from").GetString());
        using var text = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(got.GetProperty("mail").GetString()!));
        using var mail = await MimeMessage.LoadAsync(text, TestContext.Current.CancellationToken);
        Assert.Equal(("充值到账", "充值到账100.00卢布，余额110.00卢布。", "k-12@kopek.example"), (mail.Subject, mail.TextBody?.Trim(), mail.MessageId));
        Assert.Equal(("zh-CN", "auto-generated"), (mail.Body!.Headers[HeaderId.ContentLanguage], mail.Headers["Auto-Submitted"]));
    }

    [Fact(Skip = NodePeer.Missing, SkipUnless = nameof(IsThere))]
    public async Task A_refusal_for_good_is_final_and_one_for_now_is_tried_again()
    {
        await using var peer = await NodePeer.StartAsync("mail.js");
        Assert.Equal("smtp_550", Assert.IsType<SendOutcome.Refused>(await SendAsync(peer.Port, "nobody@example.com")).Reason);
        Assert.Equal("smtp_451", Assert.IsType<SendOutcome.Later>(await SendAsync(peer.Port, "later@example.com")).Reason);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again_later_and_later()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<SendOutcome.Later>(await SendAsync(port, "li.na@example.com")).After);
        Assert.Equal(TimeSpan.FromSeconds(120), Assert.IsType<SendOutcome.Later>(await SendAsync(port, "li.na@example.com", attempts: 3)).After);
        Assert.Equal(TimeSpan.FromHours(1), Assert.IsType<SendOutcome.Later>(await SendAsync(port, "li.na@example.com", attempts: 500)).After);
    }

    [Theory]
    [InlineData("127.0.0.1", MailTls.None, null, true)]
    [InlineData("mail.example.com", MailTls.None, null, false)]
    [InlineData("127.0.0.1", MailTls.None, "kopek", false)]
    [InlineData("mail.example.com", MailTls.StartTls, "kopek", true)]
    public void A_password_and_a_mail_that_leaves_this_machine_want_tls(string host, MailTls tls, string? user, bool isGood) =>
        Assert.Equal(isGood, new MailOptions { Host = host, Tls = tls, User = user, From = "notices@kopek.example" }.Fault() is null);

    private static Task<SendOutcome> SendAsync(int port, string address, int attempts = 1) =>
        new MailServer(new MailOptions { Host = "127.0.0.1", Port = port, Tls = MailTls.None, From = "notices@kopek.example" }, NullLogger.Instance).SendAsync(
            new OutgoingNotice(12, "k-12", new LineId(1), NoticeKind.ToppedUp, NoticeChannel.Email, NoticeLanguage.Chinese, address, "充值到账", "充值到账100.00卢布，余额110.00卢布。", attempts),
            address, TestContext.Current.CancellationToken);
}
