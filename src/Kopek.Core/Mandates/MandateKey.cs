using Kopek.Core.Accounts;
using Kopek.Core.Lines;

namespace Kopek.Core.Mandates;

/// <summary>
/// Where a line's mandate is, and where its orders are. A mandate's low half is the LineId itself: so it lives on its line's own shard, and what happens to
/// both stands in the journal in one order. Who gets the number later has another LineId, and no mandate.
/// </summary>
public static class MandateKey
{
    public static AccountKey Of(LineId line) => new(AccountKind.Mandate, 0, unchecked((ulong)line.Value));

    public static LineId LineOf(AccountKey mandate) => new(unchecked((long)mandate.Low));

    /// <summary>The one order that an attempt may ever become, whoever places it and however often.</summary>
    public static AccountKey OrderOf(AccountKey mandate, string occasion, int attempt) =>
        new(AccountKind.TopUpOrder, NamedKey.Of($"auto-renewal:{LineOf(mandate)}:{occasion}#{attempt}"));
}
