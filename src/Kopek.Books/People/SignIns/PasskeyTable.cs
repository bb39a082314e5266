using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Books.People.SignIns;

/// <summary>The rows of passkeys. Only used inside the store's gate.</summary>
internal sealed class PasskeyTable
{
    private const string Columns = "SELECT p.id, p.account, a.line, p.credential, p.public_key, p.counter, p.name, p.made, p.used FROM passkeys p JOIN accounts a ON a.id = p.account";

    private readonly BooksStatement find;
    private readonly BooksStatement ofAccount;
    private readonly BooksStatement add;
    private readonly BooksStatement use;
    private readonly BooksStatement remove;

    public PasskeyTable(BooksDatabase database)
    {
        find = database.Prepare($"{Columns} WHERE p.credential = ?1");
        ofAccount = database.Prepare($"{Columns} WHERE p.account = ?1 ORDER BY p.id");
        add = database.Prepare("INSERT INTO passkeys (account, credential, public_key, counter, name, made) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        use = database.Prepare("UPDATE passkeys SET counter = ?2, used = ?3 WHERE id = ?1");
        remove = database.Prepare("DELETE FROM passkeys WHERE account = ?1 AND id = ?2");
    }

    public Passkey? Find(byte[] credential)
    {
        var found = find.Bind(1, credential).Step() ? Row(find) : null;
        find.Reset();
        return found;
    }

    /// <summary>In the order in which they were made.</summary>
    public List<Passkey> Of(long account)
    {
        List<Passkey> found = [];
        ofAccount.Bind(1, account);
        while (ofAccount.Step())
        {
            found.Add(Row(ofAccount));
        }

        return found;
    }

    public void Add(NewPasskey made, Moment now) =>
        add.Bind(1, made.Account).Bind(2, made.Credential).Bind(3, made.PublicKey).Bind(4, (long)made.Counter).Bind(5, made.Name).Bind(6, now.UnixMilliseconds).Run();

    public void Use(long id, uint counter, Moment now) => use.Bind(1, id).Bind(2, (long)counter).Bind(3, now.UnixMilliseconds).Run();

    /// <summary>With the sessions that it opened.</summary>
    public void Remove(long account, long id) => remove.Bind(1, account).Bind(2, id).Run();

    private static Passkey Row(BooksStatement row) => new(row.Long(0), row.Long(1), new LineId(row.Long(2)), row.Blob(3).ToArray(), row.Blob(4).ToArray(), (uint)row.Long(5),
        row.Text(6), new Moment(row.Long(7)), row.IsNull(8) ? null : new Moment(row.Long(8)));
}
