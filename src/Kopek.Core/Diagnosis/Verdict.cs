namespace Kopek.Core.Diagnosis;

/// <summary>How sure a finding is, the surest first.</summary>
public enum Verdict : byte
{
    /// <summary>Kopek's own state says so.</summary>
    Certain = 0,

    /// <summary>What was seen, or what the operator keeps, points to it.</summary>
    Likely = 1,

    /// <summary>Nothing here tells: never guessed.</summary>
    Unknown = 2,
    RuledOut = 3,
}
