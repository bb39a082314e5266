using System.Diagnostics;
using System.Globalization;

namespace Kopek.Host.Netsim;

/// <summary>What one connection of the simulated core counted. Each connection has its own, added up at the end: nothing is shared while it runs.</summary>
internal sealed class NetsimTotals
{
    // Latency in buckets of an eighth of a power of two of microseconds: within 9 % everywhere.
    private const int Parts = 8;
    private readonly long[] latency = new long[64 * Parts];
    private readonly SortedDictionary<uint, long> results = [];

    /// <summary>Per line: octets reported in requests that were answered with success, refused, and never answered.</summary>
    public Dictionary<long, (long Sessions, long Accepted, long Refused, long Unanswered)> Lines { get; } = [];
    public long Answers { get; private set; }
    public long Unanswered { get; private set; }
    public long Repeats { get; set; }

    /// <summary>Repeats that were answered otherwise than their first: each is a fault of the server.</summary>
    public long DifferentAnswers { get; set; }
    public IReadOnlyDictionary<uint, long> Results => results;

    public void SessionBegun(long line)
    {
        var sums = Lines.GetValueOrDefault(line);
        Lines[line] = sums with { Sessions = sums.Sessions + 1 };
    }

    public void Answered(CoreSession session)
    {
        Answers++;
        var code = session.ResultCode / 1000 == 2 ? session.ServiceResultCode : session.ResultCode;
        results[code] = results.GetValueOrDefault(code) + 1;
        var microseconds = Math.Max(1, (long)Stopwatch.GetElapsedTime(session.SentAt).TotalMicroseconds);
        latency[Bucket(microseconds)]++;
        var sums = Lines.GetValueOrDefault(session.Subscriber);
        Lines[session.Subscriber] = session.ResultCode / 1000 == 2
            ? sums with { Accepted = sums.Accepted + session.Reported }
            : sums with { Refused = sums.Refused + session.Reported };
    }

    public void Lost(CoreSession session)
    {
        Unanswered++;
        var sums = Lines.GetValueOrDefault(session.Subscriber);
        Lines[session.Subscriber] = sums with { Unanswered = sums.Unanswered + session.Reported };
    }

    public void Add(NetsimTotals other)
    {
        Answers += other.Answers;
        Unanswered += other.Unanswered;
        Repeats += other.Repeats;
        DifferentAnswers += other.DifferentAnswers;
        for (var i = 0; i < latency.Length; i++)
        {
            latency[i] += other.latency[i];
        }

        foreach (var (code, count) in other.results)
        {
            results[code] = results.GetValueOrDefault(code) + count;
        }

        foreach (var (line, sums) in other.Lines)
        {
            var own = Lines.GetValueOrDefault(line);
            Lines[line] = (own.Sessions + sums.Sessions, own.Accepted + sums.Accepted, own.Refused + sums.Refused, own.Unanswered + sums.Unanswered);
        }
    }

    /// <summary>Latency that this part of the answers was not slower than.</summary>
    public TimeSpan Quantile(double part)
    {
        var left = (long)Math.Ceiling(latency.Sum() * part);
        for (var i = 0; i < latency.Length; i++)
        {
            left -= latency[i];
            if (left <= 0)
            {
                return TimeSpan.FromMicroseconds(Math.Pow(2, (i + 1) / (double)Parts));
            }
        }

        return TimeSpan.Zero;
    }

    public void WriteCsv(string path)
    {
        using var file = new StreamWriter(path);
        file.WriteLine("msisdn,sessions,accepted_octets,refused_octets,unanswered_octets");
        foreach (var (line, sums) in Lines.OrderBy(pair => pair.Key))
        {
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{line},{sums.Sessions},{sums.Accepted},{sums.Refused},{sums.Unanswered}"));
        }
    }

    private static int Bucket(long microseconds) => Math.Min(64 * Parts - 1, (int)(Math.Log2(microseconds) * Parts));
}
