using Kopek.Books.Notices;
using Kopek.Gateways.Messages.Smpp;
using Kopek.Gateways.Tests.Messages.Centre;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Kopek.Gateways.Tests.Messages.Smpp;

public sealed class SmsCentreTests
{
    [Fact]
    public void What_an_answer_means()
    {
        using var scene = new Scene();
        Assert.Equal("m1", Assert.IsType<SendOutcome.Accepted>(scene.Centre.Judge(SmppStatus.Ok, () => "m1")).Reference);
        Assert.Null(Assert.IsType<SendOutcome.Accepted>(scene.Centre.Judge(SmppStatus.Ok, () => "")).Reference);
        Assert.Equal("smpp_0x0000000b", Assert.IsType<SendOutcome.Refused>(scene.Centre.Judge(SmppStatus.InvalidDestination, () => "")).Reason);
        Assert.IsType<SendOutcome.Later>(scene.Centre.Judge(SmppStatus.SystemError, () => ""));
        Assert.IsType<SendOutcome.Refused>(scene.Centre.Judge(SmppStatus.SubmitFailed, () => ""));
    }

    [Fact]
    public void Each_throttling_doubles_the_pause_up_to_a_minute_and_an_acceptance_begins_anew()
    {
        using var scene = new Scene();
        var pauses = Enumerable.Range(0, 8).Select(_ => ((SendOutcome.Later)scene.Centre.Judge(SmppStatus.Throttled, () => "")).After.TotalSeconds);
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], pauses);
        scene.Centre.Judge(SmppStatus.Ok, () => "m");
        Assert.Equal(1, ((SendOutcome.Later)scene.Centre.Judge(SmppStatus.MessageQueueFull, () => "")).After.TotalSeconds);
    }

    [Fact]
    public async Task Without_a_connection_it_is_later_and_a_text_that_was_begun_is_unknown()
    {
        await using var peer = new ScriptedCentre();
        var starting = BoundCentre.StartAsync(peer.Port);
        await peer.BoundAsync();
        await using var bound = await starting;
        var sent = bound.SendAsync("79000000001", new string('x', 200));
        var first = await peer.NextAsync();
        await peer.AnswerAsync(first, SmppCommand.SubmitSmResp, 0, "m1\0"u8.ToArray());
        await peer.AnswerAsync(await peer.NextAsync(), SmppCommand.SubmitSmResp, SmppStatus.Throttled);
        Assert.Equal("partly_accepted", Assert.IsType<SendOutcome.Unknown>(await sent).Reason);

        using var unbound = new Scene();
        Assert.False(unbound.Centre.IsReady);
        Assert.Equal("not_connected", Assert.IsType<SendOutcome.Later>(await unbound.Centre.SendAsync(Notice(), "79000000001", TestContext.Current.CancellationToken)).Reason);
        peer.HangUp();
    }

    [Fact]
    public async Task What_a_holder_writes_is_answered_beside_the_reading()
    {
        await using var peer = new ScriptedCentre();
        var asked = new List<(string Id, string From, string Text)>();
        var starting = BoundCentre.StartAsync(peer.Port, answer: (id, from, text) =>
        {
            asked.Add((id, from, text));
            return Task.FromResult<string?>(text == "余额" ? "余额：5" : null);
        });
        await peer.BoundAsync();
        await using var bound = await starting;
        byte[] head = [0, 1, 1, .. "79000000001\0"u8, 0, 1, .. "100\0"u8, 0, 0, 0, 0, 0, 0, 0];
        byte[] ucs2 = [.. head, 8, 0, 4, 0x4F, 0x59, 0x98, 0x9D, 0x02, 0x04, 0, 2, 0, 7];
        await peer.SendAsync(SmppHeader.Pdu(SmppCommand.DeliverSm, 0, 1, [.. head, 0, 0, 5, .. "hello"u8]));
        await peer.SendAsync(SmppHeader.Pdu(SmppCommand.DeliverSm, 0, 2, ucs2));
        List<SmppPdu> got = [await peer.NextAsync(), await peer.NextAsync(), await peer.NextAsync()];
        Assert.Equal(2, got.Count(pdu => pdu.Header is { Command: SmppCommand.DeliverSmResp, Status: SmppStatus.Ok }));
        var answer = Assert.Single(got, pdu => pdu.Header.Command == SmppCommand.SubmitSm);
        await peer.AnswerAsync(answer, SmppCommand.SubmitSmResp, 0, "m1\0"u8.ToArray());
        Assert.Contains("79000000001", System.Text.Encoding.Latin1.GetString(answer.Body), StringComparison.Ordinal);
        Assert.EndsWith("余额：5", System.Text.Encoding.BigEndianUnicode.GetString(answer.Body[^8..]), StringComparison.Ordinal);
        Assert.Equal([("79000000001", "hello"), ("79000000001", "余额")], asked.Select(one => (one.From, one.Text)));
        Assert.StartsWith("smpp 7 ", asked[1].Id, StringComparison.Ordinal);
    }

    private static OutgoingNotice Notice() =>
        new(1, "k", new(1), Core.Notices.NoticeKind.ToppedUp, Core.Notices.NoticeChannel.Sms, Core.Notices.NoticeLanguage.English, null, "s", "t", 1);

    private sealed class Scene : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("kopek-sms-").FullName;
        private readonly NoticeStore store;

        public Scene()
        {
            store = new NoticeStore(folder);
            Centre = new SmsCentre(BoundCentre.Options(1) with { Time = new FakeTimeProvider() }, store, NullLogger.Instance);
        }

        public SmsCentre Centre { get; }

        public void Dispose()
        {
            store.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }
}
