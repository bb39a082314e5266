using Kopek.Books.Storage;
using Kopek.Books.Tickets;
using Kopek.Engine;
using Kopek.Host.Commands;
using Kopek.Web.Tickets;

namespace Kopek.Host.Serving;

/// <summary>What holders write to support, of one server.</summary>
internal sealed class SupportParts : IDisposable
{
    private readonly TicketStore store;

    private SupportParts(TicketStore store) => this.store = store;

    /// <summary>Throws <see cref="CommandFailure"/> with what is wrong and what to do.</summary>
    public static SupportParts Open(string folder)
    {
        try
        {
            return new SupportParts(new TicketStore(folder));
        }
        catch (BooksException failed)
        {
            throw new CommandFailure(failed.AtStart, failed);
        }
    }

    public TicketDesk Desk(ChargingEngine engine, NoticeParts notices) => new(store, notices.Store, () => engine.Catalogue, TimeProvider.System);

    public void Dispose() => store.Dispose();
}
