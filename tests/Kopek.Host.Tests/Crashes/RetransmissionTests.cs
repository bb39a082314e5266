using Kopek.Diameter.Tests;
using Kopek.Diameter.Tests.Peers;
using Kopek.Gy.Tests;
using Kopek.Host.Tests.Network;
using Kopek.Host.Tests.Processes;

namespace Kopek.Host.Tests.Crashes;

/// <summary>The octets on the wire: a request sent again is answered again with the same octets, on another connection and after a kill.</summary>
public sealed class RetransmissionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_session_sent_again_gets_the_same_octets_and_is_charged_once_also_after_a_kill()
    {
        await using var server = await LiveServer.StartAsync(folder.Path, "--sample-lines", "2");
        var requests = Session("core.example;1;1", SmallCore.Msisdn(1));
        var answers = new List<Cca>();
        using (var first = await RawPeer.OpenAsync(server.Gy))
        using (var second = await RawPeer.OpenAsync(server.Gy))
        {
            foreach (var request in requests)
            {
                var answer = await AskAsync(first, request, 1);
                Assert.Equal(2001u, answer.ResultCode);
                answers.Add(answer);
                Assert.Equal(answer.Content, (await AskAsync(second, request with { Retransmitted = true }, 2)).Content);
            }
        }

        var state = await server.Api.LineAsync(SmallCore.Msisdn(1));
        Assert.Equal((SmallCore.FirstMoney - 3 * SmallCore.KopeksAQuantum, 0, 3 * SmallCore.Quantum), state);
        for (var kill = 0; kill < 2; kill++)
        {
            await server.KillAndStartAgainAsync();
            using var again = await RawPeer.OpenAsync(server.Gy);
            for (var i = 0; i < requests.Count; i++)
            {
                Assert.Equal(answers[i].Content, (await AskAsync(again, requests[i] with { Retransmitted = true }, 3)).Content);
            }

            Assert.Equal(state, await server.Api.LineAsync(SmallCore.Msisdn(1)));
        }

        Assert.Equal(0, (await server.Process.TerminateAsync()).ExitCode);
        await Proof.VerifiedAsync(folder.Path);
    }

    [Fact]
    public async Task A_session_goes_on_after_a_kill_where_it_was()
    {
        await using var server = await LiveServer.StartAsync(folder.Path, "--sample-lines", "1");
        var requests = Session("core.example;1;2", SmallCore.Msisdn(0));
        var first = new List<Cca>();
        foreach (var request in requests)
        {
            using (var peer = await RawPeer.OpenAsync(server.Gy))
            {
                first.Add(await AskAsync(peer, request, 1));
            }

            await server.KillAndStartAgainAsync();
            using var again = await RawPeer.OpenAsync(server.Gy);
            Assert.Equal(first[^1].Content, (await AskAsync(again, request with { Retransmitted = true }, 2)).Content);
        }

        Assert.All(first, answer => Assert.Equal(2001u, answer.ResultCode));
        Assert.Equal((SmallCore.FirstMoney - 3 * SmallCore.KopeksAQuantum, 0, 3 * SmallCore.Quantum), await server.Api.LineAsync(SmallCore.Msisdn(0)));
    }

    private static IReadOnlyList<Ccr> Session(string id, string msisdn)
    {
        var asked = new Units(Total: (ulong)SmallCore.Quantum);
        var used = asked;
        return [.. new[]
        {
            Ccr.I(new Mscc(Requested: asked)),
            Ccr.U(1, new Mscc(1, null, asked, used)),
            Ccr.U(2, new Mscc(1, null, asked, used)),
            Ccr.T(3, new Mscc(1, null, null, used)),
        }.Select(request => request with { SessionId = id, Msisdn = msisdn })];
    }

    private static async Task<Cca> AskAsync(RawPeer peer, Ccr request, uint identifier)
    {
        await peer.SendAsync(request.Encode(identifier, identifier));
        var answer = await peer.ReadAsync();
        Assert.NotNull(answer);
        Assert.Equal(identifier, Kopek.Diameter.Codec.DiameterHeader.Read(answer).HopByHop);
        return new Cca(answer);
    }
}
