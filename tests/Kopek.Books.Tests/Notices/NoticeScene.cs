using Kopek.Books.Catalogues;
using Kopek.Books.Notices;
using Kopek.Books.Tests.Catalogues;
using Kopek.Books.Tests.Statements;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Engine.Journalling;
using Kopek.Journal.Codec;

namespace Kopek.Books.Tests.Notices;

/// <summary>Lines that live on a journal in memory, with the notices that follow from it. The process may "die" at any time: <see cref="Restart"/>.</summary>
internal sealed class NoticeScene : IDisposable
{
    private static readonly Lazy<Catalogue> Sample = new(() => ((CatalogueLoadResult.Loaded)CatalogueLoader.Load(CatalogueCopy.Sample)).Catalogue);
    private readonly EventCodec codec = new();
    private readonly int linesInHand;
    private ulong session = 1000;

    public NoticeScene(int linesInHand = WatchedLines.MostInHand)
    {
        this.linesInHand = linesInHand;
        Store = new NoticeStore(World.Folder);
        Projection = Make();
    }

    public BooksScene World { get; } = new();
    public NoticeStore Store { get; private set; }
    public NoticeProjection Projection { get; private set; }

    public LineId Open(string plan, long rubles, NoticePreferences? wanted = null)
    {
        var line = World.Open(plan, rubles);
        Store.Change(line, wanted ?? new NoticePreferences { Quiet = null, Language = NoticeLanguage.English }, new((ulong)line.Value, 7), new(1, 1), World.Now);
        return line;
    }

    public void Use(LineId line, long megabytes, string network = "001-01")
    {
        session++;
        World.Request(line, session, CcRequestType.Initial, 0, network);
        World.Request(line, session, CcRequestType.Update, megabytes << 20, network);
        World.Request(line, session, CcRequestType.Termination, 0, network);
    }

    /// <summary>Looks at all that is committed.</summary>
    public void Look(IJournal? journal = null, int most = NoticeProjection.MostEntries)
    {
        var projection = journal is null ? Projection : new NoticeProjection(journal, codec, Store, () => Sample.Value, World.Now);
        while (projection.Run(World.Committed(), World.Now, most) > 0)
        {
        }
    }

    /// <summary>The process dies and starts again on what is on the disk.</summary>
    public void Restart()
    {
        Store.Dispose();
        Store = new NoticeStore(World.Folder);
        Projection = Make();
    }

    public List<NoticeRecord> Told(LineId line)
    {
        var page = Store.Page(line, null, NoticeStore.MostOfPage).Notices.ToList();
        page.Reverse();
        return page;
    }

    public IEnumerable<NoticeKind> Kinds(LineId line) => Told(line).Select(notice => notice.Kind);

    public void Dispose()
    {
        Store.Dispose();
        World.Dispose();
    }

    private NoticeProjection Make() => new(World.Journal, codec, Store, () => Sample.Value, World.Now, linesInHand);
}
