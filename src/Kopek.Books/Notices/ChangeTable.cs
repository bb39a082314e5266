using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Orders;
using Kopek.Engine.Orders;

namespace Kopek.Books.Notices;

/// <summary>The keys of changes that holders asked for, so that each is made once. Only used inside the store's gate.</summary>
internal sealed class ChangeTable(BooksDatabase database)
{
    private readonly BooksStatement find = database.Prepare("SELECT digest FROM changes WHERE key = ?1");
    private readonly BooksStatement put = database.Prepare("INSERT INTO changes (key, digest, at) VALUES (?1, ?2, ?3)");

    /// <summary>Done: the key is new and belongs to this change from now on.</summary>
    public PreferenceChange Take(OrderId key, ContentDigest digest, Moment now)
    {
        var known = Look(key, digest);
        if (known == PreferenceChange.Done)
        {
            put.Bind(1, key.High, key.Low).Bind(2, digest.High, digest.Low).Bind(3, now.UnixMilliseconds).Run();
        }

        return known;
    }

    /// <summary>The same, and the key stays free.</summary>
    public PreferenceChange Look(OrderId key, ContentDigest digest)
    {
        if (!find.Bind(1, key.High, key.Low).Step())
        {
            return PreferenceChange.Done;
        }

        var known = find.Id(0);
        find.Reset();
        return known == (digest.High, digest.Low) ? PreferenceChange.Repeated : PreferenceChange.Conflict;
    }
}
