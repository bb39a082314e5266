using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using CsCheck;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Counter;
using Kopek.Core.Mandates;
using Kopek.Core.Partners;
using Kopek.Core.Receipts;
using Kopek.Core.TopUps;
using Kopek.Core.Vouchers;
using Kopek.Engine.Journalling;
using Kopek.Journal.Codec;

namespace Kopek.Journal.Tests.Codec;

/// <summary>Small accounts on disk, pinned as <see cref="StoredFormTests"/> pins the rest: the JSON of each event and state, and the entry around it.</summary>
public sealed class AccountFormTests
{
    private readonly EventCodec codec = new();

    [Fact]
    public void Every_event_and_every_kind_of_account_has_an_example()
    {
        Type[] sets = [typeof(TopUpOrderEvent), typeof(ReceiptSeriesEvent), typeof(PartnerFloatEvent), typeof(TillEvent), typeof(VoucherEvent), typeof(VoucherBatchEvent), typeof(MandateEvent)];
        Assert.Equal(DerivedFrom(typeof(AccountEvent)), [.. sets.SelectMany(EventCodecTests.CasesOf)]);
        Assert.Equal(DerivedFrom(typeof(AccountEvent)), [.. StoredAccounts.Events.Select(happened => happened.GetType())]);
        Assert.Equal(DerivedFrom(typeof(Account)), [.. StoredAccounts.States.Select(state => state.GetType())]);
    }

    [Fact]
    public void An_example_leaves_no_field_at_its_default()
    {
        foreach (var example in StoredAccounts.Events.Concat<object>(StoredAccounts.States).Append(StoredAccounts.Request))
        {
            foreach (var property in example.GetType().GetProperties().Where(property => property.CanWrite))
            {
                var value = property.GetValue(example);
                var nothing = property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null;
                Assert.False(Equals(value, nothing), $"{example.GetType().Name}.{property.Name} is {value ?? "null"}");
            }
        }
    }

    [Fact]
    public void Every_event_is_stored_as_it_always_was()
    {
        foreach (var happened in StoredAccounts.Events)
        {
            var json = Json(Write(happened));
            Check($"Account.{Set(happened)}.{happened.GetType().Name}.json", json);
        }
    }

    [Fact]
    public void Every_state_is_stored_as_it_always_was()
    {
        foreach (var state in StoredAccounts.States)
        {
            var form = Write(state);
            var head = form.AsSpan().IndexOf("{\"is\""u8);
            Check($"Account.{state.GetType().Name}.2.txt", $"{Convert.ToHexStringLower(form.AsSpan(0, head))}\n{Encoding.UTF8.GetString(form.AsSpan(head))}");
        }
    }

    [Fact]
    public void States_of_version_1_are_still_read()
    {
        // A batch was never stored in it, nor a voucher that is void when it comes back.
        foreach (var state in StoredAccounts.States.Where(state => state is not VoucherBatch).Select(state => state is Voucher voucher ? voucher with { IsVoidOnReturn = false } : state))
        {
            var stored = File.ReadAllBytes(PathOf($"Account.{state.GetType().Name}.json"));
            Assert.Equal(Json(Write(state)), Json(Write(codec.ReadAccount(stored))));
            Assert.Equal((state.Key, AccountRest.From(state)), codec.ReadAccountHead(stored));
        }
    }

    [Fact]
    public void A_batch_that_is_not_void_is_stored_as_before_there_were_void_ones()
    {
        var batch = StoredAccounts.States.OfType<VoucherBatch>().First() with { IsVoid = false };
        var form = Write(batch);
        Assert.EndsWith("""{"is":"voucherBatch","name":"spring","maker":"01020304050607081112131415161718","operator":"KDR","count":100,"value":50000,"expiresAt":1826960400000,"at":1795424400000}""", Encoding.UTF8.GetString(form), StringComparison.Ordinal);
        Assert.Equal(batch, codec.ReadAccount(form));
    }

