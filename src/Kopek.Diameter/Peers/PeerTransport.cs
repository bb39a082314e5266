using System.IO.Pipelines;
using System.Net;

namespace Kopek.Diameter.Peers;

/// <summary>One connection as a peer sees it: Kestrel's, a client's socket, or a pair of pipes in a test.</summary>
/// <param name="Id">Names the connection in logs.</param>
/// <param name="Abort">Cuts the connection off at once; may be called from any thread and more than once.</param>
internal sealed record PeerTransport(IDuplexPipe Pipe, string Id, IPAddress? Local, IPAddress? Remote, Action Abort);
