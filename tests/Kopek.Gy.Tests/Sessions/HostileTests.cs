using System.Net.Sockets;
using CsCheck;
using Kopek.Core;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Dictionary;
using Kopek.Diameter.Tests.Codec;

namespace Kopek.Gy.Tests.Sessions;

/// <summary>Whatever comes over the wire: an answer or the end of the connection, and the next client is served.</summary>
public sealed class HostileTests
{
    /// <summary>Bounded, so that the suite stays quick; CsCheck prints the seed of a failure.</summary>
    private const int Mutations = 20_000;

    private static readonly byte[][] Seeds = [.. Corpus.All.Where(entry => entry.Key.StartsWith("ccr", StringComparison.Ordinal)).Select(entry => entry.Value)];

    /// <summary>A CCR with some octets changed behind the header, its length kept: what the frame reader lets through.</summary>
    private static readonly Gen<byte[]> Mutated = Gen.Select(Gen.Int[0, Seeds.Length - 1], Gen.Select(Gen.Int[0, 4096], Gen.Byte).Array[1, 6], (seed, edits) => Mutate(Seeds[seed], edits));

    [Fact]
    public void A_mutated_request_is_read_or_refused_and_its_refusal_is_well_formed() => Mutated.Sample(octets =>
    {
        var read = Decoded.Of(octets);
        if (!read.Fault.IsNone)
        {
            var refusal = read.Refusal();
            Assert.Equal(refusal.Length, DiameterHeader.Read(refusal).Length);
            Assert.Equal(read.Fault.ResultCode, new Cca(refusal).ResultCode);
        }
    }, iter: Mutations);

    [Fact]
    public async Task Every_mutated_request_is_answered_on_its_connection()
    {
        await using var live = await LiveGy.StartAsync();
        await using var core = await live.ConnectAsync();
        var messages = Enumerable.Range(0, 300).Select(number => Mutate(Seeds[number % Seeds.Length], [(number * 13, (byte)(number * 7 & 0xFF)), (number * 101, (byte)(number & 0xFF))]));
        var answers = await Task.WhenAll(messages.Select(message => core.Peer.SendRequestAsync(message, TimeSpan.FromSeconds(10))));
        Assert.All(answers, Assert.NotNull);
        Assert.All(answers, answer => Assert.Equal(DiameterHeader.Read(answer!).Length, answer!.Length));
        Assert.Empty(live.Engine.StoppedShards);
    }

    [Fact]
    public async Task Wrong_applications_and_commands_are_refused_by_name()
    {
        await using var live = await LiveGy.StartAsync();
        await using var core = await live.ConnectAsync();
        var message = Ccr.I().Encode();
        message[11] = 5;
        Assert.Equal(ResultCodes.ApplicationUnsupported, new Cca((await core.Peer.SendRequestAsync(message, TimeSpan.FromSeconds(10)))!).ResultCode);
        message = Ccr.I().Encode();
        message[7] = 0x0F;
        Assert.Equal(ResultCodes.CommandUnsupported, new Cca((await core.Peer.SendRequestAsync(message, TimeSpan.FromSeconds(10)))!).ResultCode);
    }

    [Fact]
    public async Task A_peer_that_vanishes_after_asking_is_charged_once_and_hears_the_answer_when_it_comes_back()
    {
        await using var live = await LiveGy.StartAsync();
        var update = Ccr.U(1, new Mscc(1, null, new Units(), new Units(Total: 1 << 20)));
        await using (var core = await live.ConnectAsync())
        {
            await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units())));
        }

        using (var vanishing = new TcpClient())
        {
            await vanishing.ConnectAsync(live.EndPoint, TestContext.Current.CancellationToken);
            var stream = vanishing.GetStream();
            await stream.WriteAsync(Cer(), TestContext.Current.CancellationToken);
            await stream.ReadExactlyAsync(new byte[20], TestContext.Current.CancellationToken);
            await stream.WriteAsync(update.Encode(), TestContext.Current.CancellationToken);
            vanishing.Client.LingerState = new LingerOption(true, 0);
        }

        await using var back = await live.ConnectAsync();
        var answer = await LiveGy.AskAsync(back, update with { Retransmitted = true });
        Assert.Equal(ResultCodes.Success, answer.ResultCode);
        Assert.Equal(Money.FromRubles(999), await live.BalanceAsync());
    }

    [Fact]
    public async Task While_the_journal_fails_the_client_is_sent_elsewhere_and_nothing_is_lost()
    {
        await using var live = await LiveGy.StartAsync();
        await using var core = await live.ConnectAsync();
        await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units())));
        live.Journal.Down = true;
        var update = Ccr.U(1, new Mscc(1, null, new Units(), new Units(Total: 1 << 20)));
        var refused = await LiveGy.AskAsync(core, update);
        Assert.Equal(ResultCodes.UnableToDeliver, refused.ResultCode);
        Assert.True(refused.Header.IsError);
        Assert.True(MessageCheck.Judge(refused.Octets).IsNone);

        live.Journal.Down = false;
        Cca answer;
        do
        {
            answer = await LiveGy.AskAsync(core, update with { Retransmitted = true });
        }
        while (answer.ResultCode == ResultCodes.UnableToDeliver);

        Assert.Equal(ResultCodes.Success, answer.ResultCode);
        Assert.Equal(Money.FromRubles(999), await live.BalanceAsync());
    }

    private static byte[] Mutate(byte[] seed, (int Place, byte Value)[] edits)
    {
        var octets = seed.ToArray();
        foreach (var (place, value) in edits)
        {
            octets[DiameterLimits.HeaderLength + place % (octets.Length - DiameterLimits.HeaderLength)] = value;
        }

        return octets;
    }

    private static byte[] Cer()
    {
        var octets = new byte[1024];
        var writer = new AvpWriter(octets);
        var start = writer.BeginRequest(CommandCodes.CapabilitiesExchange, Applications.Base, 1, CommandFlags.None);
        writer.WriteText(AvpCodes.OriginHost, "pgw.core.example");
        writer.WriteText(AvpCodes.OriginRealm, "core.example");
        writer.WriteAddress(AvpCodes.HostIPAddress, System.Net.IPAddress.Loopback);
        writer.WriteUnsigned32(AvpCodes.VendorId, 0);
        writer.WriteText(AvpCodes.ProductName, "test core", flags: AvpFlags.None);
        writer.WriteUnsigned32(AvpCodes.AuthApplicationId, Applications.CreditControl);
        writer.EndMessage(start);
        return octets[..writer.Written];
    }
}
