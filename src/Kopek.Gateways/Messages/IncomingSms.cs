namespace Kopek.Gateways.Messages;

/// <summary>A short message that a holder sent to us.</summary>
/// <param name="Reference">The sender's own number of it; null where the centre passes none on.</param>
/// <param name="From">Digits, as the centre writes them. Never logged.</param>
public sealed record IncomingSms(string? Reference, string From, string Text);
