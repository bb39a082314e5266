using System.Diagnostics;
using System.Text;
using Kopek.Diameter.Client;
using Kopek.Diameter.Peers;

namespace Kopek.Host.Netsim;

/// <summary>A simulated packet core as load: many connections, each with its window of sessions, for some seconds; then it closes every session with a T.</summary>
internal static class SimulatedCore
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    /// <param name="progress">Called about twice a second with the time gone.</param>
    public static async Task<NetsimTotals> RunAsync(NetsimOptions options, Action<TimeSpan> progress, CancellationToken cancellation)
    {
        var connections = await ConnectAsync(options, cancellation);
        var identity = new CoreIdentity(options.OriginHost, options.OriginRealm, "kopek.example", Encoding.ASCII.GetBytes(options.Network), options.Volume, 1);
        foreach (var connection in connections)
        {
            connection.Start(identity with { OriginHost = HostOf(options, connections.IndexOf(connection)) });
        }

        await PaceAsync(options, connections, progress, cancellation);
        connections.ForEach(connection => connection.Stop());
        var ending = Stopwatch.StartNew();
        while (!connections.TrueForAll(connection => connection.IsIdle) && ending.Elapsed < LongestEnd)
        {
            connections.ForEach(connection => connection.Send(int.MaxValue));
            await Task.Delay(Tick, CancellationToken.None);
        }

        var totals = new NetsimTotals();
        foreach (var connection in connections)
        {
            totals.Add(connection.Totals);
            await connection.Client!.DisposeAsync();
        }

        return totals;
    }

    private static async Task<List<LoadConnection>> ConnectAsync(NetsimOptions options, CancellationToken cancellation)
    {
        var connections = new List<LoadConnection>();
        for (var i = 0; i < options.Connections; i++)
        {
            var connection = new LoadConnection(options, i);
            var diameter = new DiameterOptions { OriginHost = HostOf(options, i), OriginRealm = options.OriginRealm, ProductName = "kopek netsim" };
            connection.Client = await DiameterClient.ConnectAsync(options.Gy, diameter, new CoreApplication(), cancellation: cancellation);
            connections.Add(connection);
        }

        for (var i = 0; i < connections.Count; i++)
        {
            connections[i].Next = connections[(i + 1) % connections.Count];
        }

        return connections;
    }

    // Every connection is its own node, as in a core with several SMFs.
    private static string HostOf(NetsimOptions options, int connection) => options.Connections == 1 ? options.OriginHost : $"{connection}.{options.OriginHost}";

    private static async Task PaceAsync(NetsimOptions options, List<LoadConnection> connections, Action<TimeSpan> progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var sent = 0L;
        var shown = TimeSpan.Zero;
        while (clock.Elapsed < TimeSpan.FromSeconds(options.Seconds) && !cancellation.IsCancellationRequested)
        {
            if (options.Rate > 0)
            {
                var due = (long)(clock.Elapsed.TotalSeconds * options.Rate) - sent;
                foreach (var connection in connections)
                {
                    sent += connection.Send((int)(due / connections.Count) + 1);
                }
            }

            if (clock.Elapsed - shown > TimeSpan.FromMilliseconds(500))
            {
                shown = clock.Elapsed;
                progress(shown);
            }

            await Task.Delay(Tick, CancellationToken.None);
        }
    }
}
