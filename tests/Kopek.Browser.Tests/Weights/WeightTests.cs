using Kopek.Browser.Tests.Serving;
using Microsoft.Playwright;

namespace Kopek.Browser.Tests.Weights;

/// <summary>Bytes and requests of the way from the number to the payment, counted by the browser.</summary>
public sealed class WeightTests(LiveKopek kopek, Chromium chromium)
{
    /// <summary>What a server may send before it hears that anything came (ten segments of TCP, RFC 6928).</summary>
    private const double FirstVisit = 14 * 1024;
    private const double LaterVisit = 6 * 1024;
    private const int MostRequests = 4;

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    [InlineData("ru")]
    public async Task The_way_to_a_payment_is_four_requests_and_fits_in_one_window_of_TCP(string language)
    {
        var msisdn = await kopek.Open();
        await using var visit = await chromium.Visit(kopek, new Dress(language));
        var wire = await Wire.Of(visit);
        await visit.Go("/care");
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.True(wire.Bytes is > 500 and <= FirstVisit, $"first visit: {wire}");

        wire.Reset();
        await visit.Look(msisdn);
        Within(wire, 2);
        wire.Reset();
        await visit.Page.ClickAsync("form.choices button");
        await visit.Page.Locator("input[name=confirm]").WaitForAsync();
        Within(wire, 1);
        wire.Reset();
        await visit.Page.FillAsync("input[name=confirm]", msisdn);
        await visit.Press("form:has(input[name=confirm]) button");
        Within(wire, 2);
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

    private static void Within(Wire wire, int requests) =>
        Assert.True(wire.Bytes is > 500 and <= LaterVisit && wire.Requests <= Math.Min(requests, MostRequests), wire.ToString());
}
