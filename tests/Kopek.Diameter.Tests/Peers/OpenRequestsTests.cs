using CsCheck;

using Kopek.Diameter.Codec;
using Kopek.Diameter.Peers;

namespace Kopek.Diameter.Tests.Peers;

public sealed class OpenRequestsTests
{
    [Fact]
    public void Every_request_is_taken_once_by_its_own_identifier_and_never_by_an_old_one() =>
        Gen.Select(Gen.UInt, Gen.Int[0, 3].Array[0, 200]).Sample((first, steps) =>
        {
            var open = new OpenRequests(8, first);
            var expected = new Dictionary<uint, IOutgoingRequest>();
            var old = new HashSet<uint>();
            foreach (int step in steps)
            {
                if (step > 0)
                {
                    var request = new EncodedRequest([], (_, _) => { });
                    Assert.Equal(expected.Count < 8, open.TryAdd(request, 0, out uint hopByHop));
                    if (expected.Count < 8)
                    {
                        Assert.DoesNotContain(hopByHop, old);
                        expected.Add(hopByHop, request);
                    }
                }
                else if (expected.Count > 0)
                {
                    (uint hopByHop, IOutgoingRequest request) = expected.First();
                    Assert.Same(request, open.Take(hopByHop));
                    Assert.Null(open.Take(hopByHop));
                    expected.Remove(hopByHop);
                    old.Add(hopByHop);
                }

                Assert.Equal(expected.Count, open.Count);
            }

            Assert.Equal(expected.Count, open.Close().Count);
            Assert.False(open.TryAdd(new EncodedRequest([], (_, _) => { }), 0, out _));
        });

    [Fact]
    public void Only_what_is_due_expires()
    {
        var open = new OpenRequests(4, 0);
        open.TryAdd(new EncodedRequest([], (_, _) => { }), 10, out uint first);
        open.TryAdd(new EncodedRequest([], (_, _) => { }), 11, out uint second);
        Assert.Empty(open.Expire(9));
        Assert.Single(open.Expire(10));
        Assert.Null(open.Take(first));
        Assert.NotNull(open.Take(second));
    }
}
