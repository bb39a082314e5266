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
