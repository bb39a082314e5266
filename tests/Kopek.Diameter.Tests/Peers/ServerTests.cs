using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;

namespace Kopek.Diameter.Tests.Peers;

/// <summary>A live server and sockets that behave well and badly.</summary>
public sealed class ServerTests
{
    [Fact]
    public async Task Messages_may_be_split_at_any_octet()
    {
        await using LiveServer server = await LiveServer.StartAsync();
        byte[] stream = [.. Messages.Cer(), .. Messages.Ccr(hopByHop: 5)];
        for (int at = 1; at < stream.Length; at += 7)
        {
            using RawPeer peer = await RawPeer.ConnectAsync(server.EndPoint);
            await peer.SendAsync(stream.AsMemory(0, at));
            await peer.SendAsync(stream.AsMemory(at));
            Assert.Equal(CommandCodes.CapabilitiesExchange, DiameterHeader.Read(await peer.ReadAsync()).CommandCode);
            Assert.Equal(5u, DiameterHeader.Read(await peer.ReadAsync()).HopByHop);
        }
    }

    [Fact]
    public async Task Messages_may_come_octet_by_octet()
    {
        await using LiveServer server = await LiveServer.StartAsync();
        using RawPeer peer = await RawPeer.ConnectAsync(server.EndPoint);
        foreach (byte octet in Messages.Cer().Concat(Messages.Dwr()))
        {
            await peer.SendAsync(new[] { octet });
        }

        Assert.Equal(CommandCodes.CapabilitiesExchange, DiameterHeader.Read(await peer.ReadAsync()).CommandCode);
        Assert.Equal(CommandCodes.DeviceWatchdog, DiameterHeader.Read(await peer.ReadAsync()).CommandCode);
    }

    [Fact]
    public async Task Many_messages_of_one_segment_are_each_answered()
    {
        await using LiveServer server = await LiveServer.StartAsync();
        using RawPeer peer = await RawPeer.ConnectAsync(server.EndPoint);
        await peer.SendAsync((byte[])[.. Messages.Cer(), .. Enumerable.Range(0, 500).SelectMany(i => Messages.Ccr(hopByHop: (uint)i, ballast: i))]);

        await peer.ReadAsync();
        var answered = new HashSet<uint>();
        for (int i = 0; i < 500; i++)
        {
            answered.Add(DiameterHeader.Read(await peer.ReadAsync()).HopByHop);
        }

        Assert.Equal(500, answered.Count);
    }

    [Fact]
    public async Task DWR_is_answered()
    {
        await using LiveServer server = await LiveServer.StartAsync();
        using RawPeer peer = await RawPeer.OpenAsync(server.EndPoint);
        await peer.SendAsync(Messages.Dwr());
        byte[]? answer = await peer.ReadAsync();
        Assert.Equal((CommandCodes.DeviceWatchdog, 0x11u), (DiameterHeader.Read(answer).CommandCode, DiameterHeader.Read(answer).HopByHop));
        Assert.Equal(ResultCodes.Success, Messages.ResultCode(answer));
    }

    [Fact]
    public async Task DPR_is_answered_after_what_came_before_it_and_then_the_server_closes()
    {
        await using LiveServer server = await LiveServer.StartAsync();
        using RawPeer peer = await RawPeer.OpenAsync(server.EndPoint);
        await peer.SendAsync((byte[])[.. Messages.Ccr(), .. Messages.Ccr(), .. Messages.Dpr()]);
        Assert.Equal(CommandCodes.CreditControl, DiameterHeader.Read(await peer.ReadAsync()).CommandCode);
        Assert.Equal(CommandCodes.CreditControl, DiameterHeader.Read(await peer.ReadAsync()).CommandCode);
        Assert.Equal(CommandCodes.DisconnectPeer, DiameterHeader.Read(await peer.ReadAsync()).CommandCode);
        Assert.Null(await peer.ReadAsync());
        Assert.Empty(server.Peers.All);
    }

