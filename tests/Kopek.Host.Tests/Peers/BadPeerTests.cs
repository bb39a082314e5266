using System.Net;
using System.Net.Sockets;
using Kopek.Diameter.Tests;
using Kopek.Diameter.Tests.Peers;
using Kopek.Gy.Tests;
using Kopek.Host.Tests.Network;
using Kopek.Host.Tests.Processes;

namespace Kopek.Host.Tests.Peers;

/// <summary>A peer that stalls, floods or vanishes harms nobody else.</summary>
public sealed class BadPeerTests : IDisposable
{
    private const int Crowd = 200;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task While_peers_stall_flood_and_vanish_others_are_served()
    {
        await using var server = await LiveServer.StartAsync(folder.Path, "--sample-lines", "10");
        await ServedAsync(server, 1);
        using var stalled = await RawPeer.OpenAsync(server.Gy);
        var stalling = SendUntilCutOffAsync(stalled);
        await ServedAsync(server, 2);
        for (var i = 0; i < Crowd; i++)
        {
            await VanishAsync(server, i);
        }

        await ServedAsync(server, 3);
        await FloodAsync(server);
        await ServedAsync(server, 4);
        Assert.Equal(HttpStatusCode.OK, (await server.Api.GetAsync("health/ready")).Status);
        await stalling.WaitAsync(KopekProcess.Patience, TestContext.Current.CancellationToken);
        await ServedAsync(server, 5);
        Assert.Equal(0, (await server.Process.TerminateAsync()).ExitCode);
    }

    /// <summary>Sends and never reads. The server stops reading, and after a while cuts the connection off; that ends the sending.</summary>
    private static async Task SendUntilCutOffAsync(RawPeer peer)
    {
        var balance = Ccr.Event(Core.Sessions.RequestedAction.CheckBalance, null) with { Msisdn = SmallCore.Msisdn(9) };
        var number = 0;
        try
        {
            while (true)
            {
                await peer.Socket.SendAsync((balance with { SessionId = $"stalled;1;{number++}" }).Encode(), SocketFlags.None);
            }
        }
        catch (SocketException)
        {
            // Cut off.
        }
    }

    /// <summary>In the middle of the handshake, of a message, or of waiting for an answer; with a reset.</summary>
    private static async Task VanishAsync(LiveServer server, int turn)
    {
        using var peer = turn % 3 == 0 ? await RawPeer.ConnectAsync(server.Gy) : await RawPeer.OpenAsync(server.Gy);
        var request = (Ccr.I(new Mscc(Requested: new Units())) with { SessionId = $"vanished;1;{turn}", Msisdn = SmallCore.Msisdn(8) }).Encode();
        await peer.SendAsync(turn % 3 == 1 ? request.AsMemory(0, 40 + turn) : request);
        peer.Socket.LingerState = new LingerOption(true, 0);
    }

    /// <summary>More connections than are taken at once, and octets that are no Diameter.</summary>
    private static async Task FloodAsync(LiveServer server)
    {
        var peers = new List<RawPeer>();
        for (var i = 0; i < Crowd; i++)
        {
            var peer = await RawPeer.ConnectAsync(server.Gy);
            peers.Add(peer);
            try
            {
                await peer.Socket.SendAsync(i % 2 == 0 ? "GET / HTTP/1.1\r\nHost: here\r\n\r\n"u8.ToArray() : Messages.Cer(), SocketFlags.None);
            }
            catch (SocketException)
            {
                // Closed at once: as it should be past the bound.
            }
        }

        peers.ForEach(peer => peer.Dispose());
    }

    private static async Task ServedAsync(LiveServer server, int turn)
    {
        using var peer = await RawPeer.OpenAsync(server.Gy);
        var session = Ccr.I(new Mscc(Requested: new Units())) with { SessionId = $"good;1;{turn}", Msisdn = SmallCore.Msisdn(turn) };
        await peer.SendAsync(session.Encode());
        Assert.Equal(2001u, new Cca((await peer.ReadAsync())!).ResultCode);
        await peer.SendAsync((Ccr.T(1, new Mscc(1, null, null, new Units(Total: (ulong)SmallCore.Quantum))) with { SessionId = session.SessionId, Msisdn = session.Msisdn }).Encode());
        Assert.Equal(2001u, new Cca((await peer.ReadAsync())!).ResultCode);
        Assert.Equal((SmallCore.FirstMoney - SmallCore.KopeksAQuantum, 0, SmallCore.Quantum), await server.Api.LineAsync(SmallCore.Msisdn(turn)));
    }
}
