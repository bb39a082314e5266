using NodaTime;

namespace Kopek.Core.Planning;

/// <summary>What a line used on one local day.</summary>
/// <param name="HomeOctets">As they were charged, that is with rounding.</param>
/// <param name="AbroadOctets">In all countries together.</param>
/// <param name="Country">Where most of the use abroad was, ISO letters packed; 0 without any.</param>
/// <param name="WasCutOff">Service was off for some of the day: what was used says nothing of what was wanted.</param>
public readonly record struct DayUse(LocalDate Day, long HomeOctets, long AbroadOctets, ushort Country, bool WasCutOff)
{
    public long Octets => HomeOctets + AbroadOctets;
}
