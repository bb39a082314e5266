using Kopek.Diameter.Client;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;

namespace Kopek.Diameter.Tests.Peers;

/// <summary>A bug in what runs on top, or a server that is no Diameter node, ends one connection and nothing else.</summary>
public sealed class BrokenApplicationTests
{
    [Fact]
    public async Task An_answer_that_cannot_be_written_ends_its_connection_alone()
    {
        var application = new EchoApplication { HoldsAnswers = true };
        await using LiveServer server = await LiveServer.StartAsync(application: application);
        using RawPeer victim = await RawPeer.OpenAsync(server.EndPoint);
        using RawPeer other = await RawPeer.OpenAsync(server.EndPoint);

        Assert.True(await LiveServer.Eventually(() => server.Peers.All.Count() == 2));
        server.Peers.All.First().EnqueueAnswer(new Broken());

        Task<byte[]?>[] reads = [victim.ReadAsync(), other.ReadAsync()];
        Task<byte[]?> first = await Task.WhenAny(reads);
        Assert.Null(await first);
        RawPeer left = first == reads[0] ? other : victim;
        await left.SendAsync(Messages.Dwr());
        Assert.Equal(ResultCodes.Success, Messages.ResultCode(await reads.Single(read => read != first)));
    }

    [Fact]
    public async Task An_answer_longer_than_any_message_ends_its_connection()
    {
        var application = new EchoApplication { Ballast = 2_000_000 };
        await using LiveServer server = await LiveServer.StartAsync(application: application);
        using RawPeer peer = await RawPeer.OpenAsync(server.EndPoint);
        await peer.SendAsync(Messages.Ccr());
        Assert.Null(await peer.ReadAsync());
    }

    [Fact]
    public async Task A_client_that_is_refused_hears_why()
    {
        await using LiveServer server = await LiveServer.StartAsync(LiveServer.Options with { AllowedPeers = [] });
        DiameterRefusedException refused = await Assert.ThrowsAsync<DiameterRefusedException>(() => server.ConnectAsync());
        Assert.Equal(ResultCodes.UnknownPeer, refused.ResultCode);
    }

    [Fact]
    public async Task A_client_of_a_server_that_says_nothing_gives_up_in_time()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        DiameterOptions hasty = LiveServer.ClientOptions with { HandshakeTimeout = TimeSpan.FromMilliseconds(100) };
        DiameterRefusedException refused = await Assert.ThrowsAsync<DiameterRefusedException>(() =>
            DiameterClient.ConnectAsync(listener.LocalEndpoint, hasty, new EchoApplication(), cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(ResultCodes.UnableToDeliver, refused.ResultCode);
    }

    [Fact]
    public async Task A_browser_at_the_door_is_turned_away()
    {
        await using LiveServer server = await LiveServer.StartAsync();
        using RawPeer browser = await RawPeer.ConnectAsync(server.EndPoint);
        await browser.SendAsync("GET / HTTP/1.1\r\nHost: ocs.kopek.example\r\n\r\n"u8.ToArray());
        Assert.Null(await browser.ReadAsync());
    }

    private sealed class Broken : IOutgoingMessage
    {
        public void Write(ref AvpWriter writer) => throw new InvalidOperationException("a bug");

        public void Released(bool sent)
        {
        }
    }
}
