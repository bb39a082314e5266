using CsCheck;
using Kopek.Engine.Accounts;

namespace Kopek.Engine.Tests.Accounts;

public sealed class OctetStoreTests
{
    [Fact]
    public void What_is_kept_reads_as_it_was_whatever_is_dropped_and_moved() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 14_000]).Array[1, 600].Sample(
            steps =>
            {
                var places = new Dictionary<int, OctetPlace>();
                var model = new Dictionary<int, byte[]>();
                var store = new OctetStore((number, place) => places[number] = place);
                foreach (var (number, length) in steps)
                {
                    if (places.Remove(number, out var old))
                    {
                        model.Remove(number);
                        store.Drop(old);
                    }

                    if (length > 1_000)
                    {
                        model[number] = [.. Enumerable.Range(0, length).Select(at => (byte)((at + length) & 0xFF))];
                        store.Add(number, model[number]);
                    }
                }

                Assert.Equal(model.Keys.Order(), places.Keys.Order());
                Assert.All(model, entry => Assert.True(store.At(places[entry.Key]).Span.SequenceEqual(entry.Value)));
            },
            iter: 100);

    [Fact]
    public void Waste_does_not_grow_without_end()
    {
        var places = new Dictionary<int, OctetPlace>();
        var store = new OctetStore((number, place) => places[number] = place);
        store.Add(2, "kept"u8);
        var octets = new byte[1_000];
        store.Add(1, octets);
        for (var times = 0; times < 20_000; times++)
        {
            store.Drop(places[1]);
            store.Add(1, octets);
        }

        Assert.True(store.Size <= 2 * OctetStore.LargestChunk, $"{store.Size} octets for {octets.Length}");
        Assert.True(store.At(places[2]).Span.SequenceEqual("kept"u8));
    }

    [Fact]
    public void A_slice_reads_the_same_after_its_account_was_dropped_and_its_chunk_emptied()
    {
        var place = default(OctetPlace);
        var store = new OctetStore((_, now) => place = now);
        store.Add(1, "as it was"u8);
        var slice = store.At(place);
        store.Drop(place);
        for (var number = 2; number < 100; number++)
        {
            store.Add(number, new byte[5_000]);
            store.Drop(place);
        }

        Assert.True(slice.Span.SequenceEqual("as it was"u8));
    }

    [Fact]
    public void One_that_is_larger_than_a_chunk_has_one_of_its_own()
    {
        var place = default(OctetPlace);
        var store = new OctetStore((_, now) => place = now);
        var octets = new byte[3 * OctetStore.LargestChunk];
        octets[^1] = 7;
        store.Add(1, octets);
        Assert.True(store.At(place).Span.SequenceEqual(octets));
    }
}
