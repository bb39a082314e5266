using System.Buffers;
using System.IO.Pipelines;

using Kopek.Diameter.Codec;

using Microsoft.Extensions.Logging;

namespace Kopek.Diameter.Peers;

/// <summary>
/// The life of one connection (RFC 6733 5.6): handshake, open, closing. The read loop owns the state; timers and other threads
/// only leave a reason to stop and wake it.
/// </summary>
internal sealed class PeerConnection
{
    private readonly DiameterOptions options;
    private readonly IDiameterApplication application;
    private readonly DiameterPeers? registry;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly FrameReader frames;
    private readonly UnansweredRequests unanswered;
    private readonly Watchdog watchdog;
    private readonly bool isInitiator;
    private readonly long startedAt;
    private readonly TaskCompletionSource<DiameterFault> handshake = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DiameterPeer? peer;
    private DiameterHeader? disconnectRequest;
    private long lastReceived;
    private long disconnectDeadline;
    private string? stopReason;

    /// <param name="registry">Where the open peer is found by others; null for a connection of a client.</param>
    /// <param name="isInitiator">We began the connection and send CER.</param>
    public PeerConnection(PeerTransport transport, DiameterOptions options, IDiameterApplication application, DiameterPeers? registry, bool isInitiator, ILogger logger, TimeProvider time)
    {
        Transport = transport;
        this.options = options;
        this.application = application;
        this.registry = registry;
        this.isInitiator = isInitiator;
        this.logger = logger;
        this.time = time;
        frames = new FrameReader(options.MaxMessageLength);
        watchdog = new Watchdog(Ticks(options.WatchdogInterval));
        Open = new OpenRequests(options.MaxOpenRequests, unchecked((uint)Random.Shared.NextInt64()));
        Outgoing = new OutgoingQueue(transport.Pipe.Output, time, () => unanswered!.Wake(), CutOff);
        unanswered = new UnansweredRequests(options.MaxUnansweredRequests, options.MaxUnansweredOctets, () => Outgoing.Answered);
        startedAt = lastReceived = time.GetTimestamp();
    }

    public PeerTransport Transport { get; }

    public OutgoingQueue Outgoing { get; }

    public OpenRequests Open { get; }

    /// <summary>Ends when the handshake does: no fault, or what it was refused with; 3002 where the connection ended first.</summary>
    public Task<DiameterFault> Handshake => handshake.Task;

    /// <summary>The open peer, once the handshake ended well.</summary>
    public DiameterPeer? Peer => Volatile.Read(ref peer);

    /// <summary>Runs the connection to its end; both pipes are completed then. Never throws for what the other side does.</summary>
    public async Task RunAsync()
    {
        TimeSpan period = TickPeriod();
        await using ITimer timer = time.CreateTimer(static state => ((PeerConnection)state!).Tick(), this, period, period);
        if (isInitiator)
        {
            SendOwnRequest(BaseMessages.CapabilitiesExchangeRequest(options, Transport.Local, EndToEndIdentifiers.Next()), options.HandshakeTimeout, OnCapabilitiesAnswer);
        }

        string reason = "failed";
        try
        {
            reason = await ReadAsync();
            if (disconnectRequest is not null || Volatile.Read(ref disconnectDeadline) != 0)
            {
                await DrainAsync();
            }

            if (disconnectRequest is { } request)
            {
                Outgoing.EnqueueAnswer(new EncodedMessage(BaseMessages.DisconnectPeerAnswer(options, request)));
            }
        }
        finally
        {
            await CloseAsync(reason);
        }
    }

    public bool TrySendRequest(IOutgoingRequest request, TimeSpan timeout)
    {
        if (!Open.TryAdd(request, time.GetTimestamp() + Ticks(timeout), out uint hopByHop))
        {
            return false;
        }

        // Where the queue has just closed, the request is in Open all the same and hears of the end from there.
        Outgoing.EnqueueRequest(request, hopByHop);
        return true;
    }

