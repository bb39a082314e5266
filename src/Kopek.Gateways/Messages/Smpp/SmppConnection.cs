using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;

namespace Kopek.Gateways.Messages.Smpp;

/// <summary>
/// One connection to an SMS centre, bound as a transceiver. It keeps the link alive in both directions, answers what the centre asks, and matches answers
/// to requests by sequence_number. It ends once, for good: <see cref="Closed"/>.
/// </summary>
internal sealed class SmppConnection : IAsyncDisposable
{
    private readonly Stream stream;
    private readonly TimeProvider time;
    private readonly Func<DeliveryReceipt, bool> onReceipt;
    private readonly Func<IncomingSms, bool> onMessage;
    private readonly ConcurrentDictionary<uint, TaskCompletionSource<SmppPdu>> waiting = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly SemaphoreSlim window = new(SmppLimits.Window, SmppLimits.Window);
    private readonly CancellationTokenSource ending = new();
    private readonly TaskCompletionSource<string> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task reading = Task.CompletedTask;
    private Task enquiring = Task.CompletedTask;
    private uint sequence;

    internal SmppConnection(Stream stream, TimeProvider time, Func<DeliveryReceipt, bool> onReceipt, Func<IncomingSms, bool> onMessage)
    {
        this.stream = stream;
        this.time = time;
        this.onReceipt = onReceipt;
        this.onMessage = onMessage;
    }

    /// <summary>Completes with the reason when the connection is over.</summary>
    public Task<string> Closed => closed.Task;

