using System.Buffers;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Vouchers;
using Kopek.Engine.Journalling;
using Kopek.Engine.Vouchers;

namespace Kopek.Engine.Accounts;

/// <summary>
/// The small accounts of one shard, and which of them differ from their checkpoint. Those at rest (<see cref="AccountRest"/>) are kept in their stored form
/// and made into an object when they are asked for; the others are objects, because they are about to change. States are immutable; the table has one writer.
/// </summary>
internal sealed class AccountTable
{
    /// <summary>Accounts that fell to rest by the clock, looked at with each change of one: never more than that at a time.</summary>
    private const int MostLaidDown = 4;

    private readonly IEventCodec codec;
    private readonly NumberIndex numbers = new();
    private readonly AccountSlots slots = new();
    private readonly Dictionary<int, Account> live = [];
    private readonly OctetStore octets;
    private readonly VoucherBatches batches = new();
    private readonly ArrayBufferWriter<byte> form = new(1024);

    /// <summary>Live ones that will be at rest by the clock alone.</summary>
    private readonly PriorityQueue<int, long> tired = new();

    /// <summary>The sequence that the checkpoint of each account holds already. Only while the journal is replayed.</summary>
    private List<long> asOf = [];

    public AccountTable(IEventCodec codec)
    {
        this.codec = codec;
        octets = new OctetStore((number, place) => slots[number].Place = place);
    }

    /// <summary>Numbers that were given out: one more than the last.</summary>
    public int Count => slots.Count;

    /// <summary>Those that are objects.</summary>
    public int LiveCount => live.Count;

    /// <summary>Octets for those that are none.</summary>
    public long RestingSize => octets.Size;

    public Account? Find(AccountKey key) => NumberOf(key) is >= 0 and var number ? StateOf(number) : null;

    /// <summary>The state now; the account is made where it is new.</summary>
    public void Set(Account state, Moment now)
    {
        var number = NumberOf(state.Key);
        if (number < 0)
        {
            number = Make(slots.Count, state.Key, (state as Voucher)?.Batch);
        }

        Keep(number, state, now);
        slots.MarkDirty(number);
        LayDown(now);
    }

    /// <summary>From a checkpoint: as of a sequence, and not dirty. Rows that were never written leave holes.</summary>
    public void Restore(int number, ReadOnlySpan<byte> state, long asOf, Moment now)
    {
        var (key, restsFrom) = codec.ReadAccountHead(state);
        Make(number, key, key.Kind == AccountKind.Voucher ? codec.ReadVoucherBatch(state) : null);
        if (restsFrom <= now)
        {
            octets.Add(number, state);
        }
        else
        {
            Keep(number, codec.ReadAccount(state), now);
        }

        while (this.asOf.Count <= number)
        {
            this.asOf.Add(0);
        }

        this.asOf[number] = asOf;
    }

    /// <summary>The sequence that the checkpoint of an account holds already; 0 for none.</summary>
    public long AsOf(AccountKey key) => NumberOf(key) is >= 0 and var number && number < asOf.Count ? asOf[number] : 0;

    /// <summary>The journal is replayed: nobody asks any more what checkpoints hold.</summary>
    public void Replayed() => asOf = [];

    /// <summary>The first that differs from its checkpoint, between two numbers and these included; -1 where there is none.</summary>
    public int NextDirty(int from, int last) => slots.NextDirty(from, last);

    /// <summary>Writes one into a checkpoint; clean from now on.</summary>
    public void Write(int number, IBufferWriter<byte> to)
    {
        slots.ClearDirty(number);
        if (slots[number].IsAtRest)
        {
            to.Write(octets.At(slots[number].Place).Span);
        }
        else
        {
            codec.WriteState(to, live[number]);
        }
    }

    /// <summary>Every account, those at rest made for the caller one by one.</summary>
    public IEnumerable<Account> All() => Enumerable.Range(0, slots.Count).Where(number => slots[number].Exists).Select(StateOf);

