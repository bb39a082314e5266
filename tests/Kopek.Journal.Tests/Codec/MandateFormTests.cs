using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Mandates;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Kopek.Engine.Journalling;
using Kopek.Journal.Codec;

namespace Kopek.Journal.Tests.Codec;

/// <summary>The stored form of automatic renewal, pinned: a test that fails here means that journals already written would not be read.</summary>
public sealed class MandateFormTests
{
    private const string Label = "Mir •• 4417";
    private static readonly Moment at = StoredExamples.At;
    private static readonly AccountKey key = MandateKey.Of(StoredExamples.Line);
    private static readonly MandateChange change = new(new OrderId(0x0102030405060708, 0x1112131415161718), 21, 22);
    private static readonly MandateMethod card = new("sandbox", "pm_1", Label, 2027, 8);

    private static readonly MandateSettings settings = new(new BelowBalanceRule(new Money(10_000), new Money(30_000)), new OnDayRule(5, new Money(25_000)),
        new BeforeRenewalRule(TimeSpan.FromHours(48)), new Money(200_000), card);

    private readonly EventCodec codec = new();

    private static IEnumerable<MandateEvent> Events =>
    [
        new MandateEvent.Set(change, StoredExamples.Line, "Europe/Moscow", settings),
        new MandateEvent.StatusChanged(change, MandateStatus.Paused, StopReason.None),
        new MandateEvent.Rearmed(at),
        new MandateEvent.OccasionOpened("below:1", MandateRule.BelowBalance, new Money(30_000), at, Moment.Never, at + TimeSpan.FromDays(3), at, Label),
        new MandateEvent.AttemptStarted("below:1", MandateRule.BelowBalance, 1, new Money(30_000), Label),
        new MandateEvent.AttemptEnded("below:1", 1, new Money(30_000), AttemptOutcome.Declined, DeclineReason.InsufficientFunds, at + TimeSpan.FromHours(6), Label),
        new MandateEvent.CapReached("below:1", new Money(30_000), new Money(200_000), new Money(180_000)),
        new MandateEvent.OccasionEnded("below:1", OccasionEnd.NotNeeded, DeclineReason.None, new Money(30_000), null),
        new MandateEvent.CardExpiryWarned(30, at + TimeSpan.FromDays(30), Label),
    ];

    private static Mandate State => new(key, StoredExamples.Line, "Europe/Moscow", MandateStatus.Active, settings)
    {
        At = at,
        ActiveSince = at,
        Changes = [change],
        Occasions =
        [
            new MandateOccasion("below:1", MandateRule.BelowBalance, new Money(30_000), at, Moment.Never, at + TimeSpan.FromDays(3))
            {
                NextAt = at + TimeSpan.FromHours(6),
                Attempts = [new MandateAttempt(1, new Money(30_000), Label, at) { Outcome = AttemptOutcome.Declined, Reason = DeclineReason.InsufficientFunds, EndedAt = at }],
            },
        ],
        Crossings = 1,
        IsBelow = true,
        LastDay = 20261105,
        SeenAt = at,
        WarnedDays = 30,
        PaidByMonth = ImmutableDictionary<string, Money>.Empty.Add("202611", new Money(25_000)),
    };

    [Fact]
    public void Every_event_is_here_is_stored_as_it_always_was_and_reads_back()
    {
        Assert.Equal(EventCodecTests.CasesOf(typeof(MandateEvent)), Events.Select(happened => happened.GetType()).ToHashSet());
        foreach (var happened in Events)
        {
            var bytes = new ArrayBufferWriter<byte>();
            codec.Write(bytes, key, at, happened);
            ReadOnlySpan<byte> rest = bytes.WrittenSpan;
            var (_, when, read) = codec.Read(ref rest);
            Assert.True(rest.IsEmpty);
            Assert.Equal((at, key), (when, ((AccountEntry)read).Key));
            Assert.Equal(happened, ((AccountEntry)read).Event);
            Check($"mandate.{JsonNamingPolicy.CamelCase.ConvertName(happened.GetType().Name)}.1.json", JsonOf(bytes.WrittenSpan));
        }
    }

    [Fact]
    public void The_state_is_stored_as_it_always_was_and_reads_back()
    {
        var bytes = new ArrayBufferWriter<byte>();
        codec.WriteState(bytes, State);
        Check("mandate.state.1.json", Encoding.UTF8.GetString(bytes.WrittenSpan));
        Assert.Equal(EventCodecTests.Shown(State), EventCodecTests.Shown(codec.ReadAccount(bytes.WrittenSpan)));
    }

    [Fact]
    public void A_new_mandate_reads_back_as_it_was()
    {
        var made = new Mandate(key, StoredExamples.Line, "Europe/Moscow", MandateStatus.Active, settings with { Method = null, BelowBalance = null });
        var bytes = new ArrayBufferWriter<byte>();
        codec.WriteState(bytes, made);
        var read = (Mandate)codec.ReadAccount(bytes.WrittenSpan);
        Assert.Equal(EventCodecTests.Shown(made), EventCodecTests.Shown(read));
        Assert.Null(read.UnderWay);
    }

    /// <summary>The entry's head is the codec's own; what is pinned here is the event in it.</summary>
    private static string JsonOf(ReadOnlySpan<byte> entry) => Encoding.UTF8.GetString(entry[entry.IndexOf((byte)'{')..]);

    private static void Check(string name, string json, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(here))!, "Snapshots", name);
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("KOPEK_WRITE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, json + "\n");
        }

        Assert.True(File.Exists(path), $"{name} has no snapshot");
        Assert.Equal(File.ReadAllText(path), json + "\n");
    }
}