    /// <summary>
    /// Connects and binds. Throws <see cref="SmppException"/> with what is wrong. <paramref name="onReceipt"/>: stores a receipt; false where it could not,
    /// and then the centre is asked to send it again. <paramref name="onMessage"/>: the same for what holders write to us; null where nobody reads it.
    /// </summary>
    public static async Task<SmppConnection> BindAsync(SmppOptions options, Func<DeliveryReceipt, bool> onReceipt, CancellationToken cancellation, Func<IncomingSms, bool>? onMessage = null)
    {
        var connection = new SmppConnection(await ConnectAsync(options, cancellation), options.Time, onReceipt, onMessage ?? (_ => true));
        try
        {
            connection.reading = Task.Run(connection.ReadAsync, CancellationToken.None);
            var answer = await connection.AskAsync(SmppCommand.BindTransceiver, new BindTransceiver(options.SystemId, options.Password, options.SystemType).Body(), cancellation);
            if (answer.Header.Status != SmppStatus.Ok)
            {
                throw new SmppException($"the bind was refused with command_status 0x{answer.Header.Status:X8}; check system id and password");
            }

            connection.enquiring = connection.EnquireAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Sends one submit_sm and waits for its answer, with at most a window of others. Throws <see cref="SmppException"/> where no answer came: nobody knows
    /// whether the centre took it.
    /// </summary>
    public async Task<SmppPdu> SubmitAsync(SubmitSm message, CancellationToken cancellation)
    {
        await window.WaitAsync(cancellation);
        try
        {
            // From here on it is sent: a stopping server waits for the answer, which takes ten seconds at most.
            return await AskAsync(SmppCommand.SubmitSm, message.Body(), CancellationToken.None);
        }
        finally
        {
            window.Release();
        }
    }

    /// <summary>Says unbind, if the other side still listens, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!closed.Task.IsCompleted && !enquiring.IsCompleted)
        {
            try
            {
                await AskAsync(SmppCommand.Unbind, [], CancellationToken.None);
            }
            catch (SmppException)
            {
                // It is gone already.
            }
        }

        Close("closed by us");
        await Task.WhenAll(reading, enquiring);
        await stream.DisposeAsync();

        // The semaphores hold nothing that wants disposing, and a submit that was under way may still give its place back.
        ending.Dispose();
    }

    private static async Task<Stream> ConnectAsync(SmppOptions options, CancellationToken cancellation)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(options.Host, options.Port, cancellation).AsTask().WaitAsync(SmppLimits.ConnectTimeout, options.Time, cancellation);
            if (!options.Tls)
            {
                return client.GetStream();
            }

            var secure = new SslStream(client.GetStream());
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = options.Host }, cancellation).WaitAsync(SmppLimits.ConnectTimeout, options.Time, cancellation);
            return secure;
        }
        catch (Exception failed) when (failed is SocketException or IOException or TimeoutException or System.Security.Authentication.AuthenticationException)
        {
            client.Dispose();
            throw new SmppException($"cannot be reached: {failed.Message}", failed);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private async Task<SmppPdu> AskAsync(SmppCommand command, byte[] body, CancellationToken cancellation)
    {
        var number = NextSequence();
        var answer = new TaskCompletionSource<SmppPdu>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[number] = answer;
        try
        {
            if (closed.Task.IsCompleted)
            {
                throw new SmppException("the connection is closed");
            }

            await WriteAsync(SmppHeader.Pdu(command, SmppStatus.Ok, number, body));
            return await answer.Task.WaitAsync(SmppLimits.ResponseTimeout, time, cancellation);
        }
        catch (TimeoutException late)
        {
            throw new SmppException($"no answer to {command} within {SmppLimits.ResponseTimeout.TotalSeconds} s", late);
        }
        finally
        {
            waiting.TryRemove(number, out _);
        }
    }

    /// <summary>From 1 to 0x7FFFFFFF, SMPP 3.4 5.1.4.</summary>
    private uint NextSequence() => (Interlocked.Increment(ref sequence) - 1) % 0x7FFFFFFF + 1;

    private async Task WriteAsync(byte[] pdu)
    {
        await writing.WaitAsync();
        // A centre that reads nothing must not hold us for ever.
        using var limit = new CancellationTokenSource(SmppLimits.ResponseTimeout, time);
        try
        {
            await stream.WriteAsync(pdu, limit.Token);
            await stream.FlushAsync(limit.Token);
        }
        catch (Exception failed) when (failed is IOException or ObjectDisposedException or OperationCanceledException)
        {
            Close(failed.Message);
            throw new SmppException("the connection broke", failed);
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await ReadPduAsync() is { } pdu)
            {
                await TakeAsync(pdu);
            }

            Close("the other side closed the connection");
        }
        catch (Exception failed) when (failed is IOException or ObjectDisposedException or OperationCanceledException or SmppException)
        {
            Close(failed.Message);
        }
    }

    /// <summary>Null at the end of the stream.</summary>
    private async Task<SmppPdu?> ReadPduAsync()
    {
        var head = new byte[SmppLimits.HeaderBytes];
        var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ending.Token);
        if (read < head.Length)
        {
            return null;
        }

        if (!SmppHeader.TryRead(head, out var header))
        {
            await WriteAsync(SmppHeader.Pdu(SmppCommand.GenericNack, SmppStatus.InvalidCommandLength, header.Sequence, []));
            throw new SmppException($"a PDU of {header.Length} octets is none");
        }

        var body = new byte[header.Length - SmppLimits.HeaderBytes];
        await stream.ReadExactlyAsync(body, ending.Token);
        return new SmppPdu(header, body);
    }

    private async Task TakeAsync(SmppPdu pdu)
    {
        var (_, command, _, number) = pdu.Header;
        if (pdu.Header.IsResponse)
        {
            if (waiting.TryGetValue(number, out var asked))
            {
                asked.TrySetResult(pdu);
            }

            return;
        }

        switch (command)
        {
            case SmppCommand.EnquireLink: await WriteAsync(SmppHeader.Pdu(SmppCommand.EnquireLinkResp, SmppStatus.Ok, number, [])); break;
            case SmppCommand.DeliverSm: await WriteAsync(SmppHeader.Pdu(SmppCommand.DeliverSmResp, Deliver(pdu), number, [0])); break;
            case SmppCommand.Unbind:
                await WriteAsync(SmppHeader.Pdu(SmppCommand.UnbindResp, SmppStatus.Ok, number, []));
                throw new SmppException("the centre unbound us");
            default: await WriteAsync(SmppHeader.Pdu(SmppCommand.GenericNack, SmppStatus.InvalidCommandId, number, [])); break;
        }
    }

    private uint Deliver(SmppPdu pdu)
    {
        try
        {
            var isTaken = DeliverSm.Receipt(pdu.Body) is { } receipt ? onReceipt(receipt) : DeliverSm.Message(pdu.Body) is not { } message || onMessage(message);
            return isTaken ? SmppStatus.Ok : SmppStatus.TemporaryReceiverError;
        }
        catch (SmppException)
        {
            return SmppStatus.InvalidCommandLength;
        }
    }

    private async Task EnquireAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(SmppLimits.EnquireEvery, time, ending.Token);
                await AskAsync(SmppCommand.EnquireLink, [], ending.Token);
            }
        }
        catch (Exception failed) when (failed is OperationCanceledException or SmppException)
        {
            Close(failed.Message);
        }
    }

    private void Close(string reason)
    {
        if (!closed.TrySetResult(reason))
        {
            return;
        }

        ending.Cancel();
        foreach (var asked in waiting.Values)
        {
            asked.TrySetException(new SmppException($"the connection ended: {reason}"));
        }
    }
}
