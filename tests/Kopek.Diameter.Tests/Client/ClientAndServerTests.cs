using Kopek.Diameter.Client;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;
using Kopek.Diameter.Tests.Peers;

namespace Kopek.Diameter.Tests.Client;

public sealed class ClientAndServerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_request_is_answered()
    {
        await using LiveServer server = await LiveServer.StartAsync();
        await using DiameterClient client = await server.ConnectAsync();

        byte[]? answer = await client.Peer.SendRequestAsync(Messages.Ccr(), Patience);

        Assert.NotNull(answer);
        Assert.Equal(ResultCodes.Success, Messages.ResultCode(answer));
        Assert.Equal("ocs.kopek.example", client.Peer.Identity.OriginHost);
        Assert.Equal(7u, client.Peer.Identity.OriginStateId);
        Assert.Equal("pgw.core.example", server.Peers.Find("PGW.core.example").Single().Identity.OriginHost);
    }

    [Fact]
    public async Task The_server_asks_the_client()
    {
        await using LiveServer server = await LiveServer.StartAsync();
        await using DiameterClient client = await server.ConnectAsync();
        byte[] reAuth = Messages.Request(CommandCodes.ReAuth, Applications.CreditControl, (ref AvpWriter writer) => writer.WriteText(AvpCodes.SessionId, "a;b;c"));
        await client.Peer.SendRequestAsync(Messages.Ccr(), Patience);

        byte[]? answer = await server.Peers.Find("pgw.core.example").Single().SendRequestAsync(reAuth, Patience);

        Assert.NotNull(answer);
        Assert.Equal(CommandCodes.ReAuth, DiameterHeader.Read(answer).CommandCode);
        Assert.Equal(ResultCodes.Success, Messages.ResultCode(answer));
    }

    [Fact]
    public async Task A_stopping_server_says_so_and_the_client_ends()
    {
        await using LiveServer server = await LiveServer.StartAsync();
        await using DiameterClient client = await server.ConnectAsync();

        await server.StopAsync();

        await client.Completion.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_thousand_requests_at_once_are_all_answered()
    {
        await using LiveServer server = await LiveServer.StartAsync();
        await using DiameterClient client = await server.ConnectAsync();

        byte[]?[] answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => client.Peer.SendRequestAsync(Messages.Ccr($"pgw;{i}"), Patience)));

        Assert.All(answers.Index(), answer => Assert.Equal($"pgw;{answer.Index}", System.Text.Encoding.UTF8.GetString(Messages.Find(answer.Item, AvpCodes.SessionId)!)));
        Assert.Equal(0, client.Peer.OpenRequestCount);
    }

    [Fact]
    public async Task An_answer_longer_than_a_block_of_the_pipe_is_sent_whole()
    {
        await using LiveServer server = await LiveServer.StartAsync(application: new EchoApplication { Ballast = 50_000 });
        await using DiameterClient client = await server.ConnectAsync();

        byte[]? answer = await client.Peer.SendRequestAsync(Messages.Ccr(ballast: 60_000), Patience);

        Assert.Equal(50_000, Messages.Find(answer, AvpCodes.Class)!.Length);
    }
}