    /// <summary>DPR where the peer is open, else the end at once. Safe from any thread.</summary>
    public void BeginDisconnect(DisconnectCause cause)
    {
        if (Peer is null)
        {
            Stop("shutting down");
        }
        else if (Interlocked.CompareExchange(ref disconnectDeadline, time.GetTimestamp() + Ticks(options.DisconnectTimeout), 0) == 0)
        {
            SendOwnRequest(BaseMessages.DisconnectPeerRequest(options, cause, EndToEndIdentifiers.Next()), options.DisconnectTimeout, (_, _) => Stop("disconnected by us"));
        }
    }

    /// <summary>Ends the read loop soon. Safe from any thread.</summary>
    public void Stop(string reason)
    {
        if (Interlocked.CompareExchange(ref stopReason, reason, null) is null)
        {
            Transport.Pipe.Input.CancelPendingRead();
            unanswered.Wake();
        }
    }

    private async Task<string> ReadAsync()
    {
        PipeReader input = Transport.Pipe.Input;
        while (true)
        {
            ReadResult result;
            try
            {
                result = await input.ReadAsync();
            }
            catch (Exception lost) when (lost is IOException or OperationCanceledException or ObjectDisposedException or Microsoft.AspNetCore.Connections.ConnectionAbortedException)
            {
                return "connection lost";
            }

            if (Volatile.Read(ref stopReason) is { } stopped)
            {
                return stopped;
            }

            Volatile.Write(ref lastReceived, time.GetTimestamp());
            string? end = Process(result.Buffer, out SequencePosition consumed, out bool isFull);
            input.AdvanceTo(consumed, isFull ? consumed : result.Buffer.End);
            if (end is not null)
            {
                return end;
            }

            if (isFull)
            {
                logger.Paused(Transport.Id, unanswered.Count);
                await unanswered.WaitForRoomAsync(() => Volatile.Read(ref stopReason) is not null);
            }
            else if (result.IsCompleted)
            {
                return result.Buffer.Slice(consumed).IsEmpty ? "closed by the peer" : "closed by the peer inside a message";
            }
        }
    }

    /// <summary>Handles all whole messages of one read.</summary>
    /// <returns>Why the connection ends, or null.</returns>
    private string? Process(in ReadOnlySequence<byte> buffer, out SequencePosition consumed, out bool isFull)
    {
        var octets = new SequenceReader<byte>(buffer);
        isFull = false;
        string? end = null;
        bool hadMessages = false;
        while (end is null && !(isFull = unanswered.IsFull))
        {
            FrameStatus status = frames.Read(ref octets, out DiameterHeader header, out ReadOnlySpan<byte> message, out DiameterFault fault);
            if (status == FrameStatus.Incomplete)
            {
                break;
            }

            end = status == FrameStatus.Bad ? EndByBadFrame(header, message, fault) : Handle(header, message);
            hadMessages = true;
        }

        if (hadMessages && peer is not null)
        {
            application.OnReadCompleted(peer);
        }

        consumed = octets.Position;
        return end;
    }

    private string? Handle(in DiameterHeader header, ReadOnlySpan<byte> message)
    {
        if (!header.IsRequest)
        {
            if (Open.Take(header.HopByHop) is { } request)
            {
                request.OnAnswer(header, message);
            }
            else
            {
                logger.UnexpectedAnswer(Transport.Id, header.CommandCode);
            }

            return null;
        }

        if (peer is null)
        {
            return isInitiator || header.CommandCode != CommandCodes.CapabilitiesExchange
                ? "the first message was not CER"
                : AnswerCapabilities(header, message);
        }

        unanswered.Add(header.Length);
        if (header.IsError)
        {
            Refuse(header, message, DiameterFault.OfMessage(ResultCodes.InvalidHdrBits));
        }
        else if (header.ApplicationId == Applications.Base)
        {
            return HandleBase(header, message);
        }
        else if (!options.Applications.Contains(header.ApplicationId))
        {
            Refuse(header, message, DiameterFault.OfMessage(ResultCodes.ApplicationUnsupported));
        }
        else if (!application.OnRequest(peer, header, message))
        {
            Refuse(header, message, DiameterFault.OfMessage(ResultCodes.CommandUnsupported));
        }

        return null;
    }

