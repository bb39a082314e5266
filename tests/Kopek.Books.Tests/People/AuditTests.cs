using Kopek.Books.People;
using Kopek.Core;
using Microsoft.Data.Sqlite;

namespace Kopek.Books.Tests.People;

public sealed class AuditTests : IDisposable
{
    private readonly PeopleFolder people = new();

    public void Dispose() => people.Dispose();

    [Fact]
    public void The_trail_is_shown_newest_first_by_brand_and_goes_on_after_a_restart()
    {
        Note("one");
        people.Store.Note(Entry("of another brand") with { Operator = "MLK" });
        people.Restart();
        Note("three");
        Assert.Equal(["three", "one"], people.Store.Audit("KDR", null, 10).Select(entry => entry.Detail));
        Assert.Equal(["one"], people.Store.Audit("KDR", 3, 10).Select(entry => entry.Detail));
        var report = people.Store.VerifyAudit();
        Assert.Equal((3L, true), (report.Entries, report.IsInOrder));
    }

    [Fact]
    public void Two_writers_on_one_folder_make_one_chain()
    {
        using var other = new PeopleStore(people.Path);
        for (var n = 0; n < 10; n++)
        {
            (n % 2 == 0 ? people.Store : other).Note(Entry($"{n}"));
        }

        Assert.Equal((10L, true), (other.VerifyAudit().Entries, other.VerifyAudit().IsInOrder));
    }

    [Theory]
    [InlineData("UPDATE audit SET amount = 1 WHERE id = 2")]
    [InlineData("UPDATE audit SET detail = '' WHERE id = 2")]
    [InlineData("DELETE FROM audit WHERE id = 2")]
    [InlineData("UPDATE audit SET act = 'sign_in' WHERE id = 2")]
    public void An_entry_is_not_changed_by_chance_and_not_unseen_by_intent(string change)
    {
        for (var n = 0; n < 3; n++)
        {
            Note($"{n}");
        }

        Assert.Throws<SqliteException>(() => Run(change));
        Assert.True(people.Store.VerifyAudit().IsInOrder);
        // Whoever has the file can drop the triggers; without the key the chain cannot be made anew.
        Run($"DROP TRIGGER audit_is_not_edited; DROP TRIGGER audit_is_not_shortened; {change}");
        Assert.True(people.Store.VerifyAudit().Wrong is 2 or 3);
    }

    [Fact]
    public void Numbers_that_could_be_a_document_or_a_phone_are_not_kept()
    {
        Note("passport 4510 123456, phone +7 900 000-00-01, receipt 12, 100 short");
        Assert.Equal("passport •••, phone +•••, receipt 12, 100 short", people.Store.Audit("KDR", null, 1)[0].Detail);
        Note(new string('x', 5000));
        Assert.Equal(AuditEntry.MostDetail, people.Store.Audit("KDR", null, 1)[0].Detail.Length);
    }

    private void Note(string detail) => people.Store.Note(Entry(detail));

    private AuditEntry Entry(string detail) => new(0, people.Now, "1", "anna", "KDR", AuditAct.Payment, "msk-1", "••• 0001", "", AuditEntry.Done, new Money(500_00), detail);

    private void Run(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(people.Path, "people.db"), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
