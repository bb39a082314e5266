using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Core.Lines;

namespace Kopek.Books.Fiscal;

/// <summary>What became of a fiscal document. The API shows the name in snake case. Stored: never renumber.</summary>
public enum FiscalState : byte
{
    /// <summary>To be sent, now or after a pause.</summary>
    Pending = 1,

    /// <summary>The intent: it is at the register, and nobody knows yet what came of it. It is looked up before it is ever sent again.</summary>
    Sent = 2,

    Registered = 3,

    /// <summary>The register will not take it: a person must look, and may have it tried again.</summary>
    Failed = 4,
}

/// <summary>A document whose intent is stored: it is now looked up by its key, and registered where the register has none.</summary>
/// <param name="Key">The same for this document for ever: the register's idempotency key.</param>
public sealed record FiscalWork(string Key, FiscalSeller Seller, FiscalDocument Document, LineId Line, int Attempts);

/// <summary>What came of it. A closed set.</summary>
public abstract record FiscalOutcome
{
    private FiscalOutcome()
    {
    }

    public sealed record Registered(FiscalRegistration Registration) : FiscalOutcome;

    /// <summary>The register will never take it as it is.</summary>
    public sealed record Refused(string Reason) : FiscalOutcome;

    /// <summary>It is not known, or the register works on it: it is looked up after a pause.</summary>
    public sealed record Later(string Reason, TimeSpan After) : FiscalOutcome;
}

/// <summary>A fiscal document as the record has it.</summary>
/// <param name="Qr">The text in its QR; null until it is registered.</param>
public sealed record FiscalRecord(string Key, FiscalState State, int Attempts, string? Reason, Moment Changed, FiscalRegistration? Registration, string? Qr);
