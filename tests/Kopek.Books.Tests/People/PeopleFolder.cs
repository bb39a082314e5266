using Kopek.Books.People;
using Kopek.Core;
using Microsoft.Extensions.Time.Testing;

namespace Kopek.Books.Tests.People;

/// <summary>people.db in a folder of its own, with a clock that a test moves.</summary>
internal sealed class PeopleFolder : IDisposable
{
    public const string Password = "birch bark letter 7";

    public PeopleFolder()
    {
        Path = Directory.CreateTempSubdirectory("kopek-people-").FullName;
        Store = new PeopleStore(Path);
        Accounts = new StaffAccounts(Store, Time);
    }

    public string Path { get; }
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero));
    public PeopleStore Store { get; private set; }
    public StaffAccounts Accounts { get; private set; }
    public Moment Now => new(Time.GetUtcNow().ToUnixTimeMilliseconds());

    public async Task<StaffMember> Add(string name, StaffRole role = StaffRole.Clerk)
    {
        Assert.Null(await Accounts.Add(name, Password, role, "KDR", "msk-1"));
        return Accounts.Find(name)!;
    }

    public void Restart()
    {
        Close();
        Store = new PeopleStore(Path);
        Accounts = new StaffAccounts(Store, Time);
    }

    public void Close()
    {
        Accounts.Dispose();
        Store.Dispose();
    }

    public void Dispose()
    {
        Close();
        Directory.Delete(Path, recursive: true);
    }
}