    /// <summary>
    /// Those of a kind among <paramref name="most"/> numbers from one on, and where to go on (-1 at the end). Found now; those at rest are made only where
    /// the sequence is read, which may be later and on another thread.
    /// </summary>
    /// <param name="onlyOpen">Leaves out those at rest: nothing is made.</param>
    public (IEnumerable<Account> Accounts, int Next) OfKind(AccountKind kind, int from, int most, bool onlyOpen)
    {
        var until = Math.Min(slots.Count, from + most);
        var found = new List<Kept>();
        for (var number = from; number < until; number++)
        {
            if (slots[number] is var slot && slot.Kind == kind && !(onlyOpen && slot.IsAtRest))
            {
                found.Add(KeptOf(number));
            }
        }

        return (Made(found), until < slots.Count ? until : -1);
    }

    /// <summary>
    /// Up to <paramref name="most"/> vouchers of a batch, and perhaps of another that shares its hash. Begins anew where the place is of a table before this one.
    /// </summary>
    public BatchPage OfBatch(string batch, BatchPlace? from, int most)
    {
        var isFirst = from?.In != batches;
        var place = isFirst ? batches.LastOf(batch) : from!.At;
        var found = new List<Kept>();
        while (place != VoucherBatches.None && found.Count < most)
        {
            (var number, place) = batches.At(place);
            found.Add(KeptOf(number));
        }

        return new BatchPage(Made(found), isFirst, place == VoucherBatches.None ? null : new BatchPlace(batches, place));
    }

    private Kept KeptOf(int number) => slots[number].IsAtRest ? new Kept(null, octets.At(slots[number].Place)) : new Kept(live[number], default);

    private IEnumerable<Account> Made(List<Kept> found) => found.Select(kept => kept.State ?? codec.ReadAccount(kept.Octets.Span));

    private int NumberOf(AccountKey key)
    {
        foreach (var number in numbers.Of(HashOf(key)))
        {
            if ((slots[number].IsAtRest ? codec.ReadAccountHead(octets.At(slots[number].Place).Span).Key : live[number].Key) == key)
            {
                return number;
            }
        }

        return -1;
    }

    private Account StateOf(int number) => slots[number].IsAtRest ? codec.ReadAccount(octets.At(slots[number].Place).Span) : live[number];

    private int Make(int number, AccountKey key, string? batch)
    {
        slots.Add(number, key.Kind);
        numbers.Add(HashOf(key), number);
        if (batch is not null)
        {
            batches.Add(batch, number);
        }

        return number;
    }

    private void Keep(int number, Account state, Moment now)
    {
        if (slots[number].IsAtRest)
        {
            var old = slots[number].Place;
            slots[number].Place = AccountSlot.Live;
            octets.Drop(old);
        }

        var restsFrom = AccountRest.From(state);
        if (restsFrom > now)
        {
            live[number] = state;
            if (!restsFrom.IsNever)
            {
                tired.Enqueue(number, restsFrom.UnixMilliseconds);
            }

            return;
        }

        form.ResetWrittenCount();
        codec.WriteState(form, state);
        octets.Add(number, form.WrittenSpan);
        live.Remove(number);
    }

    private void LayDown(Moment now)
    {
        for (var count = 0; count < MostLaidDown && tired.TryPeek(out var number, out var at) && at <= now.UnixMilliseconds; count++)
        {
            tired.Dequeue();
            // It may be at rest already, or have got something to do.
            if (live.TryGetValue(number, out var state) && AccountRest.From(state) <= now)
            {
                Keep(number, state, now);
            }
        }
    }

    private static uint HashOf(AccountKey key) => NumberIndex.HashOf(key.High ^ (ulong)key.Kind, key.Low);

    private readonly record struct Kept(Account? State, ReadOnlyMemory<byte> Octets);
}
