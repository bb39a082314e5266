using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Books.People.SignIns;

/// <summary>The rows of favourites. They go with the sign-in. Only used inside the store's gate.</summary>
internal sealed class FavouriteTable
{
    private readonly BooksStatement all;
    private readonly BooksStatement put;
    private readonly BooksStatement remove;

    public FavouriteTable(BooksDatabase database)
    {
        all = database.Prepare("SELECT id, line, name, number FROM favourites WHERE account = ?1 ORDER BY kept, id");
        put = database.Prepare("""
            INSERT INTO favourites (account, line, number, name, kept) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (account, line) DO UPDATE SET number = ?3, name = ?4
            """);
        remove = database.Prepare("DELETE FROM favourites WHERE account = ?1 AND id = ?2");
    }

    /// <summary>In the order in which they came.</summary>
    public List<Favourite> Of(long account)
    {
        List<Favourite> found = [];
        all.Bind(1, account);
        while (all.Step())
        {
            found.Add(new Favourite(all.Long(0), new LineId(all.Long(1)), all.Text(2)) { Number = all.Blob(3).ToArray() });
        }

        return found;
    }

    public void Put(long account, LineId line, byte[] number, string name, Moment now) =>
        put.Bind(1, account).Bind(2, line.Value).Bind(3, number).Bind(4, name).Bind(5, now.UnixMilliseconds).Run();

    public void Remove(long account, long id) => remove.Bind(1, account).Bind(2, id).Run();
}
