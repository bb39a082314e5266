using Kopek.Books.People;

namespace Kopek.Books.Tests.People;

public sealed class StaffAccountsTests : IDisposable
{
    private readonly PeopleFolder people = new();

    public void Dispose() => people.Dispose();

    [Fact]
    public async Task The_right_password_begins_a_session_that_outlives_a_restart_but_not_the_shift()
    {
        var anna = await people.Add("anna");
        var result = await people.Accounts.SignIn("ANNA", PeopleFolder.Password);
        Assert.Equal(SignInOutcome.Done, result.Outcome);
        people.Restart();
        Assert.Equal(anna.Id, people.Store.SignedIn(result.Session!, people.Now)!.Id);
        people.Time.Advance(StaffAccounts.SessionFor);
        Assert.Null(people.Store.SignedIn(result.Session!, people.Now));
    }

    [Fact]
    public async Task Each_sign_in_has_a_session_of_its_own_and_signing_out_ends_one()
    {
        await people.Add("anna");
        var first = (await people.Accounts.SignIn("anna", PeopleFolder.Password)).Session!;
        var second = (await people.Accounts.SignIn("anna", PeopleFolder.Password)).Session!;
        Assert.NotEqual(first, second);
        people.Store.EndSession(first);
        Assert.Null(people.Store.SignedIn(first, people.Now));
        Assert.NotNull(people.Store.SignedIn(second, people.Now));
    }

    [Fact]
    public async Task The_fifth_wrong_password_locks_and_then_the_right_one_does_not_help_for_a_quarter_of_an_hour()
    {
        await people.Add("anna");
        for (var guess = 1; guess < StaffAccounts.MostFailures; guess++)
        {
            Assert.Equal(SignInOutcome.WrongNameOrPassword, (await people.Accounts.SignIn("anna", "guess")).Outcome);
        }

        Assert.Equal(SignInOutcome.Locked, (await people.Accounts.SignIn("anna", "guess")).Outcome);
        people.Time.Advance(StaffAccounts.LockFor - TimeSpan.FromMilliseconds(1));
        Assert.Equal(SignInOutcome.Locked, (await people.Accounts.SignIn("anna", PeopleFolder.Password)).Outcome);
        people.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(SignInOutcome.Done, (await people.Accounts.SignIn("anna", PeopleFolder.Password)).Outcome);
    }

    [Fact]
    public async Task A_right_password_before_the_fifth_wrong_one_begins_the_count_anew()
    {
        await people.Add("anna");
        for (var round = 0; round < 2; round++)
        {
            for (var guess = 1; guess < StaffAccounts.MostFailures; guess++)
            {
                await people.Accounts.SignIn("anna", "guess");
            }

            Assert.Equal(SignInOutcome.Done, (await people.Accounts.SignIn("anna", PeopleFolder.Password)).Outcome);
        }
    }

    [Fact]
    public async Task Guesses_side_by_side_are_counted_one_by_one()
    {
        await people.Add("anna");
        await Task.WhenAll(Enumerable.Range(0, StaffAccounts.MostFailures).Select(_ => people.Accounts.SignIn("anna", "guess")));
        Assert.Equal(SignInOutcome.Locked, (await people.Accounts.SignIn("anna", PeopleFolder.Password)).Outcome);
    }

    [Fact]
    public async Task A_stopped_account_and_a_new_password_end_the_sessions()
    {
        var anna = await people.Add("anna");
        var session = (await people.Accounts.SignIn("anna", PeopleFolder.Password)).Session!;
        Assert.Null(await people.Accounts.SetPassword(anna, "another long one"));
        Assert.Null(people.Store.SignedIn(session, people.Now));
        Assert.Equal(SignInOutcome.WrongNameOrPassword, (await people.Accounts.SignIn("anna", PeopleFolder.Password)).Outcome);
        session = (await people.Accounts.SignIn("anna", "another long one")).Session!;
        people.Store.Disable(people.Accounts.Find("anna")!);
        Assert.Null(people.Store.SignedIn(session, people.Now));
        Assert.Equal(SignInOutcome.Disabled, (await people.Accounts.SignIn("anna", "another long one")).Outcome);
    }

    [Theory]
    [InlineData("anna", "short one")]
    [InlineData("anna", "aaaaaaaaaaaa")]
    [InlineData("anna <b>", PeopleFolder.Password)]
    [InlineData("", PeopleFolder.Password)]
    public async Task A_weak_password_and_an_odd_name_are_refused(string name, string password) =>
        Assert.NotNull(await people.Accounts.Add(name, password, StaffRole.Clerk, "KDR", "msk-1"));

    [Fact]
    public async Task A_name_is_taken_once_in_whatever_case()
    {
        await people.Add("anna");
        Assert.NotNull(await people.Accounts.Add("Anna", PeopleFolder.Password, StaffRole.Clerk, "KDR", "msk-1"));
        Assert.Single(people.Store.AllStaff());
    }

    [Fact]
    public async Task No_password_stands_in_the_file()
    {
        await people.Add("anna");
        people.Close();
        Assert.All(Directory.GetFiles(people.Path), file => Assert.DoesNotContain(PeopleFolder.Password, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal));
        people.Restart();
    }
}
