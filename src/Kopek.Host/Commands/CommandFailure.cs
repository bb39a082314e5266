namespace Kopek.Host.Commands;

/// <summary>A command cannot do what it was asked, for a reason that whoever typed it can mend: shown as one message, without a stack.</summary>
internal sealed class CommandFailure(string message, Exception? inner = null) : Exception(message, inner);
