namespace Kopek.Core.Plans;

/// <summary>One text in the three languages that Kopek speaks.</summary>
public sealed record LocalizedText(string Zh, string En, string Ru);
