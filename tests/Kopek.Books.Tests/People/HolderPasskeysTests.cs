using Kopek.Books.People.SignIns;
using Kopek.Core.Lines;
using Microsoft.Data.Sqlite;

namespace Kopek.Books.Tests.People;

public sealed class HolderPasskeysTests : IDisposable
{
    private static readonly LineId line = new(1);
    private static readonly byte[] challenge = [1, 2, 3];
    private readonly PeopleFolder folder = new();
    private int signIns;

    private HolderAccounts Accounts => folder.Store.Accounts;
    private HolderPasskeys Passkeys => Accounts.Passkeys;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(299_999, true)]
    [InlineData(300_000, false)]
    public void A_challenge_lives_for_five_minutes(int milliseconds, bool isThere)
    {
        Passkeys.Ask("browser", PasskeyUse.SignIn, null, challenge, folder.Now);
        folder.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal(isThere, Passkeys.Take("browser", PasskeyUse.SignIn, null, folder.Now) is not null);
    }

    [Fact]
    public void A_challenge_is_taken_once_by_the_browser_that_asked_for_what_it_was_made_for()
    {
        Passkeys.Ask("browser", PasskeyUse.Add, 7, challenge, folder.Now);
        Assert.Null(Passkeys.Take("other", PasskeyUse.Add, 7, folder.Now));
        Assert.Equal(challenge, Passkeys.Take("browser", PasskeyUse.Add, 7, folder.Now));
        Assert.Null(Passkeys.Take("browser", PasskeyUse.Add, 7, folder.Now));
        foreach (var (use, account) in ((PasskeyUse, long?)[])[(PasskeyUse.SignIn, 7), (PasskeyUse.Add, 8), (PasskeyUse.Add, null)])
        {
            Passkeys.Ask("browser", PasskeyUse.Add, 7, challenge, folder.Now);
            Assert.Null(Passkeys.Take("browser", use, account, folder.Now));
            Assert.Null(Passkeys.Take("browser", PasskeyUse.Add, 7, folder.Now));
        }
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 1, true)]
    [InlineData(1, 0, false)]
    [InlineData(5, 5, false)]
    [InlineData(5, 4, false)]
    [InlineData(5, 6, true)]
    [InlineData(uint.MaxValue - 1, uint.MaxValue, true)]
    [InlineData(uint.MaxValue, 0, false)]
    public void A_counter_grows_or_is_never_used(uint stored, uint shown, bool isRight)
    {
        var passkey = Add(SignIn("token"), stored);
        Assert.Equal(isRight, Passkeys.SignIn(passkey, shown, "by passkey", folder.Now));
        Assert.Equal(isRight, Accounts.Find("by passkey", folder.Now) is not null);
        Assert.Equal(isRight ? shown : stored, Passkeys.Find(passkey.Credential)!.Counter);
    }

    [Fact]
    public void Taking_a_passkey_off_ends_the_sessions_that_it_opened_and_no_other()
    {
        var account = SignIn("by code");
        var (one, two) = (Add(account), Add(account, credential: 2));
        Assert.True(Passkeys.SignIn(one, 0, "one", folder.Now));
        Assert.True(Passkeys.SignIn(two, 0, "two", folder.Now));
        Passkeys.Remove(account + 1, one.Id);
        Assert.NotNull(Accounts.Find("one", folder.Now));
        Passkeys.Remove(account, one.Id);
        Assert.Null(Accounts.Find("one", folder.Now));
        Assert.NotNull(Accounts.Find("two", folder.Now));
        Assert.NotNull(Accounts.Find("by code", folder.Now));
        Assert.False(Passkeys.SignIn(one, 0, "late", folder.Now));
    }

    [Fact]
    public void Signing_out_everywhere_leaves_passkeys_and_a_forgotten_line_takes_them_along()
    {
        var account = SignIn("token");
        var passkey = Add(account);
        Accounts.EndAll(account);
        Assert.True(Passkeys.SignIn(passkey, 0, "again", folder.Now));
        Accounts.Forget(line);
        Assert.Null(Passkeys.Find(passkey.Credential));
        Assert.Null(Accounts.Find("again", folder.Now));

        // A new sign-in of the same line has another user handle: nothing that a device kept fits it.
        Assert.NotEqual(Passkeys.UserOf(account), Passkeys.UserOf(SignIn("new")));
    }

    [Fact]
    public void A_file_of_before_passkeys_keeps_who_is_signed_in()
    {
        var account = SignIn("token");
        folder.Close();
        using (var old = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder.Path, "people.db"), Pooling = false }.ToString()))
        {
            old.Open();
            using var back = old.CreateCommand();
            back.CommandText = """
                DROP INDEX account_sessions_passkey; ALTER TABLE account_sessions DROP COLUMN passkey; DROP TABLE passkeys; DROP TABLE passkey_challenges;
                PRAGMA user_version = 1;
                """;
            back.ExecuteNonQuery();
        }

        folder.Restart();
        Assert.Equal(account, Accounts.Find("token", folder.Now)!.Id);
        Assert.True(Passkeys.SignIn(Add(account), 0, "by passkey", folder.Now));
        folder.Restart();
        Assert.Single(Passkeys.Of(account));
    }

    private long SignIn(string token)
    {
        var wish = $"wish {signIns++}";
        Assert.Equal(CodeRequest.Made, Accounts.Ask(new CodeWish(wish, CodeUse.SignIn, "79000000001", line), "123456", folder.Now));
        Assert.Equal(GuessOutcome.Right, Accounts.SignIn(wish, "123456", token, folder.Now));
        return Accounts.Find(token, folder.Now)!.Id;
    }

    private Passkey Add(long account, uint counter = 0, byte credential = 1)
    {
        Assert.Equal(PasskeyAdded.Done, Passkeys.Add(new NewPasskey(account, [credential], [1], counter, "phone"), folder.Now));
        return Passkeys.Find([credential])!;
    }
}
