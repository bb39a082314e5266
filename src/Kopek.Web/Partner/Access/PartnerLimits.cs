using System.Collections.Concurrent;
using Kopek.Books.Partners;

namespace Kopek.Web.Partner.Access;

/// <summary>How often partners may ask: requests of each in a second, and look-ups of numbers in a minute. In memory; a restart begins anew.</summary>
internal sealed class PartnerLimits(TimeProvider time)
{
    private static readonly TimeSpan second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan minute = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Allowance> requests = [];
    private readonly ConcurrentDictionary<string, Allowance> lookups = [];

    /// <summary>Takes one request; false where there is none left now.</summary>
    public bool Take(PartnerProfile profile, out int left) => requests.GetOrAdd(profile.Code, static _ => new Allowance()).Take(profile.RequestsPerSecond, second, time, out left);

    public bool TakeLookup(PartnerProfile profile) => lookups.GetOrAdd(profile.Code, static _ => new Allowance()).Take(profile.LookupsPerMinute, minute, time, out _);

    /// <summary>So many in a span, evenly and all at once at most (the generic cell rate algorithm, ITU-T I.371): one number, no lock.</summary>
    private sealed class Allowance
    {
        private long due = long.MinValue;

        public bool Take(int most, TimeSpan within, TimeProvider time, out int left)
        {
            var now = time.GetUtcNow().UtcTicks;
            var each = Math.Max(1, within.Ticks / most);
            while (true)
            {
                var seen = Volatile.Read(ref due);
                var next = Math.Max(seen, now) + each;
                var free = within.Ticks - (next - now);
                left = (int)Math.Max(0, free / each);
                if (free < 0)
                {
                    return false;
                }

                if (Interlocked.CompareExchange(ref due, next, seen) == seen)
                {
                    return true;
                }
            }
        }
    }
}