    [Fact]
    public void The_head_says_whose_it_is_and_when_it_rests()
    {
        foreach (var state in StoredAccounts.States)
        {
            Assert.Equal((state.Key, AccountRest.From(state)), codec.ReadAccountHead(Write(state)));
        }

        var order = StoredAccounts.States.OfType<TopUpOrder>().First() with { NeedsPerson = null };
        foreach (var (status, rests) in new[] { (TopUpStatus.Paying, Moment.Never), (TopUpStatus.Declined, Moment.Beginning), (TopUpStatus.Expired, order.PayingSince + TopUpSteps.LookedForAfterwards) })
        {
            Assert.Equal((order.Key, rests), codec.ReadAccountHead(Write(order with { Status = status })));
        }
    }

    [Fact]
    public void A_voucher_s_batch_is_read_from_both_versions_without_the_rest()
    {
        var voucher = StoredAccounts.States.OfType<Voucher>().First();
        Assert.Equal(voucher.Batch, codec.ReadVoucherBatch(Write(voucher)));
        Assert.Equal(voucher.Batch, codec.ReadVoucherBatch(File.ReadAllBytes(PathOf("Account.Voucher.json"))));
        Assert.Equal("\"spring\" \u2764", codec.ReadVoucherBatch(Write(voucher with { Batch = "\"spring\" \u2764" })));
        Assert.Equal(voucher.Batch, codec.ReadVoucherBatch("""{"is":"voucher","of":{"batch":"inner"},"batch":"spring"}"""u8));
        Assert.Null(codec.ReadVoucherBatch("""{"is":"voucher","botch":"spring"}"""u8));
        Assert.Null(codec.ReadVoucherBatch("""{"is":"voucher","batch":17}"""u8));
        Assert.Null(codec.ReadVoucherBatch("""{"is":"vou"""u8));
    }

    [Fact]
    public void A_voucher_that_names_no_batch_is_refused_and_says_so()
    {
        var voucher = Write(StoredAccounts.States.OfType<Voucher>().First() with { Batch = null! });
        var issued = Write(new VoucherEvent.Issued(null!, 17, "KDR", new Money(50_000), StoredExamples.At));

        Assert.Null(codec.ReadVoucherBatch(voucher));
        foreach (var refused in new[] { Assert.Throws<JournalException>(() => codec.ReadAccount(voucher)), Assert.Throws<JournalException>(() => ReadOne(issued)) })
        {
            Assert.Contains("names no batch", refused.Message, StringComparison.Ordinal);
        }

        Assert.Throws<JournalException>(() => codec.ReadAccount("""{"is":"voucher","key":"Voucher-00000000000000010000000000000002","batch":null,"serial":1}"""u8));
    }

    [Fact]
    public void The_entry_around_an_event_is_stored_as_it_always_was() =>
        Check("AccountEntry.1.txt", Convert.ToHexStringLower(Write(new TopUpOrderEvent.Confirmed())));

    [Fact]
    public void Every_event_and_state_reads_back_as_it_was()
    {
        foreach (var happened in StoredAccounts.Events)
        {
            var (line, at, read) = ReadOne(Write(happened));
            Assert.Equal((default, StoredExamples.At, new AccountEntry(StoredAccounts.Order, happened)), (line, at, (AccountEntry)read));
        }

        foreach (var state in StoredAccounts.States)
        {
            Assert.Equal(Convert.ToHexStringLower(Write(state)), Convert.ToHexStringLower(Write(codec.ReadAccount(Write(state)))));
        }
    }

    [Fact]
    public void What_is_nothing_reads_back_as_nothing()
    {
        var request = StoredAccounts.Request with
        {
            Fee = Money.Zero, SourceAccount = default, SourceLine = default, Clerk = "", Method = null, SaveMethod = false, Mandate = default, Pack = null, RenewPlan = false,
            DigestHigh = 0, NeedsConfirmation = false, HoldUntil = new Moment(0), ExpiresAt = Moment.Never, Transfer = null,
        };
        var (_, _, read) = ReadOne(Write(new TopUpOrderEvent.Requested(request)));
        Assert.Equal(request, ((TopUpOrderEvent.Requested)((AccountEntry)read).Event).Request);
        Account order = new TopUpOrder(StoredAccounts.Order, request, TopUpStatus.Requested, new Moment(0));
        Assert.Equal(order, codec.ReadAccount(Write(order)));
        Assert.Equal(Moment.Never, ((TopUpOrder)codec.ReadAccount(Write(order))).PayingSince);
        order = (TopUpOrder)order with { PayingSince = new Moment(0), CreditedAt = new Moment(0), RefundBy = Moment.Beginning, At = Moment.Never };
        Assert.Equal(order, codec.ReadAccount(Write(order)));
    }

