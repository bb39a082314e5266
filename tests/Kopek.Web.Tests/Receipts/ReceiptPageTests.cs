using System.Net.Http.Headers;
using System.Text;
using CsCheck;
using Kopek.Books.Fiscal;
using Kopek.Books.Receipts;
using Kopek.Books.Receipts.Forms;
using Kopek.Books.Receipts.Keys;
using Kopek.Core;
using Kopek.Core.Fiscal;
using Kopek.Core.Notices;
using Kopek.Core.Plans;
using Kopek.Web.Receipts;
using Microsoft.Data.Sqlite;

namespace Kopek.Web.Tests.Receipts;

public sealed class ReceiptPageTests : IAsyncLifetime
{
    private const int MostBytes = 14 << 10;
    private static readonly string[] Suffixes = ["", ".json", ".pdf"];

    private LiveApi api = null!;
    private string line = "";
    private Receipt receipt = null!;

    public async ValueTask InitializeAsync()
    {
        api = await LiveApi.Start();
        line = await api.OpenActive(12_345);
        receipt = await ReceiptScene.Pay(api, line, 43_210);
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    private string Path => $"/r/{receipt.Public.Token}";

    [Theory]
    [InlineData("", "zh-CN,zh;q=0.9,en;q=0.8", "zh-CN", "真实有效，未经改动", "432.10卢布", "雪松通信")]
    [InlineData("", "de, ru;q=0.5, en;q=0.1", "ru", "Подлинная, без изменений", "432,10\u00A0₽", "Кедр Связь")]
    [InlineData("", "de", "en", "Genuine and unaltered", "432.10 RUB", "Kedr Svyaz")]
    [InlineData("", null, "zh-CN", "真实有效，未经改动", "432.10卢布", "雪松通信")]
    [InlineData("?lang=en", "ru", "en", "Genuine and unaltered", "432.10 RUB", "Kedr Svyaz")]
    public async Task It_says_what_it_is_in_the_reader_s_language(string query, string? liked, string tag, params string[] words)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path + query);
        request.Headers.TryAddWithoutValidation("Accept-Language", liked);
        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal([tag], response.Content.Headers.ContentLanguage);
        Assert.All(words, word => Assert.Contains(word, System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal));
        Assert.Contains(receipt.Public.Name, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_light_has_no_script_and_shows_nothing_of_who_paid()
    {
        var everything = new StringBuilder();
        foreach (var path in (string[])[Path, Path + "?lang=ru", Path + ".json"])
        {
            var answer = await api.Get(path);
            Assert.InRange(Encoding.UTF8.GetByteCount(answer.Body), 500, MostBytes);
            everything.Append(answer.Body);
        }

        var text = everything.ToString();
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("79000000001", text, StringComparison.Ordinal);
        Assert.DoesNotContain("+7", text, StringComparison.Ordinal);
        Assert.DoesNotContain(receipt.Private.BalanceAfter.ToString(), text, StringComparison.Ordinal);
        Assert.DoesNotContain(receipt.Private.Salt, text, StringComparison.Ordinal);
        Assert.All(File.ReadAllText(System.IO.Path.Combine(api.Folder, KeyFile.Name)).Split('\n', ' ').Where(word => word.Length == 64), secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(NoticeLanguage.Chinese)]
    [InlineData(NoticeLanguage.English)]
    [InlineData(NoticeLanguage.Russian)]
    public void With_everything_on_it_it_is_still_light(NoticeLanguage language)
    {
        var registration = new FiscalRegistration("9999078900000001", "1", "12345", "0123456789", 1, 1, receipt.Public.IssuedAt);
        var fiscal = new FiscalRecord("k", FiscalState.Registered, 1, null, receipt.Public.IssuedAt, registration, "t=20261126T1200&s=510.00&fn=9999078900000001&i=12345&fp=0123456789&n=1");
        var full = receipt.Public with { Fee = new Money(1), DebtRepaid = new Money(1), Bonus = new Money(1), Pack = "DAY-CN", Kind = ReceiptKind.Refund, RefersTo = 1 };
        var form = ReceiptForm.Of(full, new ReceiptIssuer(new LocalizedText("雪松通信", "Kedr <b>Svyaz", "Кедр Связь"), "Europe/Moscow"), fiscal, null, language, api.Desk.UrlOf(full.Token));
        var html = ReceiptHtml.Page(full, form, ReceiptVerdict.Genuine);
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 5_000, MostBytes);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_kept_from_caches_search_engines_frames_and_other_sites()
    {
        using var response = await api.Client.GetAsync(new Uri(Path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("no-cache, private", response.Headers.CacheControl!.ToString());
        Assert.Equal("noindex, nofollow", response.Headers.GetValues("X-Robots-Tag").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var style = html.Split("<style>")[1].Split("</style>")[0];
        Assert.Contains(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(style))), policy, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_leads_nowhere_gets_one_and_the_same_answer()
    {
        var token = receipt.Public.Token.ToString();
        string[] paths = [new('0', 32), token[..31], token + "0", token.ToUpperInvariant(), "x", "..%2f", token + ".xml", token[1..] + "0.json", new string('f', 32) + ".pdf", "%e4%b8%ad", new string('a', 3000)];
        var first = await api.Get("/r/" + paths[0]);
        Assert.Equal((404, "text/html"), (first.Status, first.ContentType));
        foreach (var path in paths)
        {
            var answer = await api.Get("/r/" + path);
            Assert.True((first.Status, first.Body) == (answer.Status, answer.Body), $"{path}: {answer.Status} {answer.Body}");
        }
    }

    [Fact]
    public async Task No_token_that_is_tried_leads_to_a_receipt_or_breaks_anything()
    {
        var token = receipt.Public.Token.ToString();
        var tried = new List<string>();
        Gen.Select(Gen.Int[0, 31], Gen.Char['0', 'z'], Gen.Int[0, 2].Select(place => Suffixes[place])).Sample((place, letter, suffix) =>
        {
            if (token[place] != letter && tried.Count < 300)
            {
                tried.Add(Uri.EscapeDataString(token.Remove(place, 1).Insert(place, letter.ToString())) + suffix);
            }
        }, iter: 300, threads: 1);
        foreach (var one in tried)
        {
            Assert.Equal(404, (await api.Get("/r/" + one)).Status);
        }
    }

    [Fact]
    public async Task Its_JSON_is_genuine_by_the_keys_that_are_served_and_an_altered_one_is_not()
    {
        var json = (await api.Get(Path + ".json")).Body;
        var served = await api.Get("/receipts/keys");
        Assert.Equal("application/jwk-set+json", served.ContentType);
        var keys = PublicKeys.Parse(Encoding.UTF8.GetBytes(served.Body));
        Assert.Equal(ReceiptVerdict.Genuine, ReceiptVerification.CheckJson(Encoding.UTF8.GetBytes(json), keys).Verdict);
        Assert.Equal(("genuine", receipt.Public.Name), await Verdict(json));
        Assert.Equal(("altered", null), await Verdict(json.Replace("43210", "93210", StringComparison.Ordinal)));
        Assert.Equal(("unknown_key", null), await Verdict(json.Replace("\"keyId\":\"", "\"keyId\":\"x", StringComparison.Ordinal)));
        Assert.Equal(("not_a_receipt", null), await Verdict("{}"));
        Assert.Equal(415, (await api.Post("/receipts/verify", "x", null, contentType: "text/plain")).Status);
        Assert.Equal(413, (await api.Post("/receipts/verify", new string(' ', 5000), null)).Status);
    }

    [Fact]
    public async Task What_was_edited_on_the_disk_is_called_altered_and_is_not_given_on_paper()
    {
        await using (var editor = new SqliteConnection($"Data Source={System.IO.Path.Combine(api.Folder, "receipts.db")};Pooling=False"))
        {
            await editor.OpenAsync(TestContext.Current.CancellationToken);
            await using var edit = editor.CreateCommand();
            edit.CommandText = "UPDATE receipts SET paid = paid + 100000";
            Assert.Equal(1, await edit.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        Assert.Contains("Altered: do not believe it", (await api.Get(Path + "?lang=en")).Body, StringComparison.Ordinal);
        var pdf = await api.Get(Path + ".pdf?lang=en");
        Assert.Equal("text/html", pdf.ContentType);
        Assert.Contains("Altered", pdf.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_PDF_is_one()
    {
        using var response = await api.Client.GetAsync(new Uri(Path + ".pdf?lang=ru", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(new MediaTypeHeaderValue("application/pdf"), response.Content.Headers.ContentType);
        Assert.Equal("inline; filename=\"KDR-0000001.pdf\"", response.Content.Headers.ContentDisposition!.ToString());
        var pdf = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal("%PDF-"u8, pdf.AsSpan(0, 5));
    }

    [Fact]
    public async Task Whoever_tries_too_much_has_to_wait_and_the_operator_has_not()
    {
        await using var narrow = await LiveApi.Start(requestsPerMinute: 3);
        var paid = await ReceiptScene.Pay(narrow, await narrow.OpenActive(1_000), 10_000);
        for (var count = 0; count < 3; count++)
        {
            Assert.Equal(404, (await narrow.Get("/r/0")).Status);
        }

        var busy = await narrow.Get($"/r/{paid.Public.Token}");
        Assert.Equal((429, TimeSpan.FromMinutes(1)), (busy.Status, busy.Headers.RetryAfter!.Delta!.Value));
        Assert.Equal((429, "too_many_requests"), ((await narrow.Post("/receipts/verify", "{}", null)).Status, (await narrow.Post("/receipts/verify", "{}", null)).Code));
        Assert.Equal(200, (await narrow.Get("/api/v1/receipts/KDR/1")).Status);
    }

    [Theory]
    [InlineData("127.0.0.1", "::ffff:127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("2001:db8::1", "2001:db8::2", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("::", "0.0.0.0", false)]
    public void An_address_counts_by_what_one_visitor_has(string one, string other, bool isSame) =>
        Assert.Equal(isSame, AddressGate.KeyOf(System.Net.IPAddress.Parse(one)) == AddressGate.KeyOf(System.Net.IPAddress.Parse(other)));

    private async Task<(string, string?)> Verdict(string json)
    {
        var answer = (await api.Post("/receipts/verify", json, null)).Json;
        return (answer["verdict"]!.GetValue<string>(), answer["receipt"]?.GetValue<string>());
    }
}
