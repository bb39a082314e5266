using System.Security.Cryptography;
using Kopek.Books.People.SignIns;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Documents;
using Kopek.Core.Lines;

namespace Kopek.Books.People;

/// <summary>
/// people.db: staff, who is signed in, holders and their sign-ins, and the audit trail. One connection, one user at a time; every call is one durable transaction. A command line
/// may write beside the server. All throw <see cref="BooksException"/>, and then nothing was changed.
/// </summary>
public sealed class PeopleStore : IDisposable
{
    private readonly Lock gate = new();
    private readonly PeopleKey key;
    private readonly BooksDatabase database;
    private readonly StaffTable staff;
    private readonly SessionTable sessions;
    private readonly HolderTable holders;
    private readonly AuditTable audit;

    public PeopleStore(string folder)
    {
        key = PeopleKey.Open(folder);
        database = PeopleSchema.Open(folder);
        staff = new StaffTable(database);
        sessions = new SessionTable(database);
        holders = new HolderTable(database);
        audit = new AuditTable(database, key);
        Accounts = new HolderAccounts(this, database, key);
    }

    /// <summary>Sign-ins of holders on their pages.</summary>
    public HolderAccounts Accounts { get; }

    public static bool IsIn(string folder) => File.Exists(BooksFile.People.PathIn(folder));

    public StaffMember? Staff(string id) => Read(() => staff.ById(id));

    public StaffMember? StaffNamed(string normalizedName) => Read(() => staff.ByName(normalizedName));

    public IReadOnlyList<StaffMember> AllStaff() => Read(staff.All);

    /// <summary>False where the name is taken.</summary>
    public bool AddStaff(StaffMember member) => Write(() => staff.Add(member));

    public void ChangeStaff(StaffMember member) => Write(() => staff.Put(member));

    /// <summary>Ends the account and every session of it. Its acts stay in the trail.</summary>
    public void Disable(StaffMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        member.IsDisabled = true;
        member.SecurityStamp = NewId();
        Write(() =>
        {
            staff.Put(member);
            sessions.EndAll(member.Id);
        });
    }

    public Moment LockedUntil(StaffMember member) => Read(() => staff.LockedUntil(member.Id));

    /// <summary>One more wrong password. Answers whether the account is locked now.</summary>
    public bool Fail(StaffMember member, int most, Moment lockedUntil) => Write(() => staff.Fail(member.Id, most, lockedUntil));

    /// <summary>The right password: earlier wrong ones are forgotten, and a session with a new id begins.</summary>
    public string BeginSession(StaffMember member, Moment now, Moment until)
    {
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        Write(() =>
        {
            staff.ClearFailures(member.Id);
            sessions.Add(id, member, now, until);
        });
        return id;
    }

    /// <summary>Whose session it is; null where it is over, or its account changed since.</summary>
    public StaffMember? SignedIn(string session, Moment now) => Read(() =>
        sessions.Find(session, now) is var (id, stamp) && staff.ById(id) is { IsDisabled: false } member && member.SecurityStamp == stamp ? member : null);

    public void EndSession(string session) => Write(() => sessions.End(session));

    public Holder? HolderOf(LineId line) => Read(() => holders.Of(line));

    /// <summary>The document's holder becomes the line's. False where the line has a holder already: that is another contract's matter.</summary>
    public bool RecordHolder(LineId line, IdentityDocument document, Moment now)
    {
        var marks = DocumentMarks.Of(document, key);
        return Write(() => holders.Record(line, document, marks, now));
    }

    /// <summary>Same issuing state, number and birth date. A name is not compared: states transliterate one name in several ways.</summary>
    public bool Matches(Holder holder, IdentityDocument document)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return holder.Fits(document, DocumentMarks.Of(document, key));
    }

    /// <summary>Appends to the trail. Call before the answer is shown.</summary>
    public void Note(AuditEntry entry) => Write(() => audit.Append(entry));

    /// <summary>The newest entries of an operator. <paramref name="before"/>: the number of the last entry of the page before; null is the newest.</summary>
    public IReadOnlyList<AuditEntry> Audit(string operatorCode, long? before, int count) => Read(() => audit.Page(operatorCode, before ?? long.MaxValue, Math.Clamp(count, 1, AuditTable.MostOfPage)));

    /// <summary>Goes through the whole trail and proves every hash.</summary>
    public AuditReport VerifyAudit() => Read(audit.Verify);

    public void Dispose()
    {
        lock (gate)
        {
            database.Dispose();
        }
    }

    internal static string NewId() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    internal void Write(Action work) => Write(() =>
    {
        work();
        return true;
    });

    internal T Write<T>(Func<T> work)
    {
        lock (gate)
        {
            return database.Transaction(work);
        }
    }

    internal T Read<T>(Func<T> work)
    {
        lock (gate)
        {
            return work();
        }
    }
}
