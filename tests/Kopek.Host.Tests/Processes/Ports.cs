using System.Net;
using System.Net.Sockets;

namespace Kopek.Host.Tests.Processes;

/// <summary>
/// Free ports of the loopback, each given once: below the range that the system gives to connecting sockets, so that a server finds its port free also
/// after a restart.
/// </summary>
internal static class Ports
{
    private const int First = 20_000;
    private const int Count = 10_000;
    private static int next = Environment.ProcessId * 61 % Count;

    public static int Take()
    {
        while (true)
        {
            var port = First + Interlocked.Increment(ref next) % Count;
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: the next one.
            }
        }
    }
}