    [Fact]
    public async Task A_first_message_that_is_no_CER_ends_the_connection_without_an_answer()
    {
        await using LiveServer server = await LiveServer.StartAsync();
        using RawPeer peer = await RawPeer.ConnectAsync(server.EndPoint);
        await peer.SendAsync(Messages.Ccr());
        Assert.Null(await peer.ReadAsync());
        Assert.Equal(0, server.Application.Received);
    }

    [Theory]
    [InlineData("other.example", "core.example")]
    [InlineData("pgw.core.example", "other.example")]
    public async Task A_peer_that_no_rule_lets_in_is_answered_3010_and_closed(string host, string realm)
    {
        var rules = new[] { new PeerRule("PGW.core.example", "core.example", System.Net.IPNetwork.Parse("127.0.0.0/8")) };
        await using LiveServer server = await LiveServer.StartAsync(LiveServer.Options with { AllowedPeers = rules });
        using RawPeer peer = await RawPeer.ConnectAsync(server.EndPoint);
        await peer.SendAsync(Messages.Cer(host, realm));
        byte[]? cea = await peer.ReadAsync();
        Assert.Equal(ResultCodes.UnknownPeer, Messages.ResultCode(cea));
        Assert.True(DiameterHeader.Read(cea).IsError);
        Assert.Null(await peer.ReadAsync());
        (await RawPeer.OpenAsync(server.EndPoint)).Dispose();
    }

    [Fact]
    public async Task A_peer_from_another_network_is_answered_3010()
    {
        await using LiveServer server = await LiveServer.StartAsync(LiveServer.Options with { AllowedPeers = [new PeerRule(Network: System.Net.IPNetwork.Parse("10.0.0.0/8"))] });
        using RawPeer peer = await RawPeer.ConnectAsync(server.EndPoint);
        await peer.SendAsync(Messages.Cer());
        Assert.Equal(ResultCodes.UnknownPeer, Messages.ResultCode(await peer.ReadAsync()));
    }

    [Fact]
    public async Task A_peer_of_another_application_is_answered_5010_and_a_relay_is_let_in()
    {
        await using LiveServer server = await LiveServer.StartAsync();
        using RawPeer stranger = await RawPeer.ConnectAsync(server.EndPoint);
        await stranger.SendAsync(Messages.Cer(application: 16777238));
        Assert.Equal(ResultCodes.NoCommonApplication, Messages.ResultCode(await stranger.ReadAsync()));
        Assert.Null(await stranger.ReadAsync());

        using RawPeer relay = await RawPeer.ConnectAsync(server.EndPoint);
        await relay.SendAsync(Messages.Cer(application: Applications.Relay));
        Assert.Equal(ResultCodes.Success, Messages.ResultCode(await relay.ReadAsync()));
    }

    [Fact]
    public async Task A_CER_without_Origin_Host_is_answered_5005()
    {
        await using LiveServer server = await LiveServer.StartAsync();
        using RawPeer peer = await RawPeer.ConnectAsync(server.EndPoint);
        await peer.SendAsync(Messages.Request(CommandCodes.CapabilitiesExchange, 0, (ref AvpWriter writer) => writer.WriteText(AvpCodes.OriginRealm, "core.example")));
        byte[]? cea = await peer.ReadAsync();
        Assert.Equal(ResultCodes.MissingAvp, Messages.ResultCode(cea));
        Assert.Equal("0000010840000008", Convert.ToHexStringLower(Messages.Find(cea, AvpCodes.FailedAvp)!));
        Assert.Null(await peer.ReadAsync());
    }

