using CsCheck;
using Kopek.Engine.Accounts;

namespace Kopek.Engine.Tests.Accounts;

public sealed class NumberIndexTests
{
    [Fact]
    public void Every_number_is_found_under_its_hash_and_under_no_other() =>
        // Few hashes for many numbers, at both ends of a segment.
        Gen.UInt[0, 3].Select(Gen.UInt[0, 40], (segment, low) => unchecked(segment * 0x55FFFFE0u + low)).Array[0, 400].Sample(
            hashes =>
            {
                var index = new NumberIndex();
                for (var number = 0; number < hashes.Length; number++)
                {
                    index.Add(hashes[number], number);
                }

                foreach (var hash in hashes.Append(7u))
                {
                    Assert.Equal(Enumerable.Range(0, hashes.Length).Where(number => hashes[number] == hash), Found(index, hash).Order());
                }
            },
            iter: 300);

    [Fact]
    public void A_number_that_is_replaced_is_found_no_more()
    {
        var index = new NumberIndex();
        for (var number = 0; number < 1_000; number++)
        {
            index.Add((uint)(number % 10), number);
        }

        index.Replace(3, 403, 5_000);
        Assert.Equal(Enumerable.Range(0, 100).Select(tens => tens * 10 + 3).Where(number => number != 403).Append(5_000), Found(index, 3).Order());
    }

    private static List<int> Found(NumberIndex index, uint hash)
    {
        var found = new List<int>();
        foreach (var number in index.Of(hash))
        {
            found.Add(number);
        }

        return found;
    }
}