    private string? HandleBase(in DiameterHeader header, ReadOnlySpan<byte> message)
    {
        DiameterFault fault = BaseRequests.Check(header, message);
        if (!fault.IsNone)
        {
            Refuse(header, message, fault);
            return null;
        }

        switch (header.CommandCode)
        {
            case CommandCodes.DeviceWatchdog:
                Outgoing.EnqueueAnswer(new EncodedMessage(BaseMessages.DeviceWatchdogAnswer(options, header)));
                return null;
            case CommandCodes.DisconnectPeer:
                // Answered last, when what was asked before has been answered.
                disconnectRequest = header;
                return "disconnected by the peer";
            default:
                // A second CER has no place in the state machine of RFC 6733 5.6; anything else we do not know.
                bool isKnown = header.CommandCode == CommandCodes.CapabilitiesExchange;
                Refuse(header, message, DiameterFault.OfMessage(isKnown ? ResultCodes.UnableToComply : ResultCodes.CommandUnsupported));
                return null;
        }
    }

    private string? AnswerCapabilities(in DiameterHeader header, ReadOnlySpan<byte> message)
    {
        unanswered.Add(header.Length);
        DiameterFault fault = PeerIdentity.Read(message, out PeerIdentity identity);
        fault = fault.IsNone && header.IsError ? DiameterFault.OfMessage(ResultCodes.InvalidHdrBits) : fault;
        fault = fault.IsNone ? identity.Judge(options, Transport.Remote) : fault;
        byte[] answer = BaseMessages.CapabilitiesExchangeAnswer(options, Transport.Local, header, message, fault, errorMessage: null);
        Outgoing.EnqueueAnswer(new EncodedMessage(answer));
        if (!fault.IsNone)
        {
            logger.Refused(Transport.Id, identity.OriginHost, identity.OriginRealm, Transport.Remote?.ToString(), fault.ResultCode);
            handshake.TrySetResult(fault);
            return "refused";
        }

        BecomeOpen(identity);
        return null;
    }

    private void OnCapabilitiesAnswer(byte[]? answer, NoAnswerReason reason)
    {
        if (answer is null)
        {
            return;
        }

        DiameterFault fault = PeerIdentity.Read(answer, out PeerIdentity identity);
        uint resultCode = BaseRequests.ResultCodeOf(answer);
        fault = !fault.IsNone || resultCode == ResultCodes.Success ? fault : DiameterFault.OfMessage(resultCode);
        if (fault.IsNone)
        {
            BecomeOpen(identity);
        }
        else
        {
            handshake.TrySetResult(fault);
            Stop("refused by the peer");
        }
    }

    private void BecomeOpen(PeerIdentity identity)
    {
        var opened = new DiameterPeer(this, identity);
        Volatile.Write(ref peer, opened);
        logger.Opened(Transport.Id, identity.OriginHost, identity.OriginRealm, identity.ProductName, Transport.Remote?.ToString());
        application.OnOpened(opened);
        registry?.Add(opened);
        handshake.TrySetResult(DiameterFault.None);
    }

    private void Refuse(in DiameterHeader header, ReadOnlySpan<byte> message, in DiameterFault fault)
    {
        logger.RequestRefused(Transport.Id, fault.ResultCode, header.CommandCode, header.ApplicationId, fault.AvpCode, fault.VendorId);
        Outgoing.EnqueueAnswer(new EncodedMessage(BaseMessages.ErrorAnswer(options, header, message, fault, errorMessage: null)));
    }

