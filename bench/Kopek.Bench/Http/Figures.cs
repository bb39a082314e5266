using System.Diagnostics;
using System.Globalization;

namespace Kopek.Bench.Http;

/// <summary>What a load over HTTP says at its end.</summary>
internal static class Figures
{
    /// <summary>Milliseconds of processor that the server used since its start, from its own figures.</summary>
    public static async Task<long> ServerProcessor(Uri server)
    {
        const string figure = "\nkopek_processor_milliseconds_total ";
        using var client = new HttpClient { BaseAddress = server };
        if (Environment.GetEnvironmentVariable("KOPEK_OPERATOR_TOKEN") is { } token)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }

        var text = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        var at = text.IndexOf(figure, StringComparison.Ordinal) + figure.Length;
        return long.Parse(text.AsSpan(at, text.IndexOf('\n', at) - at), CultureInfo.InvariantCulture);
    }

    /// <summary>The latency that so many of a thousand were not above; 0 where there are none.</summary>
    public static double Milliseconds(long[] sorted, int perMille) =>
        sorted.Length == 0 ? 0 : sorted[(int)Math.Min(sorted.Length - 1, sorted.LongLength * perMille / 1000)] * 1000.0 / Stopwatch.Frequency;
}
