using Kopek.Core.Roaming;

namespace Kopek.Core.Diagnosis;

/// <summary>All that a diagnosis may look at. What is null or absent is unknown.</summary>
public sealed record DiagnosisFacts(LineFacts Line, NetworkConditions Conditions)
{
    public Moment Now => Line.At;

    /// <summary>Where the holder says the line is.</summary>
    public Region? Region { get; init; }

    /// <summary>What the device can do, by its holder.</summary>
    public RadioTechnologies? Device { get; init; }

    /// <summary>What is set in the device, by its holder.</summary>
    public string? AccessPoint { get; init; }

    /// <summary>The first 14 digits of the IMEI of the device that the SIM is in, by its holder.</summary>
    public ulong? Imei { get; init; }
}
