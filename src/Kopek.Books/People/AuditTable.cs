using System.Globalization;
using System.Security.Cryptography;
using Kopek.Books.Statements;
using Kopek.Books.Storage;
using Kopek.Core;

namespace Kopek.Books.People;

/// <summary>The rows of the audit trail, each with a keyed hash over its words and the hash before it. Only used inside the store's gate.</summary>
internal sealed class AuditTable
{
    public const int MostOfPage = 200;

    private const string Columns = "SELECT id, at, staff, name, operator, act, place, line, orders, outcome, amount, detail, hash FROM audit";
    private static readonly Dictionary<string, AuditAct> acts = Enum.GetValues<AuditAct>().ToDictionary(act => SnakeCase.Of(act));
    private static readonly byte[] beginning = new byte[HMACSHA256.HashSizeInBytes];

    private readonly PeopleKey key;
    private readonly BooksStatement last;
    private readonly BooksStatement add;
    private readonly BooksStatement page;
    private readonly BooksStatement all;

    public AuditTable(BooksDatabase database, PeopleKey key)
    {
        this.key = key;
        last = database.Prepare("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1");
        add = database.Prepare("""
            INSERT INTO audit (id, at, staff, name, operator, act, place, line, orders, outcome, amount, detail, hash)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            """);
        page = database.Prepare($"{Columns} WHERE id < ?1 AND operator IN (?2, '') ORDER BY id DESC LIMIT ?3");
        all = database.Prepare($"{Columns} ORDER BY id");
    }

    public void Append(AuditEntry entry)
    {
        var (number, before) = last.Step() ? (last.Long(0), last.Blob(1).ToArray()) : (0, beginning);
        last.Reset();
        var next = entry with { Id = number + 1, Detail = AuditEntry.Words(entry.Detail) };
        add.Bind(1, next.Id).Bind(2, next.At.UnixMilliseconds).Bind(3, next.Staff).Bind(4, next.Name).Bind(5, next.Operator).Bind(6, SnakeCase.Of(next.Act))
            .Bind(7, next.Place).Bind(8, next.Line).Bind(9, next.Order).Bind(10, next.Outcome).Bind(11, next.Amount.Kopeks).Bind(12, next.Detail)
            .Bind(13, Hash(next, before)).Run();
    }

    public List<AuditEntry> Page(string operatorCode, long before, int count)
    {
        List<AuditEntry> found = [];
        page.Bind(1, before).Bind(2, operatorCode).Bind(3, count);
        while (page.Step())
        {
            found.Add(Read(page));
        }

        return found;
    }

    public AuditReport Verify()
    {
        var before = beginning;
        long entries = 0;
        long? wrong = null;
        while (all.Step())
        {
            entries++;
            var written = all.Blob(12).ToArray();
            if (wrong is null && (all.Long(0) != entries || !acts.ContainsKey(all.Text(5)) || !CryptographicOperations.FixedTimeEquals(Hash(Read(all), before), written)))
            {
                wrong = all.Long(0);
            }

            before = written;
        }

        return new AuditReport(entries, Convert.ToHexStringLower(before), wrong);
    }

    private byte[] Hash(AuditEntry entry, byte[] before) => key.Hash("audit", Convert.ToHexString(before), Number(entry.Id), Number(entry.At.UnixMilliseconds), entry.Staff,
        entry.Name, entry.Operator, SnakeCase.Of(entry.Act), entry.Place, entry.Line, entry.Order, entry.Outcome, Number(entry.Amount.Kopeks), entry.Detail);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static AuditEntry Read(BooksStatement row) => new(row.Long(0), new Moment(row.Long(1)), row.Text(2), row.Text(3), row.Text(4), acts.GetValueOrDefault(row.Text(5)),
        row.Text(6), row.Text(7), row.Text(8), row.Text(9), new Money(row.Long(10)), row.Text(11));
}
