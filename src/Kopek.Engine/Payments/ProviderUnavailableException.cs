namespace Kopek.Engine.Payments;

/// <summary>
/// A provider could not be asked to the end, so that what was listed until then is not all of it: nothing may be concluded from what is missing.
/// The message is for the operator and holds no secret.
/// </summary>
public sealed class ProviderUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
