using System.IO.Pipelines;

using CsCheck;

using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;
using Kopek.Diameter.Tests.Codec;

using Microsoft.Extensions.Logging.Abstractions;

namespace Kopek.Diameter.Tests.Peers;

/// <summary>Streams of mutated messages into a whole connection: it ends by itself, without an exception, and all that it says is well-formed.</summary>
public sealed class StreamFuzzTests
{
    private const int Streams = 500;

    [Fact]
    public async Task Whatever_a_peer_sends_the_connection_ends_in_order() =>
        await Gen.Select(Gen.Bool, FuzzTests.Mutated.Array[1, 20]).SampleAsync(async (isLetIn, messages) =>
        {
            byte[] stream = [.. isLetIn ? Messages.Cer() : [], .. messages.SelectMany(message => message)];
            byte[] said = await TalkAsync(stream);
            for (int at = 0; at < said.Length;)
            {
                DiameterHeader header = DiameterHeader.Read(said.AsSpan(at));
                Assert.True(header.Check(DiameterLimits.MaxWrittenLength).IsNone);
                at += header.Length;
            }
        }, iter: Streams);

    private static async Task<byte[]> TalkAsync(byte[] stream)
    {
        var toServer = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var toClient = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var transport = new PeerTransport(new Pair(toServer.Reader, toClient.Writer), "fuzz", null, null, () => toServer.Writer.Complete());
        var connection = new PeerConnection(transport, LiveServer.Options, new EchoApplication(), new DiameterPeers(), isInitiator: false, NullLogger.Instance, TimeProvider.System);
        Task running = connection.RunAsync();
        await toServer.Writer.WriteAsync(stream);
        await toServer.Writer.CompleteAsync();
        await running.WaitAsync(RawPeer.Patience);
        using var said = new MemoryStream();
        await toClient.Reader.CopyToAsync(said);
        return said.ToArray();
    }

    private sealed record Pair(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
