using System.Net;

namespace Kopek.Host.Netsim;

/// <summary>What a run of the simulated core does. A closed loop where <see cref="Rate"/> is 0: each session sends its next request on the answer.</summary>
internal sealed record NetsimOptions
{
    public IPEndPoint Gy { get; init; } = new(IPAddress.Loopback, 3868);
    public int Connections { get; init; } = 1;

    /// <summary>Sessions at once on each connection.</summary>
    public int Window { get; init; } = 16;

    /// <summary>Requests a second over all connections; 0: as fast as answers come.</summary>
    public int Rate { get; init; }
    public int Seconds { get; init; } = 10;
    public long FirstMsisdn { get; init; } = 79000000000;
    public int Lines { get; init; } = 1000;

    /// <summary>U requests between I and T.</summary>
    public int Updates { get; init; } = 3;

    /// <summary>Most octets that a U or T reports as used.</summary>
    public long Volume { get; init; } = 1 << 20;

    /// <summary>Every n-th request is sent a second time with the T bit, on the next connection; 0: none.</summary>
    public int RepeatEvery { get; init; }
    public string Network { get; init; } = "00101";
    public string OriginHost { get; init; } = "netsim.example";
    public string OriginRealm { get; init; } = "netsim.example";
    public int Seed { get; init; } = 1;
    public string? Csv { get; init; }
}
