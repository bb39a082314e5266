using System.Text;
using Kopek.Books.Receipts;

namespace Kopek.Web.Tests.Receipts;

public sealed class ReceiptApiTests : IAsyncLifetime
{
    private LiveApi api = null!;
    private string line = "";

    public async ValueTask InitializeAsync()
    {
        api = await LiveApi.Start();
        line = await api.OpenActive(12_345);
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task The_operator_sees_a_receipt_with_its_line_masked_and_can_hand_it_on()
    {
        var receipt = await ReceiptScene.Pay(api, line, 43_210);
        var json = (await api.Get("/api/v1/receipts/KDR/1")).Json;
        Assert.Equal(("genuine", "••• 0001"), (json["verdict"]!.GetValue<string>(), json["msisdn"]!.GetValue<string>()));
        Assert.Null(json["fiscal"]);
        var handed = json["receipt"]!;
        Assert.Equal(55_555, handed["opened"]!["balanceAfter"]!.GetValue<long>());
        Assert.Equal(receipt.Public.Order.ToString(), handed["order"]!.GetValue<string>());
        Assert.Equal(ReceiptVerdict.Genuine, ReceiptVerification.CheckJson(Encoding.UTF8.GetBytes(handed.ToJsonString()), api.Desk.Keys).Verdict);
        Assert.Equal(json.ToJsonString(), (await api.Get("/api/v1/receipts/kdr/KDR-0000001")).Json.ToJsonString());
    }

    [Theory]
    [InlineData("KDR/2")]
    [InlineData("KDR/0")]
    [InlineData("KDR/-1")]
    [InlineData("KDR/x")]
    [InlineData("KDR/BRZ-0000001")]
    [InlineData("KDR/99999999999999999999")]
    [InlineData("BRZ/1")]
    public async Task A_number_that_the_series_has_not_is_unknown(string path)
    {
        await ReceiptScene.Pay(api, line, 10_000);
        foreach (var suffix in (string[])["", "/pdf"])
        {
            var answer = await api.Get($"/api/v1/receipts/{path}{suffix}");
            Assert.Equal((404, "unknown_receipt"), (answer.Status, answer.Code));
        }
    }

    [Fact]
    public async Task Pages_hold_every_receipt_of_a_line_once()
    {
        var other = await api.OpenActive(1_000, "79000000002");
        for (var count = 0; count < 7; count++)
        {
            await ReceiptScene.Pay(api, count % 2 == 0 ? line : other, 10_000);
        }

        var numbers = new List<long>();
        string? next = null;
        do
        {
            var page = (await api.Get($"{line}/receipts?limit=3{(next is null ? "" : "&from=" + next)}")).Json;
            numbers.AddRange(page["receipts"]!.AsArray().Select(one => one!["number"]!.GetValue<long>()));
            next = page["next"]?.GetValue<string>();
        }
        while (next is not null);
        Assert.Equal([7, 5, 3, 1], numbers);
        Assert.Equal("query_invalid", (await api.Get($"{line}/receipts?limit=0")).Code);
        Assert.Equal("unknown_line", (await api.Get("/api/v1/lines/79000000009/receipts")).Code);
    }

    [Fact]
    public async Task The_holder_s_PDF_is_for_the_operator()
    {
        await ReceiptScene.Pay(api, line, 10_000);
        var pdf = await api.Get("/api/v1/receipts/KDR/1/pdf?lang=zh-CN");
        Assert.Equal((200, "application/pdf"), (pdf.Status, pdf.ContentType));
        Assert.StartsWith("%PDF-", pdf.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_token_only_what_is_public_is_to_be_had()
    {
        await using var guarded = await LiveApi.Start("0123456789abcdef0123456789abcdef");
        var receipt = await ReceiptScene.Pay(guarded, await guarded.OpenActive(1_000), 10_000);
        guarded.Client.DefaultRequestHeaders.Remove("Authorization");
        foreach (var path in (string[])["/api/v1/receipts/KDR/1", "/api/v1/receipts/KDR/1/pdf", "/api/v1/lines/79000000001/receipts", "/api/v1/disputes", "/api/v1/disputes/1"])
        {
            Assert.Equal((401, "token_missing"), ((await guarded.Get(path)).Status, (await guarded.Get(path)).Code));
        }

        Assert.Equal(401, (await guarded.Post("/api/v1/receipts/KDR/1/disputes", "{}")).Status);
        foreach (var path in (string[])[$"/r/{receipt.Public.Token}", $"/r/{receipt.Public.Token}.json", $"/r/{receipt.Public.Token}.pdf", "/receipts/keys"])
        {
            Assert.Equal(200, (await guarded.Get(path)).Status);
        }
    }
}
