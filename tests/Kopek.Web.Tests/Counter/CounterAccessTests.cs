using Kopek.Books.People;
using Kopek.Core;

namespace Kopek.Web.Tests.Counter;

/// <summary>Who may do what, and what becomes of whoever may not.</summary>
public sealed class CounterAccessTests
{
    private static readonly string[] paths = ["/counter", "/counter/till", "/counter/tills", "/counter/audit", "/counter/lines/4", "/counter/lines/4/payment?amount=500", "/counter/lines/4/contract", "/counter/orders/1", "/counter/tickets", "/counter/tickets/100000000"];

    [Fact]
    public async Task A_stranger_is_sent_to_sign_in()
    {
        await using var scene = await CounterScene.Start();
        await scene.Open();
        foreach (var path in paths)
        {
            Assert.Equal("/counter/sign-in", (await scene.Stranger().Get(path)).Path);
        }
    }

    [Fact]
    public async Task After_five_guesses_the_right_password_is_refused_too()
    {
        await using var scene = await CounterScene.Start();
        var stranger = scene.Stranger();
        for (var guess = 0; guess < StaffAccounts.MostFailures; guess++)
        {
            await stranger.Get("/counter/sign-in");
            Assert.Equal(401, (await stranger.Post("/counter/sign-in", ("name", "anna"), ("password", "guess"))).Status);
        }

        Assert.Equal(401, (await stranger.Post("/counter/sign-in", ("name", "anna"), ("password", CounterScene.Password))).Status);
        Assert.Equal("/counter/sign-in", (await stranger.Get("/counter")).Path);
        Assert.Equal(["locked", "locked", "wrong_name_or_password"], scene.Audit(AuditAct.SignIn).Select(entry => entry.Outcome).Take(3));
    }

    [Fact]
    public async Task A_session_after_its_end_opens_nothing_even_with_a_copy_of_the_cookie()
    {
        await using var scene = await CounterScene.Start();
        var anna = await scene.SignIn();
        var cookie = anna.Cookies.GetCookies(new Uri(scene.Address, "/counter"))["kopek-staff"]!;
        Assert.True(cookie.HttpOnly);
        var thief = scene.Stranger();
        thief.Cookies.Add(scene.Address, new System.Net.Cookie("kopek-staff", cookie.Value, "/counter"));
        Assert.Equal("/counter", (await thief.Get("/counter")).Path);
        await anna.Get("/counter");
        Assert.Equal("/counter/sign-in", (await anna.Post("/counter/sign-out")).Path);
        Assert.Equal("/counter/sign-in", (await thief.Get("/counter")).Path);
    }

