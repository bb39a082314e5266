using Kopek.Core;
using Kopek.Core.Documents;
using Kopek.Web.Counter.Lines;

namespace Kopek.Web.Counter.Contracts;

/// <summary>What may be done to a contract at the counter, each with the holder's document.</summary>
public enum ContractAct : byte
{
    BarSet,
    BarLift,
    LineClose,

    /// <summary>Supervisors only, and only for a line without a holder.</summary>
    HolderRecord,
}

/// <param name="Mrz">As it was typed, to be mended; never stored.</param>
/// <param name="Wrong">What is to be said of the try before; null where it went well or there was none.</param>
/// <param name="Closing">What became of the money of a line that was closed now; null else.</param>
public sealed record ContractView(CounterLine Line, ContractAct? Act, string Mrz, IReadOnlyList<MrzFault> Faults, string? Wrong, string? Said, ClosingView? Closing);

/// <param name="Left">Still on the line: paid in by ways that the counter cannot pay back.</param>
public sealed record ClosingView(IReadOnlyList<ClosingRefund> Refunds, Money Left);

/// <param name="IsDone">False: it is under way, or somebody has to look.</param>
public sealed record ClosingRefund(Money Amount, bool ByCard, bool IsHere, bool IsDone, long Receipt);
