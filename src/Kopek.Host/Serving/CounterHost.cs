using Kopek.Books.People;
using Kopek.Books.Storage;
using Kopek.Core.Diagnosis;
using Kopek.Engine;
using Kopek.Engine.Payments;
using Kopek.Host.Commands;
using Kopek.Web.Counter;
using Kopek.Web.Diagnosis;
using Kopek.Web.Receipts;
using Kopek.Web.Tickets;

namespace Kopek.Host.Serving;

/// <summary>The shop's counter of one server: its people.</summary>
internal sealed class CounterHost : IDisposable
{
    private CounterHost(PeopleStore people) => People = people;

    public PeopleStore People { get; }

    /// <summary>Throws <see cref="CommandFailure"/> with what is wrong and what to do.</summary>
    public static CounterHost Open(string folder)
    {
        try
        {
            return new CounterHost(new PeopleStore(folder));
        }
        catch (BooksException failed)
        {
            throw new CommandFailure(failed.AtStart, failed);
        }
    }

    public CounterOptions Options(ChargingEngine engine, OrderDriver orders, ReceiptDesk receipts, TicketDesk tickets, Func<NetworkConditions> conditions, string folder) => new()
    {
        Engine = engine,
        Orders = orders,
        People = People,
        Tickets = tickets,
        Diagnosis = new DiagnosisDesk(engine.Shards, () => engine.Catalogue, conditions),
        KeyFolder = Path.Combine(folder, "people-keys"),
        ReceiptUrl = (operatorCode, number) => receipts.UrlOf(receipts.Store.TokenOf(operatorCode, number)),
    };

    public void Dispose() => People.Dispose();
}
