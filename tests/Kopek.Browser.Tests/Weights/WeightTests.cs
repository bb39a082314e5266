using Kopek.Browser.Tests.Serving;

namespace Kopek.Browser.Tests.Weights;

/// <summary>Bytes and requests of the way from the number to the payment, counted by the browser.</summary>
public sealed class WeightTests(LiveKopek kopek, Chromium chromium)
{
    /// <summary>What a server may send before it hears that anything came (ten segments of TCP, RFC 6928).</summary>
    private const long FirstVisit = 14 * 1024;
    private const long LaterVisit = 6 * 1024;
    private const int MostRequests = 4;

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    [InlineData("ru")]
    public async Task The_way_to_a_payment_is_four_requests_and_fits_in_one_window_of_TCP(string language)
    {
        var msisdn = await kopek.Open();
        await using var wire = new Wire(kopek.Address);
        await using var visit = await chromium.Visit(kopek, new Dress(language), wire.Address);
        await visit.Go("/care");
        await visit.WaitForKeptPages();
        await visit.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
        var first = wire.Take();
        Assert.True(first.Bytes is > 500 and <= FirstVisit, $"first visit: {first.Bytes} bytes, {string.Join(", ", first.Requests)}");

        await visit.Page.FillAsync("input[name=msisdn]", msisdn);
        await visit.Press("form button[type=submit]");
        var line = Within(wire);
        await visit.Press("form.choices button");
        var review = Within(wire);
        await visit.Page.FillAsync("input[name=confirm]", msisdn);
        await visit.Press("form:has(input[name=confirm]) button");
        var order = Within(wire);
        Assert.InRange(line + review + order, 3, MostRequests);
    }

    [Fact]
    public async Task Pages_are_compressed_where_the_browser_can_and_only_there()
    {
        using var plain = new HttpClient { BaseAddress = kopek.Address };
        var whole = await plain.GetByteArrayAsync(new Uri("/care", UriKind.Relative), TestContext.Current.CancellationToken);
        foreach (var (accepted, coding) in ((string, string?)[])[("br, gzip", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", null), ("x-unheard", null)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/care");
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
            using var answer = await plain.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(coding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
            Assert.Contains("Accept-Encoding", answer.Headers.Vary);
            Assert.Equal(coding is null, answer.Content.Headers.ContentLength == whole.Length);
        }
    }

    /// <summary>How many requests the page took.</summary>
    private static int Within(Wire wire)
    {
        var (bytes, requests) = wire.Take();
        Assert.True(bytes is > 500 and <= LaterVisit, $"{bytes} bytes, {string.Join(", ", requests)}");
        return requests.Count;
    }
}
