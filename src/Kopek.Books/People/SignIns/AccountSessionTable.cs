using System.Security.Cryptography;
using System.Text;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Books.People.SignIns;

/// <summary>Which holders are signed in, by the hash of the cookie's token: a copy of the database signs nobody in. Only used inside the store's gate.</summary>
internal sealed class AccountSessionTable
{
    private readonly BooksStatement add;
    private readonly BooksStatement find;
    private readonly BooksStatement touch;
    private readonly BooksStatement choose;
    private readonly BooksStatement end;
    private readonly BooksStatement endAll;
    private readonly BooksStatement prune;
    private readonly BooksStatement shorten;

    public AccountSessionTable(BooksDatabase database)
    {
        add = database.Prepare("INSERT INTO account_sessions (token, account, line, began, seen, passkey) VALUES (?1, ?2, ?3, ?4, ?4, ?5)");
        find = database.Prepare("SELECT account, line, began, seen FROM account_sessions WHERE token = ?1");
        touch = database.Prepare("UPDATE account_sessions SET seen = ?2 WHERE token = ?1");
        choose = database.Prepare("UPDATE account_sessions SET line = ?2 WHERE token = ?1");
        end = database.Prepare("DELETE FROM account_sessions WHERE token = ?1");
        endAll = database.Prepare("DELETE FROM account_sessions WHERE account = ?1");
        prune = database.Prepare("DELETE FROM account_sessions WHERE began <= ?1 OR seen <= ?2");
        shorten = database.Prepare("""
            DELETE FROM account_sessions WHERE account = ?1 AND token NOT IN (SELECT token FROM account_sessions WHERE account = ?1 ORDER BY seen DESC LIMIT ?2)
            """);
    }

    /// <param name="passkey">That opened it; null by a code.</param>
    public void Begin(string token, long account, LineId line, Moment now, long? passkey = null)
    {
        prune.Bind(1, (now + -SignInLimits.SessionFor).UnixMilliseconds).Bind(2, (now + -SignInLimits.IdleFor).UnixMilliseconds).Run();
        shorten.Bind(1, account).Bind(2, SignInLimits.MostSessions - 1).Run();
        add.Bind(1, Hash(token)).Bind(2, account).Bind(3, line.Value).Bind(4, now.UnixMilliseconds).Bind(5, passkey).Run();
    }

    /// <summary>Null where it is not known, signed out or over.</summary>
    public (long Account, LineId Line, Moment Seen)? Find(string token, Moment now)
    {
        if (!find.Bind(1, Hash(token)).Step())
        {
            return null;
        }

        var (account, line, began, seen) = (find.Long(0), new LineId(find.Long(1)), new Moment(find.Long(2)), new Moment(find.Long(3)));
        find.Reset();
        return now < began + SignInLimits.SessionFor && now < seen + SignInLimits.IdleFor ? (account, line, seen) : null;
    }

    public void Touch(string token, Moment now) => touch.Bind(1, Hash(token)).Bind(2, now.UnixMilliseconds).Run();

    public void Choose(string token, LineId line) => choose.Bind(1, Hash(token)).Bind(2, line.Value).Run();

    public void End(string token) => end.Bind(1, Hash(token)).Run();

    public void EndAll(long account) => endAll.Bind(1, account).Run();

    /// <summary>A token is 256 bits of chance: no key is needed against trying.</summary>
    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
