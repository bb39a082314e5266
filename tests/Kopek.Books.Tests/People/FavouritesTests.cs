using System.Text;
using Kopek.Books.People.SignIns;
using Kopek.Books.Storage;
using Kopek.Core.Lines;

namespace Kopek.Books.Tests.People;

public sealed class FavouritesTests : IDisposable
{
    private const string Number = "79000000001";
    private static readonly LineId line = new(7);
    private readonly PeopleFolder folder = new();

    private HolderFavourites Favourites => folder.Store.Accounts.Favourites;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_is_kept_with_its_name_over_a_restart_and_known_by_its_number()
    {
        var account = SignIn(new LineId(1));
        Assert.True(Favourites.Keep(account, line, Number, "Boris", folder.Now));
        folder.Restart();
        var kept = Assert.Single(Favourites.Of(account));
        Assert.Equal((line, "Boris"), (kept.Line, kept.Name));
        Assert.True(Favourites.HasNumber(kept, Number));
        Assert.False(Favourites.HasNumber(kept, "79000000002"));
        Assert.Empty(Favourites.Of(account + 1));
    }

    [Fact]
    public void A_number_does_not_stand_in_people_db()
    {
        Favourites.Keep(SignIn(new LineId(1)), line, Number, "Boris", folder.Now);
        folder.Close();
        Assert.DoesNotContain(Number, Encoding.Latin1.GetString(File.ReadAllBytes(BooksFile.People.PathIn(folder.Path))), StringComparison.Ordinal);
        folder.Restart();
    }

    [Fact]
    public void Twenty_are_kept_and_one_of_them_may_still_get_another_name()
    {
        var account = SignIn(new LineId(1));
        for (var one = 0; one < SignInLimits.MostFavourites; one++)
        {
            Assert.True(Favourites.Keep(account, new LineId(100 + one), Number, "Boris", folder.Now));
        }

        Assert.False(Favourites.Keep(account, line, Number, "Boris", folder.Now));
        Assert.True(Favourites.Keep(account, new LineId(100), Number, "Anna", folder.Now));
        Assert.Equal(SignInLimits.MostFavourites, Favourites.Of(account).Count);
        Assert.Equal("Anna", Favourites.Of(account)[0].Name);
    }

    [Fact]
    public void They_go_with_the_sign_in_and_another_sign_in_takes_none_off()
    {
        var (account, other) = (SignIn(new LineId(1)), SignIn(new LineId(2)));
        Favourites.Keep(account, line, Number, "Boris", folder.Now);
        Favourites.Remove(other, Favourites.Of(account)[0].Id);
        Assert.Single(Favourites.Of(account));
        folder.Store.Accounts.Forget(new LineId(1));
        Assert.Empty(Favourites.Of(account));
    }

    [Theory]
    [InlineData(" Boris ", "Boris")]
    [InlineData("老李\n", "老李")]
    [InlineData("a\u202eb\u200f", "ab")]
    [InlineData("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890")]
    [InlineData("12345678901234567890123456789012345678901", null)]
    [InlineData(" \u2066 ", null)]
    public void A_name_is_taken_without_what_turns_words_about(string typed, string? name) => Assert.Equal(name, Favourite.ReadName(typed));

    /// <summary>The sign-in that a line opens.</summary>
    private long SignIn(LineId opens)
    {
        var (wish, token) = ($"wish-{opens.Value}", $"token-{opens.Value}");
        Assert.Equal(CodeRequest.Made, folder.Store.Accounts.Ask(new CodeWish(wish, CodeUse.SignIn, $"7900000{opens.Value:0000}", opens), "123456", folder.Now));
        Assert.Equal(GuessOutcome.Right, folder.Store.Accounts.SignIn(wish, "123456", token, folder.Now));
        return folder.Store.Accounts.Find(token, folder.Now)!.Id;
    }
}
