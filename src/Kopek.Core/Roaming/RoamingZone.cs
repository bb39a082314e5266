using Kopek.Core.Plans;

namespace Kopek.Core.Roaming;

/// <summary>A zone of countries that are priced and sold together; number 0 is home.</summary>
public sealed record RoamingZone(int Number, LocalizedText Name);