    [Fact]
    public async Task Signing_in_makes_a_new_session_whatever_cookie_was_there()
    {
        await using var scene = await CounterScene.Start();
        await scene.Staff("boris", StaffRole.Clerk);
        var anna = await scene.SignIn();
        var before = anna.Cookies.GetCookies(new Uri(scene.Address, "/counter"))["kopek-staff"]!.Value;
        var other = scene.Stranger();
        other.Cookies.Add(scene.Address, new System.Net.Cookie("kopek-staff", before[..^8] + "AAAAAAAA", "/counter"));
        await other.Get("/counter/sign-in");
        await other.Post("/counter/sign-in", ("name", "boris"), ("password", CounterScene.Password));
        Assert.NotEqual(before, other.Cookies.GetCookies(new Uri(scene.Address, "/counter"))["kopek-staff"]!.Value);
        Assert.Contains("boris", other.Page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_not_ours_does_nothing()
    {
        await using var scene = await CounterScene.Start();
        await scene.Staff("boris", StaffRole.Clerk);
        var line = await scene.Open();
        var anna = await scene.AtTill();
        var boris = await scene.SignIn("boris");
        var form = (await anna.Get($"{line}/payment?amount=500&way=cash")).Hidden($"{line}/payment");
        var token = form.Keys.Single(name => name.StartsWith("__", StringComparison.Ordinal));

        var without = form.Where(field => field.Key != token).ToList();
        Assert.Equal(400, (await anna.Send($"{line}/payment", without)).Status);
        var forged = new Dictionary<string, string>(form) { [token] = "forged" };
        Assert.Equal(400, (await anna.Send($"{line}/payment", forged)).Status);
        var anothers = new Dictionary<string, string>(form) { [token] = boris.Page.Hidden("/counter/find")[token] };
        Assert.Equal(400, (await anna.Send($"{line}/payment", anothers)).Status);
        Assert.Equal(400, (await anna.Send("/counter/sign-out", [])).Status);

        Assert.Equal(Money.Zero, await scene.Balance(line));
        Assert.Equal(4, scene.Audit(AuditAct.PageRefused).Count(entry => entry.Outcome == "forged_form"));
        Assert.Equal(200, (await anna.Send($"{line}/payment", form)).Status);
    }

    [Fact]
    public async Task Another_clerks_till_is_neither_opened_nor_closed_nor_emptied()
    {
        await using var scene = await CounterScene.Start();
        await scene.Staff("boris", StaffRole.Clerk);
        await scene.AtTill();
        var boris = await scene.SignIn("boris");
        await boris.Get("/counter/till");
        var taken = await boris.Post("/counter/till/open", ("drawer", "1"));
        Assert.Equal(422, taken.Status);
        Assert.Contains("Somebody else works at this drawer", taken.Text, StringComparison.Ordinal);

        await boris.Post("/counter/till/open", ("drawer", "2"));
        var close = boris.Page.Hidden("/counter/till/close");
        close["till"] = "msk-1";
        Assert.Equal(422, (await boris.Send("/counter/till/close", close)).Status);
        await boris.Get("/counter/till");
        var move = boris.Page.Hidden("/counter/till/move");
        (move["till"], move["direction"], move["amount"]) = ("msk-1", "from_safe", "100");
        Assert.Equal(422, (await boris.Send("/counter/till/move", move)).Status);

        var till = (await scene.Till())!;
        Assert.True(till.IsOpen);
        Assert.Equal(Money.Zero, till.Cash);
        Assert.Contains(scene.Audit(AuditAct.TillClose), entry => entry.Outcome == "other_till");
        Assert.Contains(scene.Audit(AuditAct.TillMove), entry => entry.Outcome == "other_till");
    }

    [Fact]
    public async Task A_supervisor_sees_all_tills_and_closes_one_for_a_clerk_who_left()
    {
        await using var scene = await CounterScene.Start();
        await scene.Staff("olga", StaffRole.Supervisor, shop: "spb-1");
        await scene.AtTill();
        var olga = await scene.SignIn("olga");
        Assert.Contains("open, anna", (await olga.Get("/counter/tills")).Text, StringComparison.Ordinal);
        await olga.Get("/counter/till?till=msk-1");
        Assert.Contains("It matches", (await olga.Post("/counter/till/close")).Text, StringComparison.Ordinal);
        Assert.False((await scene.Till())!.IsOpen);
        Assert.Equal(("olga", "msk-1"), (scene.Audit(AuditAct.TillClose)[0].Name, scene.Audit(AuditAct.TillClose)[0].Place));
    }

    [Fact]
    public async Task Pages_of_supervisors_are_refused_to_clerks_and_the_try_is_in_the_trail()
    {
        await using var scene = await CounterScene.Start();
        var anna = await scene.SignIn();
        Assert.Equal(403, (await anna.Get("/counter/tills")).Status);
        Assert.Equal(403, (await anna.Get("/counter/audit")).Status);
        Assert.Equal(["/counter/audit", "/counter/tills"], scene.Audit(AuditAct.PageRefused).Select(entry => entry.Detail));
    }

    [Fact]
    public async Task Another_brands_line_is_not_shown()
    {
        await using var scene = await CounterScene.Start();
        var line = await scene.Open(plan: "MLK-M40");
        var anna = await scene.AtTill();
        foreach (var path in new[] { line, $"{line}/payment?amount=500", $"{line}/contract" })
        {
            var page = await anna.Get(path);
            Assert.Equal(403, page.Status);
            Assert.DoesNotContain("0001", page.Text, StringComparison.Ordinal);
        }

        Assert.Equal(404, (await anna.Get("/counter/lines/99999")).Status);
        Assert.Equal(404, (await anna.Get("/counter/lines/0")).Status);
        Assert.Equal(404, (await anna.Get("/counter/nowhere")).Status);
    }

    [Fact]
    public async Task Script_in_what_people_type_is_shown_as_words()
    {
        await using var scene = await CounterScene.Start();
        await scene.Staff("olga", StaffRole.Supervisor);
        const string Script = "\"><script>alert(1)</script>";
        var anna = await scene.AtTill();
        Assert.DoesNotContain("<script", (await anna.Post("/counter/till/close", ("d10000", "1"), ("other", Script))).Html, StringComparison.OrdinalIgnoreCase);
        await anna.Get("/counter/till");
        await anna.Post("/counter/till/move", ("direction", "from_safe"), ("amount", "100"), ("reason", Script));
        await anna.Get("/counter");
        var found = await anna.Post("/counter/find", ("q", Script));
        Assert.DoesNotContain("<script", found.Html, StringComparison.OrdinalIgnoreCase);
        var olga = await scene.SignIn("olga");
        var audit = await olga.Get("/counter/audit?check=1");
        Assert.Contains(Script, audit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", audit.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("The trail is in order", audit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_forbids_script_and_frames_and_is_kept_nowhere()
    {
        await using var scene = await CounterScene.Start();
        var anna = await scene.SignIn();
        foreach (var path in new[] { "/counter", "/counter/till", "/counter/nowhere", "/counter/audit" })
        {
            var headers = (await anna.Get(path)).Response!.Headers;
            Assert.Contains("default-src 'none'", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.True(headers.CacheControl!.NoStore);
            Assert.DoesNotContain("style=", anna.Page.Html, StringComparison.Ordinal);
        }

        var sheet = System.Text.RegularExpressions.Regex.Match(anna.Page.Html, "href=\"(/counter/style-[0-9a-f]+[.]css)\"").Groups[1].Value;
        Assert.Equal("text/css", (await anna.Get(sheet)).Response!.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("zh-CN", "查找号码")]
    [InlineData("ru", "Найти номер")]
    [InlineData("en", "Find a line")]
    public async Task The_language_is_the_one_that_was_chosen(string tag, string words)
    {
        await using var scene = await CounterScene.Start();
        var anna = await scene.SignIn();
        var page = await anna.Post("/counter/language", ("language", tag), ("back", "https://elsewhere.example/counter/"));
        Assert.Equal("/counter", page.Path);
        Assert.Contains($"lang=\"{tag}\"", page.Html, StringComparison.Ordinal);
        Assert.Contains(words, page.Text, StringComparison.Ordinal);
    }
}
