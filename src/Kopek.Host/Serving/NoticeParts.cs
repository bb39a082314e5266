using Kopek.Books.Notices;
using Kopek.Books.Storage;
using Kopek.Core.Notices;
using Kopek.Core.Roaming;
using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Gateways.Messages;
using Kopek.Gateways.Messages.Mail;
using Kopek.Gateways.Messages.Smpp;
using Kopek.Host.Commands;
using Kopek.Host.Demo.Phone;
using Kopek.Web.Menus;
using Kopek.Web.Receipts;
using Microsoft.Extensions.Logging;

namespace Kopek.Host.Serving;

/// <summary>Notices of one server: their store, the tail that makes them, and the channels that send them.</summary>
internal sealed class NoticeParts : IAsyncDisposable
{
    private readonly IReadOnlyList<IMessageChannel> channels;
    private readonly ILogger log;
    private NoticeDispatcher? dispatcher;
    private CodeSender? codes;

    private NoticeParts(NoticeStore store, NoticeTail tail, IReadOnlyList<IMessageChannel> channels, ILogger log)
    {
        Store = store;
        Tail = tail;
        this.channels = channels;
        this.log = log;
    }

    public NoticeStore Store { get; }
    public NoticeTail Tail { get; }

    /// <summary>The demo's phone; null where real ones are sent to.</summary>
    public PhoneChannel? Phone => channels.OfType<PhoneChannel>().FirstOrDefault();

    /// <summary>Sign-in codes, by the same channels. Sends when the engine runs, since it knows the numbers.</summary>
    public CodeSender Codes(Func<ChargingEngine> engine) => codes ??= new CodeSender(channels, () => engine().Directory, TimeProvider.System, log);

    /// <summary>Throws <see cref="CommandFailure"/> with what is wrong and what to do.</summary>
    public static NoticeParts Open(ServeOptions options, IJournal journal, IEventCodec codec, Catalogue catalogue, ILogger log)
    {
        try
        {
            var store = new NoticeStore(options.Data, NoticePreferences.Default with { Language = options.NoticeLanguage });
            return new NoticeParts(store, new NoticeTail(journal, codec, store, () => catalogue), Channels(options, store, log), log);
        }
        catch (Exception failed) when (failed is BooksException or ArgumentException)
        {
            throw new CommandFailure((failed as BooksException)?.AtStart ?? failed.Message, failed);
        }
    }

    /// <summary>When the engine runs, since it knows the numbers. <paramref name="menus"/>: answers what holders write. <paramref name="receipts"/>: where receipts are opened.</summary>
    public void BeginSending(ChargingEngine engine, HolderMenus menus, ReceiptDesk receipts)
    {
        foreach (var centre in channels.OfType<SmsCentre>())
        {
            centre.Start(menus.Sms);
        }

        dispatcher = new NoticeDispatcher(Store, () => engine.Directory, channels, TimeProvider.System, log)
        {
            Receipts = new ReceiptLinks(engine.Shards, (brand, number) => receipts.UrlOf(receipts.Store.TokenOf(brand, number))),
        };
        dispatcher.Start();
    }

    public async ValueTask DisposeAsync()
    {
        Tail.Dispose();
        if (codes is not null)
        {
            await codes.DisposeAsync();
        }

        if (dispatcher is not null)
        {
            await dispatcher.DisposeAsync();
        }

        foreach (var centre in channels.OfType<SmsCentre>())
        {
            await centre.DisposeAsync();
        }

        Store.Dispose();
    }

    private static List<IMessageChannel> Channels(ServeOptions options, NoticeStore store, ILogger log)
    {
        List<IMessageChannel> channels = [];
        if (options.SmsCentre is { } centre)
        {
            channels.Add(new SmsCentre(centre, store, log));
        }
        else if (options.HasDemoPhone)
        {
            channels.Add(new PhoneChannel());
        }

        if (options.MailServer is { } server)
        {
            channels.Add(new MailServer(server, log));
        }

        return channels;
    }
}
