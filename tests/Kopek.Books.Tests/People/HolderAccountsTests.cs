using Kopek.Books.People.SignIns;
using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Books.Tests.People;

public sealed class HolderAccountsTests : IDisposable
{
    private const string Number = "79000000001";
    private static readonly LineId line = new(1);
    private readonly PeopleFolder folder = new();
    private int wishes;

    private HolderAccounts Accounts => folder.Store.Accounts;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(299_999, GuessOutcome.Right)]
    [InlineData(300_000, GuessOutcome.Over)]
    public void A_code_lives_for_five_minutes(int milliseconds, GuessOutcome expected)
    {
        var wish = Ask();
        folder.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal(expected, Accounts.SignIn(wish, "123456", "token", folder.Now));
        Assert.Equal(expected == GuessOutcome.Right, Accounts.Find("token", folder.Now) is not null);
    }

    [Fact]
    public void The_fifth_guess_may_be_right_and_the_sixth_is_not_heard()
    {
        var wish = Ask();
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Equal(GuessOutcome.Wrong, Accounts.SignIn(wish, "000000", "token", folder.Now)));
        Assert.Equal(GuessOutcome.Right, Accounts.SignIn(wish, "123456", "token", folder.Now));
        var next = Ask();
        Assert.All(Enumerable.Range(0, 5), _ => Accounts.SignIn(next, "000000", "other", folder.Now));
        Assert.Equal(GuessOutcome.Over, Accounts.SignIn(next, "123456", "other", folder.Now));
        Assert.Null(Accounts.Find("other", folder.Now));
    }

    [Fact]
    public void A_new_code_voids_the_one_before_and_a_used_one_signs_nobody_in()
    {
        var (old, newer) = (Ask(), Ask());
        Assert.Equal(GuessOutcome.Over, Accounts.SignIn(old, "123456", "a", folder.Now));
        Assert.Equal(GuessOutcome.Right, Accounts.SignIn(newer, "123456", "b", folder.Now));
        Assert.Equal(GuessOutcome.Used, Accounts.SignIn(newer, "123456", "c", folder.Now));
        Assert.Null(Accounts.Find("c", folder.Now));
    }

    [Fact]
    public void A_number_gets_three_codes_in_a_quarter_of_an_hour_and_ten_in_a_day()
    {
        var made = 0;
        for (var quarter = 0; quarter < 10; quarter++)
        {
            List<CodeRequest> answers = [.. Enumerable.Range(0, 4).Select(_ => Wish(out var _))];
            made += answers.Count(answer => answer == CodeRequest.Made);
            Assert.Equal(Math.Min((quarter + 1) * 3, 10), made);
            folder.Time.Advance(SignInLimits.CodesWithin);
        }

        folder.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(CodeRequest.Made, Wish(out _));
    }

    [Fact]
    public void A_code_for_a_number_that_nobody_has_is_never_right()
    {
        Assert.Equal(CodeRequest.Made, Accounts.Ask(new CodeWish("nobody", CodeUse.SignIn, "79000000777", null), "123456", folder.Now));
        Assert.Equal(GuessOutcome.Wrong, Accounts.SignIn("nobody", "123456", "token", folder.Now));
        Assert.Null(Accounts.Find("token", folder.Now));
    }

    [Fact]
    public void A_session_ends_after_a_week_without_a_page_and_after_thirty_days_with_them()
    {
        Accounts.SignIn(Ask(), "123456", "idle", folder.Now);
        folder.Time.Advance(SignInLimits.IdleFor - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(Accounts.Find("idle", folder.Now));
        folder.Time.Advance(SignInLimits.IdleFor);
        Assert.Null(Accounts.Find("idle", folder.Now));

        Accounts.SignIn(Ask(), "123456", "used", folder.Now);
        for (var days = 0; days < 29; days++)
        {
            folder.Time.Advance(TimeSpan.FromDays(1));
            Assert.NotNull(Accounts.Find("used", folder.Now));
        }

        folder.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(Accounts.Find("used", folder.Now));
        folder.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(Accounts.Find("used", folder.Now));
    }

    [Fact]
    public void A_session_outlives_a_restart_and_a_forgotten_line_takes_its_sign_in_along()
    {
        Accounts.SignIn(Ask(), "123456", "token", folder.Now);
        folder.Restart();
        Assert.Equal([line], Accounts.Find("token", folder.Now)!.Lines);
        Accounts.Forget(line);
        Assert.Null(Accounts.Find("token", folder.Now));
    }

    [Fact]
    public void Ten_lines_are_under_one_sign_in_and_no_more()
    {
        Accounts.SignIn(Ask(), "123456", "token", folder.Now);
        var account = Accounts.Find("token", folder.Now)!.Id;
        for (var other = 2; other <= SignInLimits.MostLines + 1; other++)
        {
            var wish = $"add {other}";
            Accounts.Ask(new CodeWish(wish, CodeUse.AddLine, $"7900000{other:0000}", new LineId(other), account), "123456", folder.Now);
            Assert.Equal(other <= SignInLimits.MostLines ? GuessOutcome.Right : GuessOutcome.Full, Accounts.AddLine(wish, "123456", account, "token", folder.Now));
        }

        Assert.Equal(SignInLimits.MostLines, Accounts.Find("token", folder.Now)!.Lines.Count);
    }

    private string Ask()
    {
        Assert.Equal(CodeRequest.Made, Wish(out var wish));
        return wish;
    }

    private CodeRequest Wish(out string wish)
    {
        wish = $"wish {wishes++}";
        return Accounts.Ask(new CodeWish(wish, CodeUse.SignIn, Number, line), "123456", folder.Now);
    }
}
