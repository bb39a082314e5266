using Kopek.Books.Storage;
using Kopek.Core;

namespace Kopek.Books.People;

/// <summary>The rows of staff. Only used inside the store's gate.</summary>
internal sealed class StaffTable
{
    private const string Columns = "SELECT id, name, normalized, password, stamp, role, operator, shop, disabled FROM staff";

    private readonly BooksStatement all;
    private readonly BooksStatement byId;
    private readonly BooksStatement byName;
    private readonly BooksStatement add;
    private readonly BooksStatement put;
    private readonly BooksStatement tries;
    private readonly BooksStatement fail;
    private readonly BooksStatement clear;

    public StaffTable(BooksDatabase database)
    {
        all = database.Prepare($"{Columns} ORDER BY normalized");
        byId = database.Prepare($"{Columns} WHERE id = ?1");
        byName = database.Prepare($"{Columns} WHERE normalized = ?1");
        add = database.Prepare("INSERT INTO staff (id, name, normalized, password, stamp, role, operator, shop, disabled) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING");
        put = database.Prepare("UPDATE staff SET name = ?2, normalized = ?3, password = ?4, stamp = ?5, role = ?6, operator = ?7, shop = ?8, disabled = ?9 WHERE id = ?1");
        tries = database.Prepare("SELECT failed, locked_until FROM staff WHERE id = ?1");
        fail = database.Prepare("UPDATE staff SET failed = ?2, locked_until = ?3 WHERE id = ?1");
        clear = database.Prepare("UPDATE staff SET failed = 0, locked_until = 0 WHERE id = ?1");
    }

    public StaffMember? ById(string id) => One(byId, id);

    public StaffMember? ByName(string normalized) => One(byName, normalized);

    public List<StaffMember> All()
    {
        List<StaffMember> found = [];
        while (all.Step())
        {
            found.Add(Read(all));
        }

        return found;
    }

    /// <summary>False where the name is taken.</summary>
    public bool Add(StaffMember member)
    {
        Write(add, member);
        return ById(member.Id) is not null;
    }

    public void Put(StaffMember member) => Write(put, member);

    public Moment LockedUntil(string id)
    {
        var until = tries.Bind(1, id).Step() ? tries.Long(1) : 0;
        tries.Reset();
        return new Moment(until);
    }

    /// <summary>One more wrong password; the <paramref name="most"/>th locks. Answers whether it is locked now.</summary>
    public bool Fail(string id, int most, Moment lockedUntil)
    {
        var failed = tries.Bind(1, id).Step() ? tries.Long(0) + 1 : 0;
        tries.Reset();
        var locks = failed >= most;
        fail.Bind(1, id).Bind(2, locks ? 0 : failed).Bind(3, locks ? lockedUntil.UnixMilliseconds : 0).Run();
        return locks;
    }

    public void ClearFailures(string id) => clear.Bind(1, id).Run();

    private static StaffMember? One(BooksStatement query, string value)
    {
        if (!query.Bind(1, value).Step())
        {
            return null;
        }

        var found = Read(query);
        query.Reset();
        return found;
    }

    private static void Write(BooksStatement statement, StaffMember member) => statement.Bind(1, member.Id).Bind(2, member.Name)
        .Bind(3, member.NormalizedName).Bind(4, member.PasswordHash).Bind(5, member.SecurityStamp).Bind(6, (long)member.Role)
        .Bind(7, member.Operator).Bind(8, member.Shop).Bind(9, member.IsDisabled ? 1 : 0).Run();

    private static StaffMember Read(BooksStatement row) => new()
    {
        Id = row.Text(0),
        Name = row.Text(1),
        NormalizedName = row.Text(2),
        PasswordHash = row.TextOrNull(3),
        SecurityStamp = row.Text(4),
        Role = (StaffRole)row.Long(5),
        Operator = row.Text(6),
        Shop = row.Text(7),
        IsDisabled = row.Long(8) != 0,
    };
}
