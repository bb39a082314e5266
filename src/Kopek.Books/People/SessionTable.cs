using Kopek.Books.Storage;
using Kopek.Core;

namespace Kopek.Books.People;

/// <summary>Who is signed in. A cookie is worth something only while its row is here, so that signing out ends it wherever it was copied to.</summary>
internal sealed class SessionTable
{
    private readonly BooksStatement add;
    private readonly BooksStatement find;
    private readonly BooksStatement end;
    private readonly BooksStatement endAll;
    private readonly BooksStatement prune;

    public SessionTable(BooksDatabase database)
    {
        add = database.Prepare("INSERT INTO sessions (id, staff, stamp, until) VALUES (?1, ?2, ?3, ?4)");
        find = database.Prepare("SELECT staff, stamp, until FROM sessions WHERE id = ?1");
        end = database.Prepare("DELETE FROM sessions WHERE id = ?1");
        endAll = database.Prepare("DELETE FROM sessions WHERE staff = ?1");
        prune = database.Prepare("DELETE FROM sessions WHERE until <= ?1");
    }

    public void Add(string id, StaffMember member, Moment now, Moment until)
    {
        prune.Bind(1, now.UnixMilliseconds).Run();
        add.Bind(1, id).Bind(2, member.Id).Bind(3, member.SecurityStamp).Bind(4, until.UnixMilliseconds).Run();
    }

    /// <summary>Whose it is and the stamp that it began with; null where it is over.</summary>
    public (string Staff, string Stamp)? Find(string id, Moment now)
    {
        if (!find.Bind(1, id).Step())
        {
            return null;
        }

        (string, string)? found = find.Long(2) > now.UnixMilliseconds ? (find.Text(0), find.Text(1)) : null;
        find.Reset();
        return found;
    }

    public void End(string id) => end.Bind(1, id).Run();

    public void EndAll(string staff) => endAll.Bind(1, staff).Run();
}
