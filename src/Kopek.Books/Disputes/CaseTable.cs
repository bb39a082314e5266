using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Orders;
using Kopek.Engine.Orders;

namespace Kopek.Books.Disputes;

/// <summary>The rows of disputes. Only used inside the store's gate.</summary>
internal sealed class CaseTable
{
    private readonly BooksStatement add;
    private readonly BooksStatement lastId;
    private readonly BooksStatement addEntry;
    private readonly BooksStatement find;
    private readonly BooksStatement entries;
    private readonly BooksStatement ofReceipt;
    private readonly BooksStatement newest;
    private readonly BooksStatement openOnes;
    private readonly BooksStatement findKey;
    private readonly BooksStatement addKey;

    public CaseTable(BooksDatabase database)
    {
        add = database.Prepare("INSERT INTO disputes (operator, number, reason, evidence) VALUES (?1, ?2, ?3, ?4)");
        lastId = database.Prepare("SELECT last_insert_rowid()");
        addEntry = database.Prepare("INSERT INTO entries (dispute, position, at, kind, by, text, decision, refund) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        find = database.Prepare("SELECT operator, number, reason, evidence FROM disputes WHERE id = ?1");
        entries = database.Prepare("SELECT at, kind, by, text, decision, refund FROM entries WHERE dispute = ?1 ORDER BY position");
        ofReceipt = database.Prepare("SELECT id FROM disputes WHERE operator = ?1 AND number = ?2 ORDER BY id");
        newest = database.Prepare("SELECT id FROM disputes WHERE id < ?1 ORDER BY id DESC LIMIT ?2");
        openOnes = database.Prepare("""
            SELECT id FROM disputes WHERE id < ?1 AND NOT EXISTS (SELECT 1 FROM entries WHERE dispute = id AND kind = 3) ORDER BY id DESC LIMIT ?2
            """);
        findKey = database.Prepare("SELECT digest, dispute, position FROM changes WHERE key = ?1");
        addKey = database.Prepare("INSERT INTO changes (key, digest, dispute, position, at) VALUES (?1, ?2, ?3, ?4, ?5)");
    }

    public long Add(string operatorCode, long number, DisputeReason reason, string evidence)
    {
        add.Bind(1, operatorCode).Bind(2, number).Bind(3, (long)reason).Bind(4, evidence).Run();
        lastId.Step();
        var id = lastId.Long(0);
        lastId.Reset();
        return id;
    }

    public void AddEntry(long dispute, int position, DisputeEntry entry) =>
        addEntry.Bind(1, dispute).Bind(2, position).Bind(3, entry.At.UnixMilliseconds).Bind(4, (long)entry.Kind).Bind(5, entry.By).Bind(6, entry.Text)
            .Bind(7, (long?)entry.Decision).Bind(8, entry.RefundOrder.High, entry.RefundOrder.Low).Run();

    public Dispute? Find(long id)
    {
        if (!find.Bind(1, id).Step())
        {
            return null;
        }

        var found = new Dispute(id, find.Text(0), find.Long(1), (DisputeReason)find.Long(2), find.Text(3), []);
        find.Reset();
        return found with { Entries = EntriesOf(id) };
    }

    public List<long> OfReceipt(string operatorCode, long number) => Ids(ofReceipt.Bind(1, operatorCode).Bind(2, number));

    public List<long> Newest(bool onlyOpen, long before, int most) => Ids((onlyOpen ? openOnes : newest).Bind(1, before).Bind(2, most));

    /// <summary>The dispute that a key changed, the entry that it made, and whether the content is the same; null where the key is new.</summary>
    public (long Dispute, int Position, bool IsSame)? FindKey(OrderId key, ContentDigest digest)
    {
        (long, int, bool)? found = null;
        if (findKey.Bind(1, key.High, key.Low).Step())
        {
            found = (findKey.Long(1), (int)findKey.Long(2), findKey.Id(0) == (digest.High, digest.Low));
        }

        findKey.Reset();
        return found;
    }

    public void AddKey(OrderId key, ContentDigest digest, long dispute, int position, Moment now) =>
        addKey.Bind(1, key.High, key.Low).Bind(2, digest.High, digest.Low).Bind(3, dispute).Bind(4, position).Bind(5, now.UnixMilliseconds).Run();

    private List<DisputeEntry> EntriesOf(long id)
    {
        var found = new List<DisputeEntry>();
        entries.Bind(1, id);
        while (entries.Step())
        {
            var refund = entries.Id(5);
            found.Add(new DisputeEntry((DisputeEntryKind)entries.Long(1), new Moment(entries.Long(0)), entries.Text(2), entries.Text(3),
                entries.IsNull(4) ? null : (DisputeState)entries.Long(4), new OrderId(refund.High, refund.Low)));
        }

        return found;
    }

    private static List<long> Ids(BooksStatement query)
    {
        var ids = new List<long>();
        while (query.Step())
        {
            ids.Add(query.Long(0));
        }

        return ids;
    }
}
