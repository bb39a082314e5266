using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

using Kopek.Diameter.Codec;

namespace Kopek.Diameter.Peers;

/// <summary>
/// The one writer of a connection. Any thread enqueues; one work item, or one thread that gathered answers, takes all that waits, encodes it into the
/// pipe and flushes once. The lock guards an array and is never held while encoding or flushing. Nothing is allocated per message.
/// </summary>
internal sealed class OutgoingQueue : IThreadPoolWorkItem
{
    // Kestrel's pipes hand out blocks of 4 KiB, and most answers take 200 to 400 octets: a block is filled before the next is asked for.
    private const int FirstSpan = 512;

    private readonly PipeWriter output;
    private readonly TimeProvider time;
    private readonly Action onWritten;
    private readonly Action<Exception?> abort;
    private readonly Action resume;
    private readonly Lock gate = new();
    private readonly TaskCompletionSource emptied = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Entry[] filling = new Entry[64];
    private Entry[] encoding = new Entry[64];
    private int waiting;
    private bool scheduled;
    private bool gathering;
    private bool closed;
    private bool broken;
    private long answered;
    private long flushSince;
    private ValueTaskAwaiter<FlushResult> flush;

    /// <param name="onWritten">After each batch, on the writer's thread: there may be room for more requests.</param>
    /// <param name="abort">Cuts the connection off; with an exception where a message could not be encoded, which is a bug.</param>
    public OutgoingQueue(PipeWriter output, TimeProvider time, Action onWritten, Action<Exception?> abort)
    {
        this.output = output;
        this.time = time;
        this.onWritten = onWritten;
        this.abort = abort;
        resume = ResumeAfterFlush;
    }

    /// <summary>Answers taken off the queue so far, sent or not.</summary>
    public long Answered => Interlocked.Read(ref answered);

    /// <summary>Timestamp of the flush that has not ended yet, or 0.</summary>
    public long FlushSince => Volatile.Read(ref flushSince);

    /// <summary>False where the connection is closing; the message has been released then.</summary>
    public bool EnqueueRequest(IOutgoingMessage message, uint hopByHop) => Enqueue(new Entry(message, hopByHop, IsRequest: true));

    public bool EnqueueAnswer(IOutgoingMessage message) => Enqueue(new Entry(message, 0, IsRequest: false));

    /// <summary>
    /// Puts an answer in without sending yet. True for the first since the last <see cref="SendGathered"/>: then it is the caller's to call it, soon.
    /// </summary>
    public bool GatherAnswer(IOutgoingMessage message)
    {
        lock (gate)
        {
            if (!closed)
            {
                Add(new Entry(message, 0, IsRequest: false));
                bool isFirst = !scheduled && !gathering;
                gathering |= isFirst;
                return isFirst;
            }
        }

        message.Released(sent: false);
        return false;
    }

    /// <summary>Encodes and sends what was gathered, on this thread unless another is at it: a hand-over costs more than the sending.</summary>
    public void SendGathered()
    {
        bool isMine;
        lock (gate)
        {
            gathering = false;
            isMine = !scheduled && waiting > 0;
            scheduled |= isMine;
        }

        if (isMine)
        {
            Execute();
        }
    }

    /// <summary>Takes nothing more, waits until everything enqueued is with the transport, and cuts the connection off where that takes too long.</summary>
    public async Task CloseAsync(TimeSpan timeout)
    {
        lock (gate)
        {
            closed = true;
            if (!scheduled && waiting == 0)
            {
                return;
            }
        }

        try
        {
            await emptied.Task.WaitAsync(timeout, time);
        }
        catch (TimeoutException)
        {
            abort(null);
            await emptied.Task;
        }
    }

    /// <summary>The work item; not to be called by others.</summary>
    public void Execute()
    {
        while (TakeBatch(out int count))
        {
            Encode(encoding.AsSpan(0, count));
            if (broken)
            {
                onWritten();
                continue;
            }

#pragma warning disable CA2012 // Consumed once, in EndFlush: an await would allocate or need a state machine of its own.
            flush = output.FlushAsync().GetAwaiter();
#pragma warning restore CA2012
            if (!flush.IsCompleted)
            {
                Volatile.Write(ref flushSince, time.GetTimestamp());
                flush.UnsafeOnCompleted(resume);
                return;
            }

            EndFlush();
        }
    }

    private bool Enqueue(Entry entry)
    {
        bool schedule = false;
        bool taken;
        lock (gate)
        {
            taken = !closed;
            if (taken)
            {
                Add(entry);
                schedule = !scheduled;
                scheduled = true;
            }
        }

        if (schedule)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        if (!taken)
        {
            entry.Message.Released(sent: false);
        }

        return taken;
    }

    private void Add(Entry entry)
    {
        if (waiting == filling.Length)
        {
            Array.Resize(ref filling, filling.Length * 2);
        }

        filling[waiting++] = entry;
    }

    private bool TakeBatch(out int count)
    {
        bool isLast;
        lock (gate)
        {
            count = waiting;
            (filling, encoding) = (encoding, filling);
            waiting = 0;
            scheduled = count > 0;
            isLast = count == 0 && closed;
        }

        if (isLast)
        {
            emptied.TrySetResult();
        }

        return count > 0;
    }

    private void Encode(Span<Entry> batch)
    {
        Span<byte> span = default;
        int used = 0;
        int answers = 0;
        foreach (ref readonly Entry entry in batch)
        {
            bool sent = !broken && TryEncode(entry, ref span, ref used);
            answers += entry.IsRequest ? 0 : 1;
            entry.Message.Released(sent);
        }

        if (used > 0)
        {
            output.Advance(used);
        }

        batch.Clear();
        Interlocked.Add(ref answered, answers);
    }

    private bool TryEncode(in Entry entry, ref Span<byte> span, ref int used)
    {
        try
        {
            if (span.IsEmpty)
            {
                span = output.GetSpan(FirstSpan);
            }

            while (true)
            {
                Span<byte> rest = span[used..];
                var writer = new AvpWriter(rest);
                entry.Message.Write(ref writer);
                if (!writer.Overflowed)
                {
                    if (entry.IsRequest)
                    {
                        BinaryPrimitives.WriteUInt32BigEndian(rest[DiameterHeader.HopByHopOffset..], entry.HopByHop);
                    }

                    used += writer.Written;
                    return true;
                }

                int longer = Math.Max(FirstSpan, used > 0 ? rest.Length + 1 : span.Length * 2);
                if (longer > 2 * DiameterLimits.MaxWrittenLength)
                {
                    throw new InvalidOperationException($"A message of {entry.Message.GetType().Name} is longer than {DiameterLimits.MaxWrittenLength} octets.");
                }

                output.Advance(used);
                used = 0;
                span = output.GetSpan(longer);
            }
        }
#pragma warning disable CA1031 // On a pool thread an exception ends the process; one connection's bug ends that connection.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            broken = true;
            abort(bug);
            return false;
        }
    }

    private void ResumeAfterFlush()
    {
        Volatile.Write(ref flushSince, 0);
        EndFlush();
        Execute();
    }

    private void EndFlush()
    {
        try
        {
            broken |= flush.GetResult().IsCompleted;
        }
#pragma warning disable CA1031 // A stream under TLS reports a lost connection as one of several exceptions; all mean the same.
        catch (Exception)
#pragma warning restore CA1031
        {
            broken = true;
            abort(null);
        }

        onWritten();
    }

    private readonly record struct Entry(IOutgoingMessage Message, uint HopByHop, bool IsRequest);
}
