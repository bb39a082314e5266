using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Core.Orders;

namespace Kopek.Books.Notices;

/// <summary>
/// Attempts of automatic renewal whose money has not come to the line yet, by the order that they become: so that the notice of the money says what paid it,
/// and no other notice does. A line has at most one attempt under way, and each comes to its end. Only used inside the store's gate.
/// </summary>
internal sealed class AutoChargeTable
{
    private readonly BooksStatement put;
    private readonly BooksStatement find;
    private readonly BooksStatement markTold;
    private readonly BooksStatement remove;

    public AutoChargeTable(BooksDatabase database)
    {
        put = database.Prepare("""INSERT OR IGNORE INTO auto_charges (line, "order", amount, label, told) VALUES (?1, ?2, ?3, ?4, 0)""");
        find = database.Prepare("""SELECT amount, label FROM auto_charges WHERE line = ?1 AND "order" = ?2""");
        markTold = database.Prepare("""UPDATE auto_charges SET told = 1 WHERE line = ?1 AND "order" = ?2""");
        remove = database.Prepare("""DELETE FROM auto_charges WHERE line = ?1 AND "order" = ?2 RETURNING told""");
    }

    public void Begin(LineId line, OrderId order, AutoCharge charge) =>
        put.Bind(1, line.Value).Bind(2, order.High, order.Low).Bind(3, charge.Paid.Kopeks).Bind(4, charge.Label).Run();

    /// <summary>What paid for an order, which is told with its money now; null where a person did.</summary>
    public AutoCharge? Tell(LineId line, OrderId order)
    {
        AutoCharge? found = find.Bind(1, line.Value).Bind(2, order.High, order.Low).Step() ? new AutoCharge(new Money(find.Long(0)), find.Text(1)) : null;
        find.Reset();
        if (found is not null)
        {
            markTold.Bind(1, line.Value).Bind(2, order.High, order.Low).Run();
        }

        return found;
    }

    /// <summary>The attempt is over. True where it was told with its money.</summary>
    public bool End(LineId line, OrderId order)
    {
        var isTold = remove.Bind(1, line.Value).Bind(2, order.High, order.Low).Step() && remove.Long(0) != 0;
        remove.Reset();
        return isTold;
    }
}
