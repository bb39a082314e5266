using Kopek.Core;
using Kopek.Core.Counter;

namespace Kopek.Web.Counter.Tills;

/// <summary>What the page of the till shows.</summary>
/// <param name="Till">Open, and to be closed by whoever looks; null: one may be opened.</param>
/// <param name="Drawer">To be opened.</param>
/// <param name="Wrong">What is to be said of the form before; null at first.</param>
/// <param name="Difference">A count that does not match, not booked yet: it needs a reason.</param>
public sealed record TillView(Till? Till, int Drawer, CashCount Count, string? Wrong, DifferenceView? Difference, string? Said);

/// <summary>What should be there and what was counted.</summary>
public sealed record DifferenceView(Money Expected, Money Counted)
{
    public Money Difference => Counted - Expected;
}

/// <param name="Name">Of who closed it.</param>
public sealed record TillClosedView(string Place, TillCount Count, string Name);

/// <param name="Names">Of staff by their ids.</param>
public sealed record TillsView(IReadOnlyList<Till> Tills, IReadOnlyDictionary<string, string> Names);
