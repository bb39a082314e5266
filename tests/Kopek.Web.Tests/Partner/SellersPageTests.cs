namespace Kopek.Web.Tests.Partner;

/// <summary>The public page: whether a seller is authorised, in three languages, light and safe.</summary>
public sealed class SellersPageTests : IAsyncLifetime
{
    private const int MostBytes = 12_000;
    private LivePartners live = null!;

    public async ValueTask InitializeAsync()
    {
        live = await LivePartners.Start();
        await Named("ACME", "Acme <Top-ups> & \\\"Co\\\"", ",\"contact\":\"https://acme.example/?a=1&b=2\"");
        await Named("SHADY", "Shady Sales", ",\"status\":\"suspended\"");
    }

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Theory]
    [InlineData("?lang=en", "zh", "en", "Beware of strangers")]
    [InlineData("?lang=ru", "zh", "ru", "Осторожно")]
    [InlineData("?lang=zh-CN", "ru", "zh-CN", "当心陌生人")]
    [InlineData("", "ru-RU,ru;q=0.9,en;q=0.8", "ru", "Осторожно")]
    [InlineData("", "de,en;q=0.5", "en", "Beware of strangers")]
    [InlineData("", "de", "zh-CN", "当心陌生人")]
    public async Task It_warns_of_strangers_in_the_reader_s_language(string query, string accepts, string language, string words)
    {
        var page = await live.Send(HttpMethod.Get, $"/sellers{query}", null, null, ("Accept-Language", accepts));
        Assert.Equal((200, "text/html"), (page.Status, page.ContentType));
        Assert.Contains($"<html lang=\"{language}\">", page.Body, StringComparison.Ordinal);
        Assert.Contains(words, page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Body, StringComparison.Ordinal);
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(page.Body) < MostBytes);
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authorised_partner_is_found_by_name_and_code_and_a_suspended_one_is_warned_of()
    {
        Assert.Contains("✓ authorised", await Search("acme"), StringComparison.Ordinal);
        Assert.Contains("✓ authorised", await Search("top-ups"), StringComparison.Ordinal);
        var shady = await Search("shady");
        Assert.Contains("not authorised now: do not pay it", shady, StringComparison.Ordinal);
        Assert.DoesNotContain("✓", shady, StringComparison.Ordinal);
        Assert.DoesNotContain("Shady", await Search(""), StringComparison.Ordinal);
        var nobody = await Search("Асmе"); // Cyrillic letters that look alike
        Assert.Contains("not on the list. Do not pay", nobody, StringComparison.Ordinal);
        Assert.DoesNotContain("✓", nobody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("' onfocus='alert(1)")]
    [InlineData("\u0000\u0008\ufffd")]
    public async Task What_comes_from_outside_is_shown_as_text(string search)
    {
        var page = await Search(search);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("onfocus='", page, StringComparison.Ordinal);
        Assert.Contains("Acme &lt;Top-ups&gt; &amp; &quot;Co&quot;", await Search("acme"), StringComparison.Ordinal);
        Assert.Contains("href=\"https://acme.example/?a=1&amp;b=2\"", await Search("acme"), StringComparison.Ordinal);
    }

    private async Task<string> Search(string text) => (await live.Send(HttpMethod.Get, $"/sellers?lang=en&q={Uri.EscapeDataString(text)}", null)).Body;

    private async Task Named(string code, string name, string more) =>
        Assert.Equal(201, (await live.Post($"/api/v1/partners/{code}", $$"""{"name":"{{name}}"{{more}}}""", method: HttpMethod.Put)).Status);
}