    [Theory]
    [InlineData(999u, Applications.CreditControl, CommandFlags.None, ResultCodes.CommandUnsupported)]
    [InlineData(999u, Applications.Base, CommandFlags.None, ResultCodes.CommandUnsupported)]
    [InlineData(CommandCodes.CreditControl, 16777238u, CommandFlags.None, ResultCodes.ApplicationUnsupported)]
    [InlineData(CommandCodes.CreditControl, Applications.CreditControl, CommandFlags.Error, ResultCodes.InvalidHdrBits)]
    [InlineData(CommandCodes.CapabilitiesExchange, Applications.Base, CommandFlags.None, ResultCodes.UnableToComply)]
    [InlineData(CommandCodes.DeviceWatchdog, Applications.Base, CommandFlags.None, ResultCodes.MissingAvp)]
    public async Task A_request_that_cannot_be_handled_is_answered_and_the_connection_stays(uint command, uint application, CommandFlags flags, uint resultCode)
    {
        await using LiveServer server = await LiveServer.StartAsync();
        using RawPeer peer = await RawPeer.OpenAsync(server.EndPoint);
        await peer.SendAsync(Messages.Request(command, application, (ref AvpWriter writer) => writer.WriteText(AvpCodes.SessionId, "s"), flags: flags));
        byte[]? answer = await peer.ReadAsync();
        Assert.Equal(resultCode, Messages.ResultCode(answer));
        Assert.Equal(ResultCodes.IsProtocolError(resultCode), DiameterHeader.Read(answer).IsError);
        await peer.SendAsync(Messages.Dwr());
        Assert.Equal(ResultCodes.Success, Messages.ResultCode(await peer.ReadAsync()));
    }

    [Theory]
    [InlineData(0, 2, ResultCodes.UnsupportedVersion)]
    [InlineData(3, 19, ResultCodes.InvalidMessageLength)]
    [InlineData(3, 0, ResultCodes.InvalidMessageLength)]
    [InlineData(1, 255, ResultCodes.InvalidMessageLength)]
    public async Task A_frame_whose_end_cannot_be_found_is_answered_and_ends_the_connection(int at, byte value, uint resultCode)
    {
        await using LiveServer server = await LiveServer.StartAsync();
        using RawPeer peer = await RawPeer.OpenAsync(server.EndPoint);
        byte[] frame = Messages.Dwr();
        frame[at] = value;
        await peer.SendAsync(frame.AsMemory(0, 20));
        byte[]? answer = await peer.ReadAsync();
        Assert.Equal(resultCode, Messages.ResultCode(answer));
        Assert.Equal(0x11u, DiameterHeader.Read(answer).HopByHop);
        Assert.Null(await peer.ReadAsync());
    }

    [Fact]
    public async Task A_peer_that_goes_in_the_middle_of_a_message_is_forgotten()
    {
        await using LiveServer server = await LiveServer.StartAsync();
        using (RawPeer peer = await RawPeer.OpenAsync(server.EndPoint))
        {
            await peer.SendAsync(Messages.Ccr().AsMemory(0, 50));
        }

        Assert.True(await LiveServer.Eventually(() => server.Application.Closed.Count == 1));
        Assert.Empty(server.Peers.All);
        Assert.Equal(0, server.Application.Received);
    }

    [Fact]
    public async Task Answers_for_a_peer_that_is_gone_are_released()
    {
        var application = new EchoApplication { HoldsAnswers = true };
        await using LiveServer server = await LiveServer.StartAsync(application: application);
        using (RawPeer peer = await RawPeer.OpenAsync(server.EndPoint))
        {
            await peer.SendAsync(Messages.Ccr());
            Assert.True(await LiveServer.Eventually(() => application.Received == 1));
        }

        Assert.True(await LiveServer.Eventually(() => application.Closed.Count == 1));
        application.AnswerHeld();
        Assert.Equal(1, application.Released);
    }

    [Fact]
    public async Task A_flood_that_is_not_answered_stops_being_read_and_goes_on_when_it_is()
    {
        var application = new EchoApplication { HoldsAnswers = true };
        await using LiveServer server = await LiveServer.StartAsync(LiveServer.Options with { MaxUnansweredRequests = 64 }, application);
        using RawPeer peer = await RawPeer.OpenAsync(server.EndPoint);
        await peer.SendAsync(Enumerable.Range(0, 1000).SelectMany(i => Messages.Ccr(hopByHop: (uint)i)).ToArray());
        Assert.True(await LiveServer.Eventually(() => application.Received == 64));

        var answered = new HashSet<uint>();
        while (answered.Count < 1000)
        {
            Assert.InRange(application.Received - answered.Count, 0, 64 + application.Released - answered.Count);
            application.AnswerHeld();
            if (application.Released > answered.Count)
            {
                answered.Add(DiameterHeader.Read(await peer.ReadAsync()).HopByHop);
            }
            else
            {
                await Task.Yield();
            }
        }

        Assert.Equal(1000, application.Received);
    }

