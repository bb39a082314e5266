using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Dictionary;
using Kopek.Diameter.Peers;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Sessions;
using Kopek.Engine.Shards;
using Kopek.Gy.Profiles;
using Kopek.Gy.Reauthorization;
using Kopek.Gy.Sessions;
using Microsoft.Extensions.Logging;

namespace Kopek.Gy;

/// <summary>
/// Credit control on Diameter peers: each CCR becomes a request to the shard of its line, all of one read at once, and its answer a CCA when the commit
/// is done. Every CCR is answered, or its connection ends: a core that hears nothing may let data flow free.
/// </summary>
internal sealed class GyApplication(IShards shards, LineDirectory lines, SessionDirectory sessions, GyIdentity identity, GyClients clients, OpenSessionIds openSessions, ILogger logger) : IDiameterApplication
{
    public void OnOpened(DiameterPeer peer) => peer.ApplicationState = new GyConnection(peer, identity, clients, openSessions, logger);

    public bool OnRequest(DiameterPeer peer, in DiameterHeader header, ReadOnlySpan<byte> message)
    {
        if (header.CommandCode != CommandCodes.CreditControl)
        {
            return false;
        }

        var connection = (GyConnection)peer.ApplicationState!;
        var exchange = connection.Take();
        var fields = new CcrFields { Currency = identity.CurrencyNumber };
        var fault = CcrReader.Read(message, exchange.Control, ref fields);
        if (!fault.IsNone)
        {
            connection.PutBack(exchange);
            Refuse(peer, connection, header, message, fault);
            return true;
        }

        exchange.Begin(header, message, fields, connection.ClientOf(fields.OriginHost, fields.OriginRealm));
        if (IsAnsweredHere(peer, exchange, fields))
        {
            connection.Send(exchange);
            return true;
        }

        connection.Ask(exchange);
        return true;
    }

    public void OnReadCompleted(DiameterPeer peer) => ((GyConnection)peer.ApplicationState!).Submit(shards);

    /// <summary>Sets the line. True: the answer is certain without it.</summary>
    private bool IsAnsweredHere(DiameterPeer peer, GyExchange exchange, in CcrFields fields)
    {
        var request = exchange.Control;
        if (exchange.Unsold != 0 && IsOnlyUnsold(request, exchange.Unsold))
        {
            if (exchange.Connection.IsToBeLogged(out var count))
            {
                logger.UnitsNotSold(peer.ConnectionId, exchange.Client.OriginHost, count);
            }

            if (request.Type is CcRequestType.Initial or CcRequestType.Event)
            {
                exchange.Refusal = ResultCodes.RatingFailed;
                return true;
            }
        }

        exchange.Line = FindLine(peer, exchange, fields);
        return false;
    }

    /// <summary>The line of a request, default where there is none: the shard then refuses it, which also shows that the engine is alive.</summary>
    private LineId FindLine(DiameterPeer peer, GyExchange exchange, in CcrFields fields)
    {
        var hasMsisdn = lines.TryFind(DirectoryKind.Msisdn, fields.Msisdn, out var byMsisdn);
        var isBeginning = exchange.Control.Type is CcRequestType.Initial or CcRequestType.Event;
        if (hasMsisdn && !isBeginning)
        {
            return byMsisdn;
        }

        if (lines.TryFind(DirectoryKind.Imsi, fields.Imsi, out var byImsi) && hasMsisdn && byImsi != byMsisdn)
        {
            // Whichever is charged may be the wrong person: better none.
            if (exchange.Connection.IsToBeLogged(out var count))
            {
                logger.SubscribersDiffer(peer.ConnectionId, byMsisdn, byImsi, count);
            }

            return default;
        }

        if (hasMsisdn || byImsi != default)
        {
            return hasMsisdn ? byMsisdn : byImsi;
        }

        // A core may name its subscriber only at the beginning; and the number may have changed since.
        return !isBeginning && sessions.TryFind(exchange.Control.Session, out var bySession) ? bySession : default;
    }

    private void Refuse(DiameterPeer peer, GyConnection connection, in DiameterHeader header, ReadOnlySpan<byte> message, in DiameterFault fault)
    {
        if (connection.IsToBeLogged(out var count))
        {
            logger.RequestRefused(peer.ConnectionId, fault.ResultCode, DiameterDictionary.NameOf(fault.AvpCode, fault.VendorId), count);
        }

        connection.Send(new RefusedRequest(header, message, fault, identity));
    }

    /// <summary>All that is asked for is unsold, so nothing could be granted.</summary>
    private static bool IsOnlyUnsold(CreditControl request, uint unsold)
    {
        var others = false;
        for (var i = 0; i < request.UnitCount; i++)
        {
            ref var unit = ref request.Units[i];
            var isUnsold = (unsold >> i & 1) != 0;
            others |= unit.Requests && !isUnsold;
            unit.Requests &= !isUnsold;
        }

        return !others || request.Type == CcRequestType.Event;
    }
}
