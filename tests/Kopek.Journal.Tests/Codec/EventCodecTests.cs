using System.Buffers;
using System.Text.Json;
using CsCheck;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Journalling;
using Kopek.Journal.Codec;

namespace Kopek.Journal.Tests.Codec;

public sealed class EventCodecTests
{
    private readonly EventCodec codec = new();

    [Fact]
    public void Every_event_and_command_that_exists_is_tried_here()
    {
        Assert.Equal(CasesOf(typeof(LineEvent)), RandomEvents.LineEvents.Keys.ToHashSet());
        Assert.Equal(CasesOf(typeof(OrderEvent)), RandomEvents.OrderEvents.Keys.ToHashSet());
        Assert.Equal(CasesOf(typeof(LineCommand)), RandomEvents.Commands.Keys.ToHashSet());
        Assert.Equal(CasesOf(typeof(LineEvent)), StoredExamples.LineEvents.Select(e => e.GetType()).ToHashSet());
        Assert.Equal(CasesOf(typeof(OrderEvent)), StoredExamples.OrderEvents.Select(e => e.GetType()).ToHashSet());
        Assert.Equal(CasesOf(typeof(LineCommand)), StoredExamples.Commands.Select(e => e.GetType()).ToHashSet());
    }

    [Fact]
    public void Any_line_event_reads_back_as_it_was()
    {
        foreach (var events in RandomEvents.LineEvents.Values)
        {
            Gen.Select(RandomEvents.LineIds, RandomEvents.Moments, events).Sample((line, at, happened) =>
            {
                var read = ReadOne(Write(line, at, happened));
                Assert.Equal((line, at, Shown(happened)), (read.Line, read.At, Shown(read.Event)));
            }, iter: 300);
        }
    }

    [Fact]
    public void Any_order_event_and_command_reads_back_as_it_was()
    {
        foreach (var events in RandomEvents.OrderEvents.Values)
        {
            Gen.Select(RandomEvents.Moments, events).Sample((at, happened) =>
            {
                var read = ReadOne(Write(at, happened));
                Assert.Equal((default, at, happened), (read.Line, read.At, read.Event));
            }, iter: 500);
        }
    }

    [Fact]
    public void Any_line_state_reads_back_as_it_was() => RandomEvents.Lines.Sample(line =>
    {
        var bytes = new ArrayBufferWriter<byte>();
        codec.WriteState(bytes, line);
        Assert.Equal(Shown(line), Shown(codec.ReadState(line.Id, bytes.WrittenSpan)));
    }, iter: 500);

    [Fact]
    public void Entries_stand_one_after_the_other_and_read_in_their_order()
    {
        var bytes = new ArrayBufferWriter<byte>(16);
        foreach (var happened in StoredExamples.LineEvents)
        {
            codec.Write(bytes, StoredExamples.Line, StoredExamples.At, happened);
        }

        ReadOnlySpan<byte> rest = bytes.WrittenSpan;
        foreach (var happened in StoredExamples.LineEvents)
        {
            Assert.Equal(Shown(happened), Shown(codec.Read(ref rest).Event));
        }

        Assert.True(rest.IsEmpty);
    }

    [Fact]
    public void Bytes_cut_off_anywhere_are_an_error_of_the_journal_and_nothing_else()
    {
        foreach (var happened in StoredExamples.LineEvents)
        {
            var whole = Write(StoredExamples.Line, StoredExamples.At, happened);
            for (var length = 0; length < whole.Length; length++)
            {
                Assert.Throws<JournalException>(() => ReadOne(whole[..length]));
            }
        }
    }

    [Fact]
    public void Any_bytes_at_all_are_an_event_or_an_error_of_the_journal() => Gen.Select(Gen.Byte[0, 70], Gen.Byte[1, 2], Gen.Byte.Array[0, 200]).Sample((type, version, rest) =>
    {
        try
        {
            ReadOne([type, version, .. rest]);
            return true;
        }
        catch (JournalException)
        {
            return true;
        }
    }, iter: 20_000);

    [Fact]
    public void A_type_or_version_of_a_newer_Kopek_is_named()
    {
        var unknownType = Assert.Throws<JournalException>(() => ReadOne([200, 1, 0, 2]));
        Assert.Contains("type 200 version 1", unknownType.Message, StringComparison.Ordinal);
        var unknownVersion = Assert.Throws<JournalException>(() => ReadOne([9, 7, 0, 2]));
        Assert.Contains("type 9 version 7", unknownVersion.Message, StringComparison.Ordinal);
        var unknownState = Assert.Throws<JournalException>(() => codec.ReadState(new LineId(5), [9, 0, 0]));
        Assert.Contains("version 9", unknownState.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_events_of_the_hot_path_are_small_and_cost_no_memory()
    {
        var bytes = new ArrayBufferWriter<byte>(1 << 20);
        var charged = StoredExamples.LineEvents.OfType<LineEvent.UsageCharged>().Single();
        codec.Write(bytes, StoredExamples.Line, StoredExamples.At, charged);
        Assert.InRange(bytes.WrittenCount, 40, 70);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            codec.Write(bytes, StoredExamples.Line, StoredExamples.At, charged);
            codec.Write(bytes, StoredExamples.Line, StoredExamples.At, StoredExamples.Answer);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Texts_of_many_lines_are_one_object()
    {
        var bytes = new ArrayBufferWriter<byte>();
        codec.WriteState(bytes, StoredExamples.State());
        var first = codec.ReadState(new LineId(1), bytes.WrittenSpan);
        var second = codec.ReadState(new LineId(2), bytes.WrittenSpan);
        Assert.Same(first.Plan, second.Plan);
        Assert.Same(first.TimeZone, second.TimeZone);
    }

    internal static HashSet<Type> CasesOf(Type closedSet) => [.. closedSet.GetNestedTypes().Where(type => type.IsSubclassOf(closedSet))];

    /// <summary>All of an object as text: arrays inside records compare by what they hold.</summary>
    internal static string Shown(object value) => JsonSerializer.Serialize(value, value.GetType());

    private byte[] Write(LineId line, Moment at, LineEvent happened)
    {
        var bytes = new ArrayBufferWriter<byte>(8);
        codec.Write(bytes, line, at, happened);
        return bytes.WrittenSpan.ToArray();
    }

    private byte[] Write(Moment at, OrderEvent happened)
    {
        var bytes = new ArrayBufferWriter<byte>(8);
        codec.Write(bytes, at, happened);
        return bytes.WrittenSpan.ToArray();
    }

    private (LineId Line, Moment At, object Event) ReadOne(byte[] bytes)
    {
        ReadOnlySpan<byte> rest = bytes;
        return codec.Read(ref rest);
    }
}
