using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Orders;
using Kopek.Engine.Orders;

namespace Kopek.Books.Disputes;

/// <summary>A key of the caller's and a hash of what it is for: the same twice is one change.</summary>
public readonly record struct DisputeKey(OrderId Key, ContentDigest Digest);

/// <summary>A page of disputes, the newest first. <paramref name="Next"/>: where the next page begins; null at the end.</summary>
public sealed record DisputePage(IReadOnlyList<Dispute> Disputes, long? Next);

/// <summary>
/// cases.db: disputes over receipts as lists of dated entries, each opened, noted and decided once. One connection, one user at a time; every call is one
/// durable transaction. All throw <see cref="BooksException"/>, and then nothing was changed.
/// </summary>
public sealed class CaseStore : IDisposable
{
    /// <summary>Entries of a dispute: a talk that is longer wants a decision.</summary>
    public const int MostEntries = 200;

    /// <summary>Characters of an entry's text.</summary>
    public const int LongestText = 1000;

    /// <summary>Characters of a name.</summary>
    public const int LongestName = 64;

    /// <summary>Most disputes of one page.</summary>
    public const int MostOfPage = 200;

    private readonly Lock gate = new();
    private readonly BooksDatabase database;
    private readonly CaseTable table;

    public CaseStore(string folder)
    {
        database = CaseSchema.Open(folder);
        table = new CaseTable(database);
    }

    /// <summary>Opens a dispute. <paramref name="evidence"/>: what is known now, as JSON.</summary>
    public DisputeChange Open(string operatorCode, long number, DisputeReason reason, string by, string text, string evidence, DisputeKey key, Moment now) => Once(key, () =>
    {
        foreach (var id in table.OfReceipt(operatorCode, number))
        {
            if (table.Find(id)!.State == DisputeState.Open)
            {
                return new DisputeChange.OpenAlready(id);
            }
        }

        var opened = table.Add(operatorCode, number, reason, evidence);
        return Append(opened, 1, new DisputeEntry(DisputeEntryKind.Opened, now, by, text, null, OrderId.None), key);
    });

    public DisputeChange Note(long id, string by, string text, DisputeKey key, Moment now) =>
        Add(id, new DisputeEntry(DisputeEntryKind.Note, now, by, text, null, OrderId.None), key);

    /// <param name="decision">Upheld or rejected.</param>
    /// <param name="refund">The order that gives the money back; none where nothing follows.</param>
    public DisputeChange Decide(long id, DisputeState decision, string by, string text, OrderId refund, DisputeKey key, Moment now)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(decision, DisputeState.Open);
        return Add(id, new DisputeEntry(DisputeEntryKind.Decided, now, by, text, decision, refund), key);
    }

    public Dispute? Find(long id) => Locked(() => table.Find(id));

    /// <summary>The disputes of a receipt, the oldest first.</summary>
    public IReadOnlyList<Dispute> OfReceipt(string operatorCode, long number) => Locked(() => table.OfReceipt(operatorCode, number).ConvertAll(id => table.Find(id)!));

    /// <summary>All disputes, or the open ones. <paramref name="from"/>: <see cref="DisputePage.Next"/> of the page before; null is the newest.</summary>
    public DisputePage Page(bool onlyOpen, long? from, int count)
    {
        var most = Math.Clamp(count, 1, MostOfPage);
        return Locked(() =>
        {
            var ids = table.Newest(onlyOpen, from ?? long.MaxValue, most + 1);
            return new DisputePage([.. ids.Take(most).Select(id => table.Find(id)!)], ids.Count > most ? ids[most - 1] : null);
        });
    }

    public void Dispose()
    {
        lock (gate)
        {
            database.Dispose();
        }
    }

    private DisputeChange Add(long id, DisputeEntry entry, DisputeKey key) => Once(key, () =>
    {
        if (table.Find(id) is not { } dispute)
        {
            return new DisputeChange.Unknown();
        }

        if (dispute.State != DisputeState.Open)
        {
            return new DisputeChange.DecidedAlready();
        }

        // The last place is kept for the decision.
        var places = entry.Kind == DisputeEntryKind.Decided ? MostEntries : MostEntries - 1;
        return dispute.Entries.Count >= places ? new DisputeChange.Full() : Append(id, dispute.Entries.Count + 1, entry, key);
    });

    private DisputeChange.Done Append(long id, int position, DisputeEntry entry, DisputeKey key)
    {
        table.AddEntry(id, position, entry);
        table.AddKey(key.Key, key.Digest, id, position, entry.At);
        return new DisputeChange.Done(table.Find(id)!);
    }

    /// <summary>As it was after an entry, so that a repeat reads the same.</summary>
    private static Dispute AsOf(Dispute dispute, int position) => dispute with { Entries = [.. dispute.Entries.Take(position)] };

    private DisputeChange Once(DisputeKey key, Func<DisputeChange> change) => Write(() => table.FindKey(key.Key, key.Digest) switch
    {
        (var id, var position, true) => new DisputeChange.Repeated(AsOf(table.Find(id)!, position)),
        (_, _, false) => new DisputeChange.Conflict(),
        null => change(),
    });

    private T Locked<T>(Func<T> work)
    {
        lock (gate)
        {
            return work();
        }
    }

    private T Write<T>(Func<T> work)
    {
        lock (gate)
        {
            return database.Transaction(work);
        }
    }
}
