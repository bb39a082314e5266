using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Books.People.SignIns;

/// <summary>The rows of holders' sign-ins, their lines, and addresses that answered a code. Only used inside the store's gate.</summary>
internal sealed class AccountTable
{
    private readonly BooksStatement ofLine;
    private readonly BooksStatement make;
    private readonly BooksStatement lines;
    private readonly BooksStatement add;
    private readonly BooksStatement takeOff;
    private readonly BooksStatement others;
    private readonly BooksStatement endOthers;
    private readonly BooksStatement drop;
    private readonly BooksStatement email;
    private readonly BooksStatement putEmail;
    private readonly BooksStatement dropEmail;

    public AccountTable(BooksDatabase database)
    {
        ofLine = database.Prepare("SELECT id FROM accounts WHERE line = ?1");
        make = database.Prepare("INSERT INTO accounts (line, made) VALUES (?1, ?2)");
        lines = database.Prepare("SELECT line, 0, 0 FROM accounts WHERE id = ?1 UNION ALL SELECT line, 1, added FROM account_lines WHERE account = ?1 ORDER BY 2, 3, 1");
        add = database.Prepare("INSERT OR IGNORE INTO account_lines (account, line, added) VALUES (?1, ?2, ?3)");
        takeOff = database.Prepare("DELETE FROM account_lines WHERE account = ?1 AND line = ?2");
        others = database.Prepare("SELECT count(*) FROM account_lines WHERE line = ?1");
        endOthers = database.Prepare("DELETE FROM account_lines WHERE line = ?1");
        drop = database.Prepare("DELETE FROM accounts WHERE line = ?1");
        email = database.Prepare("SELECT email FROM confirmed_emails WHERE line = ?1");
        putEmail = database.Prepare("INSERT OR REPLACE INTO confirmed_emails (line, email) VALUES (?1, ?2)");
        dropEmail = database.Prepare("DELETE FROM confirmed_emails WHERE line = ?1");
    }

    /// <summary>The sign-in that a line opens; made where there is none.</summary>
    public long Of(LineId line, Moment now)
    {
        if (Known(line) is { } known)
        {
            return known;
        }

        make.Bind(1, line.Value).Bind(2, now.UnixMilliseconds).Run();
        return Known(line)!.Value;
    }

    /// <summary>The own one first, then the others in the order in which they came.</summary>
    public List<LineId> Lines(long account)
    {
        List<LineId> found = [];
        lines.Bind(1, account);
        while (lines.Step())
        {
            found.Add(new LineId(lines.Long(0)));
        }

        return found;
    }

    public void Add(long account, LineId line, Moment now) => add.Bind(1, account).Bind(2, line.Value).Bind(3, now.UnixMilliseconds).Run();

    public void TakeOff(long account, LineId line) => takeOff.Bind(1, account).Bind(2, line.Value).Run();

    public long Others(LineId line)
    {
        others.Bind(1, line.Value).Step();
        var found = others.Long(0);
        others.Reset();
        return found;
    }

    public void EndOthers(LineId line) => endOthers.Bind(1, line.Value).Run();

    /// <summary>With the sessions and the passkeys of the sign-in that it opens.</summary>
    public void Forget(LineId line)
    {
        EndOthers(line);
        drop.Bind(1, line.Value).Run();
        dropEmail.Bind(1, line.Value).Run();
    }

    public byte[]? Email(LineId line)
    {
        if (!email.Bind(1, line.Value).Step())
        {
            return null;
        }

        var found = email.Blob(0).ToArray();
        email.Reset();
        return found;
    }

    public void ConfirmEmail(LineId line, byte[] address) => putEmail.Bind(1, line.Value).Bind(2, address).Run();

    private long? Known(LineId line)
    {
        long? found = ofLine.Bind(1, line.Value).Step() ? ofLine.Long(0) : null;
        ofLine.Reset();
        return found;
    }
}
