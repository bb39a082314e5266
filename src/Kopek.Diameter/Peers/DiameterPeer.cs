using Kopek.Diameter.Codec;

namespace Kopek.Diameter.Peers;

/// <summary>
/// One open connection with a Diameter node, whichever side began it. Messages are sent from any thread; what arrives goes to
/// the <see cref="IDiameterApplication"/>.
/// </summary>
public sealed class DiameterPeer
{
    private readonly PeerConnection connection;

    internal DiameterPeer(PeerConnection connection, PeerIdentity identity)
    {
        this.connection = connection;
        Identity = identity;
    }

    /// <summary>Names the connection in logs.</summary>
    public string ConnectionId => connection.Transport.Id;

    public PeerIdentity Identity { get; }

    /// <summary>For the application's own use, for instance the batch that it collects until <see cref="IDiameterApplication.OnReadCompleted"/>.</summary>
    public object? ApplicationState { get; set; }

    /// <summary>Requests of ours that wait for an answer on this connection.</summary>
    public int OpenRequestCount => connection.Open.Count;

    /// <summary>Answers one request that the application took. Where the connection is gone, the answer is released unsent.</summary>
    public void EnqueueAnswer(IOutgoingMessage answer) => connection.Outgoing.EnqueueAnswer(answer);

    /// <summary>Answers one request, to be sent with others. True for the first: the caller calls <see cref="SendGathered"/> when it has no more for now.</summary>
    public bool GatherAnswer(IOutgoingMessage answer) => connection.Outgoing.GatherAnswer(answer);

    /// <summary>Sends what was gathered, on this thread: it encodes and hands to the transport, and does not wait for a slow peer.</summary>
    public void SendGathered() => connection.Outgoing.SendGathered();

    /// <summary>Sends a request; the answer, or its absence, is told to the request itself. Timeouts are noticed within a second.</summary>
    /// <returns>False where <see cref="DiameterOptions.MaxOpenRequests"/> are open already or the connection is closing: nothing was or will be called.</returns>
    public bool TrySendRequest(IOutgoingRequest request, TimeSpan timeout) => connection.TrySendRequest(request, timeout);

    /// <summary>Sends an encoded request, for instance RAR or ASR, and waits for its answer. Its Hop-by-Hop Identifier is overwritten. For the cold path: it allocates.</summary>
    /// <returns>The whole answer, or null where none came: time is up, the connection ended, or there was no room to send.</returns>
    public Task<byte[]?> SendRequestAsync(byte[] request, TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Length, DiameterLimits.HeaderLength);
        var answer = new TaskCompletionSource<byte[]?>(TaskCreationOptions.RunContinuationsAsynchronously);
        return TrySendRequest(new EncodedRequest(request, (octets, _) => answer.TrySetResult(octets)), timeout)
            ? answer.Task
            : Task.FromResult<byte[]?>(null);
    }

    /// <summary>An End-to-End Identifier that this process has not used in the last minutes (RFC 6733 3).</summary>
    public static uint NextEndToEnd() => EndToEndIdentifiers.Next();

    /// <summary>Sends DPR, waits for open answers and DPA up to <see cref="DiameterOptions.DisconnectTimeout"/>, and closes.</summary>
    public void Disconnect(DisconnectCause cause) => connection.BeginDisconnect(cause);
}

/// <summary>End-to-End Identifiers: the low 12 bits of the start time above 20 bits that count from a random number.</summary>
internal static class EndToEndIdentifiers
{
    private static readonly uint StartTime = (uint)(DateTimeOffset.UtcNow.ToUnixTimeSeconds() & 0xFFF) << 20;
    private static uint last = (uint)Random.Shared.Next();

    public static uint Next() => StartTime | Interlocked.Increment(ref last) & 0xFFFFF;
}
