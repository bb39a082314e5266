using Kopek.Books.Partners;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;

namespace Kopek.Books.Tests.Partners;

/// <summary>Wishes and their numbers: each once, also in haste, and as they were after a restart.</summary>
public sealed class PartnerStoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kopek-partner-store-").FullName;
    private PartnerStore store;

    public PartnerStoreTests() => store = new PartnerStore(folder, TimeProvider.System);

    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_id_that_is_used_in_many_places_at_once_is_stored_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(at => Task.Run(() => store.Add(Wish($"id-{at % 100}", (ulong)(at % 100))))));
        Assert.Equal(100, answers.Count(answer => answer.IsNew));
        Assert.Equal(100, answers.Select(answer => answer.Stored.Id).Distinct().Count());
        Assert.All(answers.GroupBy(answer => answer.Stored.ExternalId), same => Assert.Single(same.Select(answer => answer.Stored.Id).Distinct()));
    }

    [Fact]
    public async Task What_was_stored_is_read_as_it_was_after_a_restart()
    {
        var wish = Wish("whole", 7) with { Pack = "KDR-P5", CallbackUrl = "https://example.com/hook", NeedsConfirmation = true };
        var stored = (await store.Add(wish)).Stored;
        Restart();
        var read = store.Read(reader => reader.Find("ACME", TransactionShape.Dvs, stored.Id));
        Assert.Equal(wish with { Id = stored.Id }, read);
        Assert.Null(store.Read(reader => reader.Find("OTHER", TransactionShape.Dvs, stored.Id)));
        Assert.Null(store.Read(reader => reader.Find("ACME", TransactionShape.Own, stored.Id)));
    }

    [Fact]
    public async Task Of_many_changes_at_once_the_directory_has_the_last_of_each()
    {
        string[] codes = [.. Enumerable.Range(0, 16).Select(number => $"P{number}")];
        for (var round = 0; round < 100; round++)
        {
            var name = $"round {round}";
            await Task.WhenAll(codes.Select(code =>
                store.Put(new PartnerProfile(code, name, PartnerStatus.Authorised, ["KDR"], "RUB", "help@acme.example", 300, new Money(5), 10, 20, [], null))));
            Assert.All(codes, code => Assert.Equal(name, store.Directory.Find(code)?.Profile.Name));
        }
    }

    [Fact]
    public async Task A_secret_is_never_stored_and_a_key_ends_when_it_is_revoked()
    {
        var now = new Moment(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        await store.Put(new PartnerProfile("ACME", "Acme", PartnerStatus.Authorised, ["KDR", "BRZ"], "RUB", "help@acme.example", 300, new Money(5), 10, 20, ["10.0.0.0/8"], null));
        var (key, secret) = await store.AddKey("ACME", now, now + TimeSpan.FromDays(1));
        Restart();
        Assert.True(store.Directory.TryFindKey(key.Id, out var entry, out var read));
        Assert.True(read.Matches(secret) && read.IsValid(now));
        Assert.False(read.Matches(secret + "x"));
        Assert.Equal(["KDR", "BRZ"], entry.Profile.Operators);
        await store.EndKey("ACME", key.Id, now);
        Assert.True(store.Directory.TryFindKey(key.Id, out _, out var ended));
        Assert.False(ended.IsValid(now));
        store.Dispose();
        foreach (var file in Directory.GetFiles(folder))
        {
            Assert.DoesNotContain(secret, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);
        }

        store = new PartnerStore(folder, TimeProvider.System);
    }

    [Fact]
    public async Task A_number_is_given_once_for_ever()
    {
        var first = await store.NumbersOf(NumberKind.Product, ["a", "b", "c"]);
        Restart();
        Assert.Equal([first[2], 4, first[0]], await store.NumbersOf(NumberKind.Product, ["c", "new", "a"]));
        Assert.Equal([1], await store.NumbersOf(NumberKind.Operator, ["a"]));
    }

    private static PartnerTransaction Wish(string externalId, ulong order) => new(0, "ACME", TransactionShape.Dvs, externalId, new OrderId(1, order), new(3, 4), "KDR:top-up", null, "KDR",
        "79000000001", new LineId(1), "RUB", new Money(50_000), new Money(1_500), null, false, new Moment(1_000), new Moment(2_000));

    private void Restart()
    {
        store.Dispose();
        store = new PartnerStore(folder, TimeProvider.System);
    }
}
