using Kopek.Books.Notices;
using Kopek.Core;
using Kopek.Core.Notices;
using Kopek.Core.Orders;
using Kopek.Engine.Orders;
using Kopek.Web.Tests.Counter;

namespace Kopek.Web.Tests.Care;

/// <summary>Several lines under one sign-in: each shown by a code of its own, and gone when it is somebody else's.</summary>
public sealed class FamilyTests : IAsyncLifetime
{
    private const string Mother = "79000000001";
    private const string Child = "79000000002";
    private const string Lines = "/care/lines?lang=en";
    private LiveApi api = null!;
    private Browser browser = null!;

    public async ValueTask InitializeAsync()
    {
        api = await LiveApi.Start();
        await api.OpenActive(10000);
        await api.OpenActive(10000, Child);
        browser = new Browser(api.Client.BaseAddress!);
        await SignedInHolder.Enter(api, browser, Mother);
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await api.DisposeAsync();
    }

    [Fact]
    public async Task A_line_comes_with_its_own_code_and_its_holder_sees_nothing_of_the_others()
    {
        await Add();
        Assert.Contains("+" + Child, browser.Page.Text, StringComparison.Ordinal);
        using var child = new Browser(api.Client.BaseAddress!);
        await SignedInHolder.Enter(api, child, Child);
        await child.Get(Lines);
        Assert.DoesNotContain(Mother, child.Page.Html, StringComparison.Ordinal);
        Assert.Contains("Other sign-ins that show the number you sign in with: 1", child.Page.Text, StringComparison.Ordinal);

        await child.Post("/care/lines/others?lang=en");
        Assert.DoesNotContain(Child, (await browser.Get(Lines)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_is_chosen_and_taken_off_and_one_that_is_not_his_is_not()
    {
        await Add();
        var first = browser.Page.Hidden("/care/lines/choose?lang=en");
        await browser.Send("/care/lines/choose?lang=en", first);
        await browser.Send("/care/lines/choose?lang=en", [new("line", "999999")]);
        await browser.Send("/care/lines/remove?lang=en", [new("line", first["line"])]);
        Assert.Contains("+" + Mother, browser.Page.Text, StringComparison.Ordinal);
        await browser.Post("/care/lines/remove?lang=en");
        Assert.DoesNotContain(Child, browser.Page.Html, StringComparison.Ordinal);
        Assert.Contains("The pages are about this line", browser.Page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_to_add_a_line_works_in_no_other_sign_in_and_signs_nobody_in()
    {
        await browser.Get(Lines);
        await browser.Post(Lines, ("msisdn", Child));
        var guess = browser.Page.Hidden("/care/lines/code?lang=en");
        guess["code"] = await api.Phone.Code(Child);
        using var other = new Browser(api.Client.BaseAddress!);
        Assert.Equal(422, (await other.Send(SignedInHolder.Code, guess)).Status);
        Assert.Empty(other.Cookies.GetAllCookies());
        await api.OpenActive(10000, "79000000003");
        await SignedInHolder.Enter(api, other, "79000000003");
        Assert.Equal(422, (await other.Send("/care/lines/code?lang=en", guess)).Status);
        Assert.Contains("+" + Child, (await browser.Send("/care/lines/code?lang=en", guess)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_line_leaves_the_family_and_what_it_opened_is_over()
    {
        await Add();
        await ClosedLine.Close(api, Child);
        Assert.DoesNotContain(Child, (await browser.Get(Lines)).Html, StringComparison.Ordinal);
        await ClosedLine.Close(api, Mother);
        Assert.StartsWith("/care/sign-in", (await browser.Get(Lines)).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_answered_a_code_gets_codes_and_another_gets_none()
    {
        var mailbox = new TestPhone(NoticeChannel.Email);
        api.CodeChannels.Add(mailbox);
        Email("anna@example.com", 1);
        await browser.Get(Lines);
        await browser.Post("/care/lines/mail?lang=en");
        await browser.Post("/care/lines/mail/code?lang=en", ("code", await mailbox.Code("anna@example.com")));
        Assert.Contains("codes to sign in can be sent there", browser.Page.Text, StringComparison.Ordinal);

        using var later = new Browser(api.Client.BaseAddress!);
        await later.Get(SignedInHolder.SignIn);
        await later.Post(SignedInHolder.SignIn, ("msisdn", Mother), ("by", "mail"));
        await later.Post(SignedInHolder.Code, ("code", await mailbox.Code("anna@example.com")));
        Assert.NotEmpty(SignedInHolder.Token(later));

        Email("eve@example.com", 2);
        await later.Get(SignedInHolder.SignIn);
        Assert.Equal(200, (await later.Post(SignedInHolder.SignIn, ("msisdn", Mother), ("by", "mail"))).Status);
        Assert.Equal(0, mailbox.Unread);
    }

    private async Task Add()
    {
        await browser.Get(Lines);
        await browser.Post(Lines, ("msisdn", Child));
        await browser.Post("/care/lines/code?lang=en", ("code", await api.Phone.Code(Child)));
    }

    private void Email(string address, ulong change) => Assert.Equal(PreferenceChange.Done,
        api.Notices.Change(ClosedLine.Of(api, Mother), NoticePreferences.Default with { Email = address }, new OrderId(8, change), OrderKey.Digest(address), new Moment(1)));
}
