using System.Security.Cryptography;
using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Books.People.SignIns;

/// <summary>
/// Lines of others that holders keep to pay for. Whose they are is always asked for too: an id of somebody else finds nothing. Every call is one durable
/// transaction; all throw <see cref="Storage.BooksException"/>, and then nothing was changed.
/// </summary>
public sealed class HolderFavourites
{
    private readonly PeopleStore people;
    private readonly FavouriteTable table;
    private readonly PeopleKey key;

    internal HolderFavourites(PeopleStore people, FavouriteTable table, PeopleKey key) => (this.people, this.table, this.key) = (people, table, key);

    /// <summary>In the order in which they were kept; at most <see cref="SignInLimits.MostFavourites"/>.</summary>
    public IReadOnlyList<Favourite> Of(long account) => people.Read(() => table.Of(account));

    /// <summary>Keeps a line, or gives one that is kept its new name and number. False where there are as many as there may be. Again it changes nothing.</summary>
    /// <param name="msisdn">In digits; kept as a keyed hash.</param>
    /// <param name="name">As <see cref="Favourite.ReadName"/> gave it.</param>
    public bool Keep(long account, LineId line, string msisdn, string name, Moment now) => people.Write(() =>
    {
        var known = table.Of(account);
        var hasPlace = known.Count < SignInLimits.MostFavourites || known.Exists(one => one.Line == line);
        if (hasPlace)
        {
            table.Put(account, line, HashOf(msisdn), name, now);
        }

        return hasPlace;
    });

    public void Remove(long account, long id) => people.Write(() => table.Remove(account, id));

    /// <summary>Whether this is the number that was typed when it was kept.</summary>
    public bool HasNumber(Favourite favourite, string msisdn)
    {
        ArgumentNullException.ThrowIfNull(favourite);
        return CryptographicOperations.FixedTimeEquals(favourite.Number, HashOf(msisdn));
    }

    private byte[] HashOf(string msisdn) => key.Hash("favourite number", msisdn);
}
