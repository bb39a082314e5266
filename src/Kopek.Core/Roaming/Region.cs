using System.Collections.Frozen;
using Kopek.Core.Plans;

namespace Kopek.Core.Roaming;

[Flags]
public enum RadioTechnologies
{
    None = 0,
    SecondGeneration = 1,
    ThirdGeneration = 2,
    FourthGeneration = 4,
}

/// <summary>A subject of the home country (ISO 3166-2), its IANA time zone, and who covers it with what.</summary>
/// <param name="Technologies">On air from any operator.</param>
/// <param name="ByOperator">By operator code.</param>
/// <param name="Note">The operator's own remark, in English; may be empty.</param>
public sealed record Region(
    string Iso,
    LocalizedText Name,
    string TimeZone,
    RadioTechnologies Technologies,
    FrozenDictionary<string, RadioTechnologies> ByOperator,
    string Note)
{
    /// <summary>What one operator covers here; none for an operator that the file does not name.</summary>
    public RadioTechnologies CoverageOf(string operatorCode) => ByOperator.GetValueOrDefault(operatorCode);
}