    [Fact]
    public async Task A_peer_that_does_not_read_its_answers_is_cut_off()
    {
        var application = new EchoApplication { Ballast = 60_000 };
        await using LiveServer server = await LiveServer.StartAsync(LiveServer.Options with { WriteStallTimeout = TimeSpan.FromMilliseconds(200) }, application);
        using RawPeer peer = await RawPeer.OpenAsync(server.EndPoint);
        byte[] flood = Enumerable.Range(0, 1000).SelectMany(i => Messages.Ccr(hopByHop: (uint)i)).ToArray();
        await peer.SendAsync(flood);
        Assert.True(await LiveServer.Eventually(() => application.Closed.Count == 1));
        Assert.True(await LiveServer.Eventually(() => application.Released == application.Received));
    }

    [Fact]
    public async Task A_connection_without_CER_is_closed_in_time()
    {
        await using LiveServer server = await LiveServer.StartAsync(LiveServer.Options with { HandshakeTimeout = TimeSpan.FromMilliseconds(100) });
        using RawPeer peer = await RawPeer.ConnectAsync(server.EndPoint);
        await peer.SendAsync(Messages.Cer().AsMemory(0, 30));
        Assert.Null(await peer.ReadAsync());
    }

    [Fact]
    public async Task A_silent_peer_hears_DWR_and_then_nothing_more()
    {
        await using LiveServer server = await LiveServer.StartAsync(LiveServer.Options with { WatchdogInterval = TimeSpan.FromMilliseconds(200) });
        using RawPeer peer = await RawPeer.OpenAsync(server.EndPoint);
        byte[]? dwr = await peer.ReadAsync();
        Assert.Equal((CommandCodes.DeviceWatchdog, true), (DiameterHeader.Read(dwr).CommandCode, DiameterHeader.Read(dwr).IsRequest));
        Assert.Null(await peer.ReadAsync());
    }

    [Fact]
    public async Task Connections_past_the_limit_are_refused()
    {
        await using LiveServer server = await LiveServer.StartAsync(LiveServer.Options with { MaxConnections = 2 });
        using RawPeer first = await RawPeer.OpenAsync(server.EndPoint);
        using RawPeer second = await RawPeer.OpenAsync(server.EndPoint);
        using RawPeer third = await RawPeer.ConnectAsync(server.EndPoint);
        Assert.Null(await third.ReadAsync());
        Assert.True(await LiveServer.Eventually(() => server.Peers.Find("pgw.core.example").Length == 2));
    }

    [Fact]
    public async Task A_stopping_server_sends_DPR_and_still_answers_what_it_took()
    {
        var application = new EchoApplication { HoldsAnswers = true };
        await using LiveServer server = await LiveServer.StartAsync(application: application);
        using RawPeer peer = await RawPeer.OpenAsync(server.EndPoint);
        await peer.SendAsync(Messages.Ccr());
        Assert.True(await LiveServer.Eventually(() => application.Received == 1));

        Task stopping = server.StopAsync();
        byte[]? dpr = await peer.ReadAsync();
        Assert.Equal(CommandCodes.DisconnectPeer, DiameterHeader.Read(dpr).CommandCode);
        byte[] dpa = dpr![..20];
        new DiameterHeader(1, 20, CommandFlags.None, CommandCodes.DisconnectPeer, 0, DiameterHeader.Read(dpr).HopByHop, 1).Write(dpa);
        await peer.SendAsync(dpa);
        application.AnswerHeld();
        Assert.Equal(CommandCodes.CreditControl, DiameterHeader.Read(await peer.ReadAsync()).CommandCode);
        Assert.Null(await peer.ReadAsync());
        await stopping;
    }
}
