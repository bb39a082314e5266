using Kopek.Browser.Tests.Serving;
using Microsoft.Playwright;

namespace Kopek.Browser.Tests.Weights;

/// <summary>Counts what goes over the wire to a page, headers included, as the browser itself counts it.</summary>
internal sealed class Wire
{
    private readonly Dictionary<string, double> bytes = [];
    private readonly List<string> addresses = [];

    private Wire(ICDPSession session) => Session = session;

    public ICDPSession Session { get; }
    public double Bytes => bytes.Values.Sum();
    public int Requests => addresses.Count;

    public static async Task<Wire> Of(Visit visit)
    {
        var wire = new Wire(await visit.Context.NewCDPSessionAsync(visit.Page));
        wire.Session.Event("Network.requestWillBeSent").OnEvent += (_, sent) =>
        {
            // A redirect is a request more, with headers of its own.
            var redirect = sent!.Value.TryGetProperty("redirectResponse", out var before) ? before.GetProperty("encodedDataLength").GetDouble() : 0;
            lock (wire.bytes)
            {
                wire.addresses.Add(sent.Value.GetProperty("request").GetProperty("url").GetString()!);
                wire.Add(sent.Value.GetProperty("requestId").GetString()!, redirect);
            }
        };
        wire.Session.Event("Network.loadingFinished").OnEvent += (_, done) =>
        {
            lock (wire.bytes)
            {
                wire.Add(done!.Value.GetProperty("requestId").GetString()!, done.Value.GetProperty("encodedDataLength").GetDouble());
            }
        };
        await wire.Session.SendAsync("Network.enable");
        return wire;
    }

    /// <summary>From here on it counts anew. What is under way is counted to its end.</summary>
    public void Reset()
    {
        lock (bytes)
        {
            bytes.Clear();
            addresses.Clear();
        }
    }

    public override string ToString() => $"{Bytes:0} bytes, {string.Join(", ", addresses)}";

    private void Add(string request, double more) => bytes[request] = bytes.GetValueOrDefault(request) + more;
}
