namespace Kopek.Host.Serving;

/// <summary>The server cannot start, for a reason that whoever started it can mend: shown as it is, without a stack.</summary>
internal sealed class ServeFailure(string message, Exception? inner = null) : Exception(message, inner);
