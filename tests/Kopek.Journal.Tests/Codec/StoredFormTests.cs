using System.Buffers;
using System.Runtime.CompilerServices;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Journal.Codec;

namespace Kopek.Journal.Tests.Codec;

/// <summary>
/// The bytes on disk, pinned. A test that fails here means that journals already written would not be read: make a new version instead. New files are
/// written by running with KOPEK_WRITE_SNAPSHOTS=1.
/// </summary>
public sealed class StoredFormTests
{
    private readonly EventCodec codec = new();

    [Fact]
    public void Every_line_event_is_stored_as_it_always_was()
    {
        foreach (var happened in StoredExamples.LineEvents)
        {
            var bytes = new ArrayBufferWriter<byte>();
            codec.Write(bytes, StoredExamples.Line, StoredExamples.At, happened);
            Check($"{happened.GetType().Name}.{(happened is LineEvent.CreditAnswered or LineEvent.DirectDebited { Country: not 0 } ? 2 : 1)}.txt", bytes.WrittenSpan);
        }
    }

    [Fact]
    public void Answers_and_states_of_earlier_versions_are_still_read()
    {
        ReadOnlySpan<byte> answer = Stored("CreditAnswered.1.txt");
        Assert.Equal(EventCodecTests.Shown(StoredExamples.Answer1), EventCodecTests.Shown(codec.Read(ref answer).Event));
        Assert.True(answer.IsEmpty);
        Assert.Equal(EventCodecTests.Shown(StoredExamples.State1()), EventCodecTests.Shown(codec.ReadState(StoredExamples.Line, Stored("State.1.txt"))));
        Assert.Equal(EventCodecTests.Shown(StoredExamples.State2()), EventCodecTests.Shown(codec.ReadState(StoredExamples.Line, Stored("State.2.txt"))));
        Assert.Equal(EventCodecTests.Shown(StoredExamples.State3()), EventCodecTests.Shown(codec.ReadState(StoredExamples.Line, Stored("State.3.txt"))));
        Assert.Equal(EventCodecTests.Shown(StoredExamples.State4()), EventCodecTests.Shown(codec.ReadState(StoredExamples.Line, Stored("State.4.txt"))));
    }

    [Fact]
    public void Every_order_event_is_stored_as_it_always_was()
    {
        foreach (var happened in StoredExamples.OrderEvents)
        {
            var bytes = new ArrayBufferWriter<byte>();
            codec.Write(bytes, StoredExamples.At, happened);
            Check($"{happened.GetType().Name}.1.txt", bytes.WrittenSpan);
        }
    }

    [Fact]
    public void Every_command_is_stored_as_it_always_was()
    {
        foreach (var command in StoredExamples.Commands)
        {
            var bytes = new ArrayBufferWriter<byte>();
            codec.Write(bytes, StoredExamples.At, new OrderEvent.Placed(default, 0, 0, StoredExamples.Line, command, 0, 0));
            Check($"Command.{command.GetType().Name}.{(command is LineCommand.TopUp { Pack: not null } ? 2 : 1)}.txt", bytes.WrittenSpan);
        }
    }

    [Fact]
    public void The_state_of_a_line_is_stored_as_it_always_was()
    {
        var bytes = new ArrayBufferWriter<byte>();
        codec.WriteState(bytes, StoredExamples.State());
        Check("State.5.txt", bytes.WrittenSpan);
    }

    private static void Check(string name, ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(Folder(), name);
        var lines = string.Join('\n', bytes.ToArray().Chunk(16).Select(Convert.ToHexStringLower)) + "\n";
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("KOPEK_WRITE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, lines);
        }

        Assert.True(File.Exists(path), $"{name} has no snapshot");
        Assert.Equal(File.ReadAllText(path), lines);
    }

    private static byte[] Stored(string name) => Convert.FromHexString(File.ReadAllText(Path.Combine(Folder(), name)).Replace("\n", "", StringComparison.Ordinal));

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(here))!, "Snapshots");
}
