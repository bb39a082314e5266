using Kopek.Books.Storage;
using Kopek.Core;

namespace Kopek.Books.People.SignIns;

/// <summary>Challenges that wait for an answer, by the hash of what only the browser has that asked. Taking one ends it, right or wrong. Only used inside the store's gate.</summary>
internal sealed class PasskeyChallengeTable
{
    private readonly PeopleKey key;
    private readonly BooksStatement prune;
    private readonly BooksStatement shorten;
    private readonly BooksStatement add;
    private readonly BooksStatement find;
    private readonly BooksStatement drop;

    public PasskeyChallengeTable(BooksDatabase database, PeopleKey key)
    {
        this.key = key;
        prune = database.Prepare("DELETE FROM passkey_challenges WHERE at <= ?1");
        shorten = database.Prepare("DELETE FROM passkey_challenges WHERE id IN (SELECT id FROM passkey_challenges ORDER BY id DESC LIMIT -1 OFFSET ?1)");
        add = database.Prepare("INSERT OR REPLACE INTO passkey_challenges (browser, use, account, challenge, at) VALUES (?1, ?2, ?3, ?4, ?5)");
        find = database.Prepare("SELECT use, account, challenge, at FROM passkey_challenges WHERE browser = ?1");
        drop = database.Prepare("DELETE FROM passkey_challenges WHERE browser = ?1");
    }

    public void Add(string browser, PasskeyUse use, long? account, byte[] challenge, Moment now)
    {
        prune.Bind(1, (now + -PasskeyLimits.ChallengeFor).UnixMilliseconds).Run();
        shorten.Bind(1, PasskeyLimits.MostChallenges - 1).Run();
        add.Bind(1, Hash(browser)).Bind(2, (long)use).Bind(3, account).Bind(4, challenge).Bind(5, now.UnixMilliseconds).Run();
    }

    /// <summary>Null where there is none, it is too old, or was made for something or somebody else.</summary>
    public byte[]? Take(string browser, PasskeyUse use, long? account, Moment now)
    {
        var id = Hash(browser);
        if (!find.Bind(1, id).Step())
        {
            return null;
        }

        var fits = find.Long(0) == (long)use && (find.IsNull(1) ? null : find.Long(1)) == account && now < new Moment(find.Long(3)) + PasskeyLimits.ChallengeFor;
        var challenge = find.Blob(2).ToArray();
        find.Reset();
        drop.Bind(1, id).Run();
        return fits ? challenge : null;
    }

    private byte[] Hash(string browser) => key.Hash("passkey browser", browser);
}