    [Fact]
    public void Amounts_and_moments_of_any_size_and_any_text_read_back_as_they_were() =>
        Gen.Select(Gen.Long, RandomEvents.Moments, Gen.String, Gen.ULong, (kopeks, at, text, number) => (kopeks, at, text, number)).Sample(wish =>
        {
            var request = StoredAccounts.Request with
            {
                Amount = new Money(wish.kopeks), HoldUntil = wish.at, ExpiresAt = wish.at, OrderedBy = wish.text, Pack = wish.text, DigestHigh = wish.number, DigestLow = ~wish.number,
            };
            var (_, _, read) = ReadOne(Write(new TopUpOrderEvent.Requested(request)));
            Assert.Equal(request, ((TopUpOrderEvent.Requested)((AccountEntry)read).Event).Request);
        }, iter: 2_000);

    [Fact]
    public void Damaged_or_newer_bytes_are_an_error_of_the_journal_and_nothing_else()
    {
        var whole = Write(new TopUpOrderEvent.ReceiptNumbered(ReceiptKind.Payment, 5));
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<JournalException>(() => ReadOne(whole[..length]));
        }

        Assert.Throws<JournalException>(() => codec.ReadAccount("""{"is":"hotel","key":"Till-00000000000000010000000000000002"}"""u8));
        Assert.Throws<JournalException>(() => codec.ReadAccount("""{"is":"voucher","newField":1}"""u8));
        Assert.Throws<JournalException>(() => codec.ReadAccount("null"u8));
        Assert.Throws<JournalException>(() => codec.ReadAccount([]));
        var account = Write(StoredAccounts.States.First());
        Assert.Throws<JournalException>(() => codec.ReadAccountHead([3, .. account.AsSpan(1)]));
        for (var length = 0; length < account.Length; length++)
        {
            Assert.Throws<JournalException>(() => codec.ReadAccount(account.AsSpan(0, length)));
        }

        Assert.Throws<JournalException>(() => codec.ReadAccount("{"u8));
    }

    private static HashSet<Type> DerivedFrom(Type set) => [.. set.Assembly.GetTypes().Where(type => type.IsSubclassOf(set) && !type.IsAbstract)];

    private static string Set(AccountEvent happened) => happened.GetType().DeclaringType!.Name.Replace("Event", "", StringComparison.Ordinal);

    private byte[] Write(AccountEvent happened)
    {
        var bytes = new ArrayBufferWriter<byte>();
        codec.Write(bytes, StoredAccounts.Order, StoredExamples.At, happened);
        return bytes.WrittenSpan.ToArray();
    }

    private byte[] Write(Account state)
    {
        var bytes = new ArrayBufferWriter<byte>();
        codec.WriteState(bytes, state);
        return bytes.WrittenSpan.ToArray();
    }

    private (Core.Lines.LineId Line, Moment At, object Event) ReadOne(byte[] bytes)
    {
        ReadOnlySpan<byte> rest = bytes;
        return codec.Read(ref rest);
    }

    /// <summary>The JSON in an entry, which begins with its first brace: the bytes before it are none.</summary>
    private static string Json(byte[] entry) => Encoding.UTF8.GetString(entry.AsSpan(entry.AsSpan().IndexOf((byte)'{')));

    private static string PathOf(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(here))!, "Snapshots", name);

    private static void Check(string name, string text)
    {
        var path = PathOf(name);
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("KOPEK_WRITE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, text + "\n");
        }

        Assert.True(File.Exists(path), $"{name} has no snapshot");
        Assert.Equal(File.ReadAllText(path), text + "\n");
    }
}
