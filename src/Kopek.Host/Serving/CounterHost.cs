using Kopek.Books.People;
using Kopek.Books.Storage;
using Kopek.Engine;
using Kopek.Engine.Payments;
using Kopek.Host.Commands;
using Kopek.Web.Counter;

namespace Kopek.Host.Serving;

/// <summary>The shop's counter of one server: its people, and the driver of the orders that are paid there.</summary>
internal sealed class CounterHost : IAsyncDisposable
{
    private CounterHost(PeopleStore people, OrderDriver orders)
    {
        People = people;
        Orders = orders;
    }

    public PeopleStore People { get; }
    public OrderDriver Orders { get; }

    /// <summary>Throws <see cref="CommandFailure"/> with what is wrong and what to do.</summary>
    public static CounterHost Open(string folder)
    {
        try
        {
            return new CounterHost(new PeopleStore(folder), new OrderDriver(new Dictionary<string, IPaymentProvider>(), new OrderDriverOptions(_ => null), TimeProvider.System));
        }
        catch (BooksException failed)
        {
            throw new CommandFailure(failed.Message, failed);
        }
    }

    public CounterOptions Options(ChargingEngine engine, string folder) =>
        new() { Engine = engine, Orders = Orders, People = People, KeyFolder = Path.Combine(folder, "people-keys") };

    public async ValueTask DisposeAsync()
    {
        await Orders.DisposeAsync();
        People.Dispose();
    }
}
