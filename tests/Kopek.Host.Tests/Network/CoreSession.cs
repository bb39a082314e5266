using Kopek.Core.Sessions;
using Kopek.Gy.Tests;

namespace Kopek.Host.Tests.Network;

/// <summary>A session of the <see cref="SmallCore"/>: what was asked and not yet answered, and the last request with its answer.</summary>
internal sealed class CoreSession(string id, int line)
{
    private uint number;

    public string Id { get; private set; } = id;
    public int Line { get; private set; } = line;
    public Ccr? Pending { get; private set; }
    public long PendingOctets { get; private set; }

    /// <summary>The pending request went out before: from now on with the T bit.</summary>
    public bool WasSent { get; set; }
    public bool IsOver { get; private set; }

    /// <summary>Over, or not yet begun.</summary>
    public bool IsIdle => IsOver || number == 0;
    public (Ccr Request, string Content)? Last { get; private set; }

    public void Renew(string fresh, int freshLine) => (Id, Line, number, IsOver, Last) = (fresh, freshLine, 0, false, null);

    /// <summary>The next request; I reports nothing.</summary>
    public void Ask(long octets, bool isLast)
    {
        PendingOctets = number == 0 ? 0 : octets;
        var asked = new Units(Total: (ulong)SmallCore.Quantum);
        var used = new Units(Total: (ulong)octets);
        Pending = (number, isLast) switch
        {
            (0, _) => Ccr.I(new Mscc(Requested: asked)),
            (_, false) => Ccr.U(number, new Mscc(1, null, asked, used)),
            (_, true) => Ccr.T(number, new Mscc(1, null, null, used)),
        } with
        { SessionId = Id, OriginHost = "core.example", OriginRealm = "core.example", Msisdn = SmallCore.Msisdn(Line) };
        WasSent = false;
    }

    public void Answered(Ccr request, string content)
    {
        Last = (request, content);
        IsOver = request.Type == CcRequestType.Termination;
        number++;
        (Pending, PendingOctets) = (null, 0);
    }
}
