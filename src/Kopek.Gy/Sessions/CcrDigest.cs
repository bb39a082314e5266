using System.IO.Hashing;
using System.Runtime.InteropServices;
using Kopek.Core.Sessions;

namespace Kopek.Gy.Sessions;

/// <summary>
/// The hash of what a CCR says. It covers what was read and nothing else: two requests that differ only in what Kopek passes over (Event-Timestamp,
/// User-Equipment-Info, User-Location-Info, Destination-Host, Route-Record, the T bit, ...) are one, so a client may stamp a repeat anew. It is journalled with each answer:
/// another layout here makes repeats across that upgrade a conflict for ten minutes.
/// <code>
/// type | action | command's units or services, number | network | kopeks | for each unit: rating group, service | presence | requested | used | used before
/// </code>
/// </summary>
internal static class CcrDigest
{
    private const int CommandWords = 3;
    private const int UnitWords = 5;

    public static ulong Of(CreditControl request, uint unsold)
    {
        Span<ulong> words = stackalloc ulong[CommandWords + UnitWords * request.UnitCount];
        words[0] = (ulong)request.Number << 32 | (request.HasServices ? 1UL << 16 : 0) | (ulong)(byte)request.Action << 8 | (byte)request.Type;
        words[1] = (ulong)request.Network.Mcc << 32 | (uint)request.Network.MncDigits << 16 | (uint)request.Network.Mnc;
        words[2] = (ulong)request.EventMoney.Kopeks;
        for (var i = 0; i < request.UnitCount; i++)
        {
            ref readonly var unit = ref request.Units[i];
            var place = words[(CommandWords + UnitWords * i)..];
            place[0] = (ulong)unit.Unit.RatingGroup << 32 | unit.Unit.ServiceIdentifier;
            place[1] = (unit.Unit.HasRatingGroup ? 1UL : 0) | (unit.Unit.HasServiceIdentifier ? 2UL : 0) | (unit.Requests ? 4UL : 0) | (unit.Reports ? 8UL : 0)
                | ((unsold >> i & 1) != 0 ? 16UL : 0);
            place[2] = (ulong)unit.RequestedOctets;
            place[3] = (ulong)unit.UsedOctets;
            place[4] = (ulong)unit.UsedBeforeTariffChange;
        }

        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(words));
    }
}
