using System.Buffers;
using System.IO.Pipelines;
using System.Numerics;

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
    private readonly uint[] applications;
    private readonly FrameReader frames;
    private readonly UnansweredRequests unanswered;
    private readonly bool isInitiator;
    private readonly TaskCompletionSource<DiameterFault> handshake = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DiameterPeer? peer;
    private DiameterHeader? disconnectRequest;
    private long refused;
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
        applications = [.. options.Applications];
        frames = new FrameReader(options.MaxMessageLength);
        Open = new OpenRequests(options.MaxOpenRequests, unchecked((uint)Random.Shared.NextInt64()));
        Outgoing = new OutgoingQueue(transport.Pipe.Output, time, () => unanswered!.Wake(), CutOff);
        unanswered = new UnansweredRequests(options.MaxUnansweredRequests, options.MaxUnansweredOctets, () => Outgoing.Answered);
        lastReceived = time.GetTimestamp();
    }

    public PeerTransport Transport { get; }

    public OutgoingQueue Outgoing { get; }

    public OpenRequests Open { get; }

    /// <summary>When we heard of the peer last. A connection that we do not read from, because it waits for our answers, is not silent.</summary>
    public long LastHeard => unanswered.IsWaiting ? time.GetTimestamp() : Volatile.Read(ref lastReceived);

    /// <summary>When a disconnection that we began ends without DPA, or 0.</summary>
    public long DisconnectDeadline => Volatile.Read(ref disconnectDeadline);

    /// <summary>Ends when the handshake does: no fault, or what it was refused with; 3002 where the connection ended first.</summary>
    public Task<DiameterFault> Handshake => handshake.Task;

    /// <summary>The open peer, once the handshake ended well.</summary>
    public DiameterPeer? Peer => Volatile.Read(ref peer);

    /// <summary>Runs the connection to its end; both pipes are completed then. Never throws for what the other side does.</summary>
    public async Task RunAsync()
    {
        var supervision = new Supervision(this, options, time);
        await using ITimer timer = time.CreateTimer(static state => ((Supervision)state!).Tick(), supervision, supervision.Period, supervision.Period);
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

            string? end = Process(result.Buffer, out SequencePosition consumed, out bool isFull);
            bool isCutShort = result.IsCompleted && !result.Buffer.Slice(consumed).IsEmpty;
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
                return isCutShort ? "closed by the peer inside a message" : "closed by the peer";
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

        if (hadMessages)
        {
            // Only whole messages are a sign of life: a peer that sends an octet now and then is not.
            Volatile.Write(ref lastReceived, time.GetTimestamp());
            if (peer is not null)
            {
                application.OnReadCompleted(peer);
            }
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
        DiameterFault fault = BaseRequests.Judge(header, message, applications);
        if (fault.IsNone && header.ApplicationId != Applications.Base && !application.OnRequest(peer, header, message))
        {
            fault = DiameterFault.OfMessage(ResultCodes.CommandUnsupported);
        }

        if (!fault.IsNone)
        {
            Refuse(header, message, fault);
        }
        else if (header is { ApplicationId: Applications.Base, CommandCode: CommandCodes.DeviceWatchdog })
        {
            Outgoing.EnqueueAnswer(new EncodedMessage(BaseMessages.DeviceWatchdogAnswer(options, header)));
        }
        else if (header is { ApplicationId: Applications.Base, CommandCode: CommandCodes.DisconnectPeer })
        {
            // Answered last, when what was asked before has been answered.
            disconnectRequest = header;
            return "disconnected by the peer";
        }

        return null;
    }

    private string? AnswerCapabilities(in DiameterHeader header, ReadOnlySpan<byte> message)
    {
        unanswered.Add(header.Length);
        DiameterFault fault = CapabilitiesExchange.Answer(options, Transport.Local, Transport.Remote, header, message, out PeerIdentity identity, out byte[] answer);
        Outgoing.EnqueueAnswer(new EncodedMessage(answer));
        if (fault.IsNone)
        {
            BecomeOpen(identity);
            return null;
        }

        logger.Refused(Transport.Id, identity.OriginHost, identity.OriginRealm, Transport.Remote?.ToString(), fault.ResultCode);
        handshake.TrySetResult(fault);
        return "refused";
    }

    private void OnCapabilitiesAnswer(byte[]? answer, NoAnswerReason reason)
    {
        if (answer is null)
        {
            return;
        }

        DiameterFault fault = CapabilitiesExchange.Accept(answer, out PeerIdentity identity);
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
        // The 1st, 2nd, 4th, 8th: a flood of bad requests must not become a flood of log lines.
        if (BitOperations.IsPow2(++refused))
        {
            logger.RequestRefused(Transport.Id, refused, fault.ResultCode, header.CommandCode, header.ApplicationId, fault.AvpCode, fault.VendorId);
        }

        Outgoing.EnqueueAnswer(new EncodedMessage(BaseMessages.ErrorAnswer(options, header, message, fault)));
    }

    private string EndByBadFrame(in DiameterHeader header, ReadOnlySpan<byte> message, in DiameterFault fault)
    {
        logger.BadFrame(Transport.Id, fault.ResultCode, header.Version, header.Length, header.CommandCode);
        if (header.IsRequest)
        {
            unanswered.Add(message.Length);
            Outgoing.EnqueueAnswer(new EncodedMessage(BaseMessages.ErrorAnswer(options, header, message, fault)));
        }

        return "a message without a usable length or version";
    }

    /// <summary>Sends an encoded request; no room for it is as good as no answer to it.</summary>
    public void SendOwnRequest(byte[] octets, TimeSpan timeout, Action<byte[]?, NoAnswerReason> completed) =>
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

    private void CutOff(Exception? bug)
    {
        if (bug is not null)
        {
            logger.EncodingFailed(Transport.Id, bug);
        }

        Stop("cut off");
        Transport.Abort();
    }

    /// <summary>Ends the connection at once: nothing more is sent. Safe from any thread.</summary>
    public void CutOff(string reason)
    {
        logger.CutOff(Transport.Id, reason);
        Stop(reason);
        Transport.Abort();
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
