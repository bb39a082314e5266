using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Core.Diagnosis;

/// <summary>
/// What the network's requests last said of one line: when it was there, where, in which device, and how it was refused. Kept in memory only, outside of
/// the journal, which holds no place: a restart forgets it, and then it is unknown, not guessed. A default moment is one that was not seen.
/// </summary>
public readonly record struct Sighting
{
    /// <summary>A silence shorter than this is nobody's rule, so it is not kept.</summary>
    public static readonly TimeSpan ShortestSilence = TimeSpan.FromHours(1);

    /// <summary>The last session that began or ended, or the last refusal.</summary>
    public Moment SeenAt { get; init; }
    public Moment BegunAt { get; init; }
    public Moment RefusedAt { get; init; }

    /// <summary>The Result-Code of that refusal.</summary>
    public int RefusedCode { get; init; }

    /// <summary>A session ended that had used data.</summary>
    public Moment FlowedAt { get; init; }

    /// <summary>The last silence: from, and the first attempt after it.</summary>
    public Moment SilentSince { get; init; }
    public Moment BackAt { get; init; }

    /// <summary>Where the last session began; no network is home, as for charging.</summary>
    public NetworkCode Network { get; init; }
    public NetworkCode NetworkBefore { get; init; }
    public Moment NetworkSince { get; init; }

    /// <summary>The first 14 digits of the IMEI (model and serial number); 0 where the core never said it.</summary>
    public ulong Imei { get; init; }

    public bool IsNone => SeenAt == default;

    /// <summary>After a request that began or ended a session, or that was refused (<paramref name="code"/> is not 2001).</summary>
    public Sighting See(Moment now, CreditControl request, int code)
    {
        ArgumentNullException.ThrowIfNull(request);
        var begins = request.Type == CcRequestType.Initial;
        var refused = code != ResultCode.Success;
        var moved = begins && (IsNone || request.Network != Network);
        var wasSilent = begins && !IsNone && now >= SeenAt + ShortestSilence;
        return this with
        {
            SeenAt = now,
            BegunAt = begins && !refused ? now : BegunAt,
            RefusedAt = refused ? now : RefusedAt,
            RefusedCode = refused ? code : RefusedCode,
            FlowedAt = request.Type == CcRequestType.Termination && Used(request) ? now : FlowedAt,
            SilentSince = wasSilent ? SeenAt : SilentSince,
            BackAt = wasSilent ? now : BackAt,
            Network = moved ? request.Network : Network,
            NetworkBefore = moved ? Network : NetworkBefore,
            NetworkSince = moved ? now : NetworkSince,
            Imei = request.Imei != 0 ? request.Imei : Imei,
        };
    }

    /// <summary>A session was given up because its core fell silent: until then the line was there.</summary>
    public Sighting Lost(Moment now) => this with { SeenAt = now };

    private static bool Used(CreditControl request)
    {
        for (var i = 0; i < request.UnitCount; i++)
        {
            if (request.Units[i].UsedOctets > 0)
            {
                return true;
            }
        }

        return false;
    }
}
