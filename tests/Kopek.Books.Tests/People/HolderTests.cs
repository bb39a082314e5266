using System.Text;
using Kopek.Books.People;
using Kopek.Books.Storage;
using Kopek.Core.Documents;
using Kopek.Core.Lines;
using NodaTime;

namespace Kopek.Books.Tests.People;

public sealed class HolderTests : IDisposable
{
    private static readonly LineId Line = new(4);
    private static readonly IdentityDocument Passport = new(MrzFormat.Td3, "P", "UTO", "ERIKSSON", "ANNA MARIA", "L898902C3", "UTO", "740812", new LocalDate(1974, 8, 12), 'F', new LocalDate(2034, 4, 15), "");
    private readonly PeopleFolder people = new();

    public void Dispose() => people.Dispose();

    [Fact]
    public void A_holder_is_recognised_by_state_number_and_birth_date_whatever_the_name()
    {
        Assert.True(people.Store.RecordHolder(Line, Passport, people.Now));
        people.Restart();
        var holder = people.Store.HolderOf(Line)!;
        Assert.Equal(("ERIKSSON ANNA MARIA", "UTO", "2C3", new LocalDate(2034, 4, 15)), (holder.Name, holder.IssuingState, holder.NumberTail, holder.Expiry));
        Assert.True(people.Store.Matches(holder, Passport with { Surname = "ERICSSON" }));
        Assert.False(people.Store.Matches(holder, Passport with { Number = "L898902C4" }));
        Assert.False(people.Store.Matches(holder, Passport with { BirthText = "740813" }));
        Assert.False(people.Store.Matches(holder, Passport with { IssuingState = "D" }));
    }

    [Fact]
    public void A_line_has_one_holder_and_a_holder_several_lines()
    {
        Assert.True(people.Store.RecordHolder(Line, Passport, people.Now));
        Assert.True(people.Store.RecordHolder(new LineId(5), Passport, people.Now));
        Assert.False(people.Store.RecordHolder(Line, Passport with { Number = "X1" }, people.Now));
        Assert.Equal(people.Store.HolderOf(Line)!.Id, people.Store.HolderOf(new LineId(5))!.Id);
        Assert.Null(people.Store.HolderOf(new LineId(6)));
    }

    [Fact]
    public void Neither_the_number_nor_the_birth_date_is_in_the_folder()
    {
        people.Store.RecordHolder(Line, Passport, people.Now);
        people.Close();
        foreach (var file in Directory.GetFiles(people.Path))
        {
            var content = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.DoesNotContain(Passport.Number, content, StringComparison.Ordinal);
            Assert.DoesNotContain(Passport.BirthText, content, StringComparison.Ordinal);
            Assert.DoesNotContain("1974-08-12", content, StringComparison.Ordinal);
        }

        people.Restart();
    }

    [Fact]
    public void Without_its_key_the_file_is_not_opened()
    {
        people.Close();
        var key = Path.Combine(people.Path, "people.key");
        var kept = File.ReadAllText(key);
        File.Delete(key);
        Assert.Contains("backup", Assert.Throws<BooksException>(() => new PeopleStore(people.Path)).Message, StringComparison.Ordinal);
        File.WriteAllText(key, kept);
        people.Restart();
    }
}
