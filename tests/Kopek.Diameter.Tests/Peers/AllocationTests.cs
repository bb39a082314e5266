using System.IO.Pipelines;

using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;
using Kopek.Diameter.Tests.Codec;

namespace Kopek.Diameter.Tests.Peers;

/// <summary>The hot path allocates nothing per message, not even a little. Alone, because a thread pool's allocations are told for the whole process only.</summary>
[Collection(nameof(Alone))]
public sealed class AllocationTests
{
    [Fact]
    public void Walking_a_request_allocates_nothing()
    {
        byte[] ccr = Corpus.All["ccr-update-open5gs"];
        ulong octets = 0;
        Walk(AvpReader.OfMessage(ccr), ref octets);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            Walk(AvpReader.OfMessage(ccr), ref octets);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.NotEqual(0ul, octets);
    }

    [Fact]
    public void Queueing_and_writing_answers_allocates_nothing_once_it_runs()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
        var queue = new OutgoingQueue(pipe.Writer, TimeProvider.System, () => { }, _ => { });
        var answers = new IOutgoingMessage[64];
        Array.Fill(answers, new FixedAnswer());
        for (int i = 0; i < 100; i++)
        {
            Turn(queue, pipe.Reader, answers);
        }

        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < 100; i++)
        {
            Turn(queue, pipe.Reader, answers);
        }

        // 6,400 answers; what is left is the runtime's own: queues of the thread pool grow by segments now and then.
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 6400);
    }

    private static void Turn(OutgoingQueue queue, PipeReader reader, IOutgoingMessage[] answers)
    {
        long until = queue.Answered + answers.Length;
        foreach (IOutgoingMessage answer in answers)
        {
            queue.GatherAnswer(answer);
        }

        queue.SendGathered();
        while (queue.Answered < until)
        {
            Thread.Yield();
        }

        if (reader.TryRead(out ReadResult result))
        {
            reader.AdvanceTo(result.Buffer.End);
        }
    }

    private static void Walk(AvpReader reader, ref ulong octets)
    {
        while (reader.MoveNext())
        {
            switch (reader.Code)
            {
                case AvpCodes.MultipleServicesCreditControl or AvpCodes.UsedServiceUnit:
                    Walk(reader.Group(), ref octets);
                    break;
                case AvpCodes.CcInputOctets when reader.TryReadUnsigned64(out ulong value):
                    octets += value;
                    break;
                default:
                    break;
            }
        }
    }

    private sealed class FixedAnswer : IOutgoingMessage
    {
        public void Write(ref AvpWriter writer)
        {
            int start = writer.BeginMessage(new DiameterHeader(1, 0, CommandFlags.Proxiable, CommandCodes.CreditControl, Applications.CreditControl, 1, 2));
            writer.WriteOctets(AvpCodes.SessionId, "pgw.core.example;1;2"u8);
            writer.WriteUnsigned32(AvpCodes.ResultCode, ResultCodes.Success);
            int group = writer.BeginGroup(AvpCodes.GrantedServiceUnit);
            writer.WriteUnsigned64(AvpCodes.CcTotalOctets, 1_000_000);
            writer.EndGroup(group);
            writer.EndMessage(start);
        }

        public void Released(bool sent)
        {
        }
    }
}

[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
