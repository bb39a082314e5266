using System.IO.Pipelines;

using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Kopek.Diameter.Tests.Peers;

/// <summary>What time does to a connection, on a pair of pipes and a clock that the test moves.</summary>
public sealed class SupervisionTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider time = new();
    private readonly Pipe toServer = new();
    private readonly Pipe toClient = new(new PipeOptions(pauseWriterThreshold: 4096, resumeWriterThreshold: 2048));
    private readonly EchoApplication application = new();
    private readonly PeerConnection connection;
    private readonly Task running;

    public SupervisionTests()
    {
        var transport = new PeerTransport(new Pair(toServer.Reader, toClient.Writer), "test", null, null, () =>
        {
            toServer.Writer.Complete();
            toClient.Reader.Complete();
        });
        connection = new PeerConnection(transport, LiveServer.Options, application, new DiameterPeers(), isInitiator: false, NullLogger.Instance, time);
        running = connection.RunAsync();
    }

    [Fact]
    public async Task A_handshake_may_take_as_long_as_allowed_and_no_longer()
    {
        time.Advance(9 * Second);
        Assert.False(running.IsCompleted);
        time.Advance(1 * Second);
        await Ends();
    }

    [Fact]
    public async Task DWR_goes_out_after_Tw_of_silence_and_the_end_comes_after_twice_that()
    {
        await OpenAsync();
        time.Advance(29 * Second);
        Assert.False(toClient.Reader.TryRead(out _));
        time.Advance(1 * Second);
        Assert.Equal(CommandCodes.DeviceWatchdog, (await ReadAsync()).CommandCode);
        time.Advance(29 * Second);
        Assert.False(running.IsCompleted);
        time.Advance(1 * Second);
        await Ends();
    }

    [Fact]
    public async Task DWA_keeps_the_connection()
    {
        await OpenAsync();
        time.Advance(30 * Second);
        DiameterHeader dwr = await ReadAsync();
        var dwa = new byte[20];
        (dwr.Answer(ResultCodes.Success) with { Length = 20 }).Write(dwa);
        await SendAsync(dwa);
        await SendAsync(Messages.Ccr());
        Assert.Equal(CommandCodes.CreditControl, (await ReadAsync()).CommandCode);
        time.Advance(29 * Second);
        Assert.False(running.IsCompleted);
        Assert.False(toClient.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Octets_that_make_no_message_are_no_sign_of_life()
    {
        await OpenAsync();
        byte[] half = Messages.Ccr();
        for (int i = 0; i < 59; i++)
        {
            time.Advance(1 * Second);
            await SendAsync(half.AsMemory(i, 1));
        }

        Assert.False(running.IsCompleted);
        time.Advance(1 * Second);
        await Ends();
    }

    [Fact]
    public async Task A_request_of_ours_without_an_answer_times_out()
    {
        await OpenAsync();
        DiameterPeer peer = application.Opened.Single();
        Task<byte[]?> answer = peer.SendRequestAsync(Messages.Ccr(), 5 * Second);
        await ReadAsync();
        time.Advance(4 * Second);
        Assert.False(answer.IsCompleted);
        time.Advance(1 * Second);
        Assert.Null(await answer.WaitAsync(RawPeer.Patience, TestContext.Current.CancellationToken));
        Assert.Equal(0, peer.OpenRequestCount);
    }

    [Fact]
    public async Task A_peer_that_takes_nothing_is_cut_off_in_time()
    {
        await OpenAsync();
        DiameterPeer peer = application.Opened.Single();
        Task<byte[]?> unheard = peer.SendRequestAsync(Messages.Ccr(ballast: 8000), 60 * Second);
        while (connection.Outgoing.FlushSince == 0)
        {
            await Task.Yield();
        }

        time.Advance(9 * Second);
        Assert.False(running.IsCompleted);
        time.Advance(1 * Second);
        await Ends();
        Assert.Null(await unheard.WaitAsync(RawPeer.Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Our_DPR_waits_for_DPA_only_so_long()
    {
        await OpenAsync();
        application.Opened.Single().Disconnect(DisconnectCause.Busy);
        Assert.Equal(CommandCodes.DisconnectPeer, (await ReadAsync()).CommandCode);
        time.Advance(2 * Second);
        Assert.False(running.IsCompleted);
        time.Advance(1 * Second);
        await Ends();
    }

    [Fact]
    public async Task Requests_past_the_limit_are_not_sent_and_those_of_a_connection_that_ends_hear_of_it()
    {
        await OpenAsync();
        DiameterPeer peer = application.Opened.Single();
        Task<byte[]?>[] open = [.. Enumerable.Range(0, LiveServer.Options.MaxOpenRequests).Select(_ => peer.SendRequestAsync(new byte[20], 60 * Second))];
        Assert.All(open, request => Assert.False(request.IsCompleted));
        Assert.Null(await peer.SendRequestAsync(new byte[20], 60 * Second));
        Task draining = DrainAsync();
        await toServer.Writer.CompleteAsync();
        Assert.All(await Task.WhenAll(open).WaitAsync(RawPeer.Patience, TestContext.Current.CancellationToken), Assert.Null);
        await Task.WhenAll(draining, running);
    }

    private async Task Ends()
    {
        await running.WaitAsync(RawPeer.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(application.Opened.Count, application.Closed.Count);
    }

    private async Task OpenAsync()
    {
        await SendAsync(Messages.Cer());
        Assert.Equal(CommandCodes.CapabilitiesExchange, (await ReadAsync()).CommandCode);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> octets) => await toServer.Writer.WriteAsync(octets, TestContext.Current.CancellationToken);

    /// <summary>The header of the next message; the message is taken.</summary>
    private async Task<DiameterHeader> ReadAsync()
    {
        ReadResult result = await toClient.Reader.ReadAtLeastAsync(20, TestContext.Current.CancellationToken);
        var header = new byte[20];
        System.Buffers.BuffersExtensions.CopyTo(result.Buffer.Slice(0, 20), header);
        toClient.Reader.AdvanceTo(result.Buffer.Start);
        int length = DiameterHeader.Read(header).Length;
        result = await toClient.Reader.ReadAtLeastAsync(length, TestContext.Current.CancellationToken);
        toClient.Reader.AdvanceTo(result.Buffer.GetPosition(length));
        return DiameterHeader.Read(header);
    }

    private async Task DrainAsync()
    {
        while (true)
        {
            ReadResult result = await toClient.Reader.ReadAsync(TestContext.Current.CancellationToken);
            toClient.Reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return;
            }
        }
    }

    private sealed record Pair(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