    private string EndByBadFrame(in DiameterHeader header, ReadOnlySpan<byte> message, in DiameterFault fault)
    {
        logger.BadFrame(Transport.Id, fault.ResultCode, header.Version, header.Length, header.CommandCode);
        if (header.IsRequest)
        {
            unanswered.Add(message.Length);
            Outgoing.EnqueueAnswer(new EncodedMessage(BaseMessages.ErrorAnswer(options, header, message, fault, errorMessage: null)));
        }

        return "a message without a usable length or version";
    }

    private void SendOwnRequest(byte[] octets, TimeSpan timeout, Action<byte[]?, NoAnswerReason> completed) =>
        TrySendRequest(new EncodedRequest(octets, completed), timeout);

    /// <summary>Lets the application answer what it has taken, for a while.</summary>
    private async Task DrainAsync()
    {
        using var patience = new CancellationTokenSource(options.DisconnectTimeout, time);
        var deadline = new TaskCompletionSource();
        await using CancellationTokenRegistration over = patience.Token.Register(deadline.SetResult);
        // The DPR itself counts until its answer goes out.
        await unanswered.WaitForAnswersAsync(disconnectRequest is null ? 0 : 1, deadline.Task);
    }

    private async Task CloseAsync(string reason)
    {
        await Outgoing.CloseAsync(options.DisconnectTimeout);
        foreach (IOutgoingRequest request in Open.Close())
        {
            request.OnNoAnswer(NoAnswerReason.Disconnected);
        }

        if (peer is not null)
        {
            registry?.Remove(peer);
            application.OnClosed(peer);
        }

        handshake.TrySetResult(DiameterFault.OfMessage(ResultCodes.UnableToDeliver));
        logger.Closed(Transport.Id, reason, peer?.Identity.OriginHost ?? "nobody", unanswered.Received);
        await Transport.Pipe.Output.CompleteAsync();
        await Transport.Pipe.Input.CompleteAsync();
    }

    private void Tick()
    {
        long now = time.GetTimestamp();
        foreach (IOutgoingRequest request in Open.Expire(now))
        {
            request.OnNoAnswer(NoAnswerReason.TimedOut);
        }

        long flushSince = Outgoing.FlushSince;
        if (flushSince != 0 && now - flushSince >= Ticks(options.WriteStallTimeout))
        {
            CutOff("the peer takes nothing from its socket");
        }
        else if (Peer is null)
        {
            if (now - startedAt >= Ticks(options.HandshakeTimeout))
            {
                Stop("no handshake in time");
            }
        }
        else if (Volatile.Read(ref disconnectDeadline) is var deadline and not 0)
        {
            if (now >= deadline)
            {
                Stop("disconnected by us, without an answer");
            }
        }
        else
        {
            KeepWatch(now);
        }
    }

    private void KeepWatch(long now)
    {
        // A connection that we do not read from, because it waits for our answers, is not silent.
        long heard = unanswered.IsWaiting ? now : Volatile.Read(ref lastReceived);
        switch (watchdog.Decide(now, heard))
        {
            case WatchdogAction.Probe:
                SendOwnRequest(BaseMessages.DeviceWatchdogRequest(options, EndToEndIdentifiers.Next()), options.WatchdogInterval, (_, _) => { });
                break;
            case WatchdogAction.Close:
                CutOff("silent after DWR");
                break;
            case WatchdogAction.None:
            default:
                break;
        }
    }

    private void CutOff(Exception? bug)
    {
        if (bug is not null)
        {
            logger.EncodingFailed(Transport.Id, bug);
        }

        Stop("cut off");
        Transport.Abort();
    }

    private void CutOff(string reason)
    {
        logger.CutOff(Transport.Id, reason);
        Stop(reason);
        Transport.Abort();
    }

    private TimeSpan TickPeriod()
    {
        TimeSpan shortest = new[] { options.HandshakeTimeout, options.WatchdogInterval, options.WriteStallTimeout, options.DisconnectTimeout }.Min();
        return TimeSpan.FromMilliseconds(Math.Clamp(shortest.TotalMilliseconds / 4, 10, 1000));
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
