using Kopek.Core.Fiscal;

namespace Kopek.Gateways.Fiscal;

/// <summary>
/// A cash register, or a service that lends one. It knows a document by our key: registering the same key again is the same document, so a call whose answer
/// was lost is made again safely; whoever calls looks it up first all the same, because not every service keeps its keys for ever. A call never throws for
/// what the register or the network did.
/// </summary>
public interface IFiscalRegister
{
    /// <summary>Lower case, for logs.</summary>
    string Name { get; }

    /// <param name="contact">Where the buyer gets it (tag 1008); null where that is not known. Never logged.</param>
    Task<FiscalAnswer> Register(string key, FiscalSeller seller, FiscalDocument document, string? contact, CancellationToken cancel);

    /// <summary>What became of a key.</summary>
    Task<FiscalAnswer> Find(string key, CancellationToken cancel);
}

/// <summary>What a register answers. A closed set.</summary>
public abstract record FiscalAnswer
{
    private FiscalAnswer()
    {
    }

    public sealed record Registered(FiscalRegistration Registration) : FiscalAnswer;

    /// <summary>The register works on it.</summary>
    public sealed record Pending : FiscalAnswer;

    /// <summary>It has no document of this key.</summary>
    public sealed record NotFound : FiscalAnswer;

    /// <summary>It will never take it as it is. <paramref name="Reason"/>: a stable code, without any number or name.</summary>
    public sealed record Refused(string Reason) : FiscalAnswer;

    /// <summary>No answer, or one that says nothing.</summary>
    public sealed record Unknown(string Reason) : FiscalAnswer;
}
