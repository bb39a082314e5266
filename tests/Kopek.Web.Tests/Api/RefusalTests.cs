using System.Text;

namespace Kopek.Web.Tests.Api;

/// <summary>Every refusal has its code and status, and nothing moved.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private const long Before = 70_000;
    private LiveApi api = null!;
    private string line = "";

    public async ValueTask InitializeAsync()
    {
        api = await LiveApi.Start();
        line = await api.OpenActive(Before);
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Theory]
    [InlineData("{", "malformed_json")]
    [InlineData("", "malformed_json")]
    [InlineData("[]", "malformed_json")]
    [InlineData("null", "malformed_json")]
    [InlineData("{\"amount\":{\"value\":50000,\"currency\":\"RUB\"}} x", "malformed_json")]
    [InlineData("{\"amount\":{\"value\":50000,\"currency\":\"RUB\"}}{}", "malformed_json")]
    [InlineData("{}", "member_missing")]
    [InlineData("{\"amount\":{}}", "member_missing")]
    [InlineData("{\"amount\":{\"value\":50000}}", "member_missing")]
    [InlineData("{\"amount\":{\"currency\":\"RUB\"}}", "member_missing")]
    [InlineData("{\"amount\":50000}", "member_invalid")]
    [InlineData("{\"amount\":{\"value\":\"50000\",\"currency\":\"RUB\"}}", "member_invalid")]
    [InlineData("{\"amount\":{\"value\":null,\"currency\":\"RUB\"}}", "member_invalid")]
    [InlineData("{\"amount\":{\"value\":50000,\"currency\":\"rub\"}}", "member_invalid")]
    [InlineData("{\"amount\":{\"value\":50000,\"currency\":\"\\ud800\"}}", "malformed_json")]
    [InlineData("{\"amount\":{\"value\":500.00,\"currency\":\"RUB\"}}", "amount_not_whole")]
    [InlineData("{\"amount\":{\"value\":5e4,\"currency\":\"RUB\"}}", "amount_not_whole")]
    [InlineData("{\"amount\":{\"value\":0,\"currency\":\"RUB\"}}", "amount_not_positive")]
    [InlineData("{\"amount\":{\"value\":-1,\"currency\":\"RUB\"}}", "amount_not_positive")]
    [InlineData("{\"amount\":{\"value\":9223372036854775808,\"currency\":\"RUB\"}}", "amount_out_of_range")]
    [InlineData("{\"amount\":{\"value\":1000000000000000000,\"currency\":\"RUB\"}}", "amount_above_maximum", 422)]
    [InlineData("{\"amount\":{\"value\":9223372036854775807,\"currency\":\"RUB\"}}", "amount_above_maximum", 422)]
    [InlineData("{\"amount\":{\"value\":9999,\"currency\":\"RUB\"}}", "amount_below_minimum", 422)]
    [InlineData("{\"amount\":{\"value\":1500001,\"currency\":\"RUB\"}}", "amount_above_maximum", 422)]
    [InlineData("{\"amount\":{\"value\":50000,\"currency\":\"CNY\"}}", "currency_mismatch", 422)]
    [InlineData("{\"amount\":{\"value\":50000,\"currency\":\"RUB\"},\"bonus\":1}", "unknown_member")]
    [InlineData("{\"amount\":{\"value\":50000,\"currency\":\"RUB\",\"vat\":1}}", "unknown_member")]
    [InlineData("{\"Amount\":{\"value\":50000,\"currency\":\"RUB\"}}", "unknown_member")]
    [InlineData("{\"pack\":\"DAY-CN\"}", "unknown_member")]
    [InlineData("{\"amount\":{\"value\":50000,\"currency\":\"RUB\"},\"amount\":{\"value\":60000,\"currency\":\"RUB\"}}", "duplicate_member")]
    [InlineData("{\"amount\":{\"value\":50000,\"value\":60000,\"currency\":\"RUB\"}}", "duplicate_member")]
    public async Task A_top_up_that_is_none_moves_nothing(string body, string code, int status = 400)
    {
        var answer = await api.Post($"{line}/top-ups", body);
        Assert.Equal((code, status), (answer.Code, answer.Status));
        Assert.NotEmpty(answer.Json["detail"]!.GetValue<string>());
        Assert.Equal(Before, await api.Balance(line));
    }

    [Fact]
    public async Task A_refusal_names_its_figure()
    {
        var low = (await api.TopUp(line, 1)).Json;
        Assert.Equal((10_000, "RUB"), (low["minimum"]!["value"]!.GetValue<long>(), low["minimum"]!["currency"]!.GetValue<string>()));
        Assert.Equal(32, low["order"]!.GetValue<string>().Length);
        var high = (await api.TopUp(line, 1_500_001)).Json;
        Assert.Equal(1_500_000, high["maximum"]!["value"]!.GetValue<long>());
        var poor = await api.Post($"{line}/plan", """{"plan":"KDR-M50"}""");
        Assert.Equal(("insufficient_funds", 422, 15_000L), (poor.Code, poor.Status, poor.Json["missing"]!["value"]!.GetValue<long>()));
        Assert.Equal("urn:kopek:problem:insufficient_funds", poor.Json["type"]!.GetValue<string>());
        Assert.Contains("150.00 RUB", poor.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        var refused = await api.Get($"/api/v1/orders/{poor.Json["order"]}");
        Assert.Equal(("refused", "insufficient_funds"), (refused.Json["status"]!.GetValue<string>(), refused.Json["code"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("POST", "/packs", "{\"pack\":\"NO-SUCH\"}", "unknown_pack", 422)]
    [InlineData("POST", "/packs", "{\"pack\":\"BRZ-H1G\"}", "pack_of_other_operator", 422)]
    [InlineData("POST", "/packs", "{\"pack\":\"\"}", "member_invalid", 400)]
    [InlineData("POST", "/packs", "{\"pack\":7}", "member_invalid", 400)]
    [InlineData("PUT", "/plan", "{\"plan\":\"NO-SUCH\"}", "unknown_plan", 422)]
    [InlineData("PUT", "/plan", "{\"plan\":\"BRZ-M25\"}", "plan_of_other_operator", 422)]
    [InlineData("PUT", "/plan", "{\"plan\":\"KDR-PAYGO\"}", "same_plan", 409)]
    [InlineData("PUT", "/plan", "{\"plan\":\"KDR-M50\",\"when\":\"tomorrow\"}", "member_invalid", 400)]
    [InlineData("POST", "/promised-payments", "{\"amount\":{\"value\":30001,\"currency\":\"RUB\"}}", "amount_above_maximum", 422)]
    [InlineData("POST", "/activation", null, "line_already_active", 409)]
    [InlineData("POST", "/activation", "{\"now\":true}", "unknown_member", 400)]
    [InlineData("POST", "/bar", "{\"reason\":\"promised_payment_overdue\"}", "member_invalid", 400)]
    [InlineData("POST", "/bar", "{\"reason\":\"because\"}", "member_invalid", 400)]
    public async Task A_change_that_cannot_be_moves_nothing(string method, string path, string? body, string code, int status)
    {
        var answer = await api.Post(line + path, body, method: new HttpMethod(method));
        Assert.Equal((code, status), (answer.Code, answer.Status));
        Assert.Equal(Before, await api.Balance(line));
    }

    [Theory]
    [InlineData("{\"msisdn\":\"79000000001\",\"plan\":\"KDR-PAYGO\"}", "msisdn_taken", 409)]
    [InlineData("{\"msisdn\":\"8 900 000 00 01\",\"plan\":\"KDR-PAYGO\"}", "msisdn_taken", 409)]
    [InlineData("{\"msisdn\":\"79000000002\",\"plan\":\"NO-SUCH\"}", "unknown_plan", 422)]
    [InlineData("{\"msisdn\":\"79000000002\"}", "member_missing", 400)]
    [InlineData("{\"plan\":\"KDR-PAYGO\"}", "member_missing", 400)]
    [InlineData("{\"msisdn\":\"12345\",\"plan\":\"KDR-PAYGO\"}", "number_invalid", 400)]
    [InlineData("{\"msisdn\":\"79000000002\",\"imsi\":\"12\",\"plan\":\"KDR-PAYGO\"}", "number_invalid", 400)]
    [InlineData("{\"msisdn\":\"79000000002\",\"iccid\":\"8970101000000000005\",\"plan\":\"KDR-PAYGO\"}", "number_invalid", 400)]
    [InlineData("{\"msisdn\":\"79000000002\",\"plan\":\"KDR-PAYGO\",\"timeZone\":\"Mars/Olympus\"}", "unknown_time_zone", 422)]
    [InlineData("{\"msisdn\":\"79000000002\",\"plan\":\"KDR-PAYGO\",\"region\":\"RU-XX\"}", "unknown_region", 422)]
    public async Task A_line_that_cannot_be_opened_is_not(string body, string code, int status)
    {
        var answer = await api.Post("/api/v1/lines", body);
        Assert.Equal((code, status), (answer.Code, answer.Status));
        Assert.Equal(404, (await api.Get("/api/v1/lines/79000000002")).Status);
    }

    [Fact]
    public async Task A_sim_belongs_to_one_line()
    {
        await api.Post("/api/v1/lines", """{"msisdn":"79000000003","imsi":"001010000000003","iccid":"8970101000000000004","plan":"KDR-PAYGO"}""");
        Assert.Equal("imsi_taken", (await api.Post("/api/v1/lines", """{"msisdn":"79000000004","imsi":"001010000000003","plan":"KDR-PAYGO"}""")).Code);
        Assert.Equal("iccid_taken", (await api.Post("/api/v1/lines", """{"msisdn":"79000000004","iccid":"8970101000000000004","plan":"KDR-PAYGO"}""")).Code);
    }

    [Fact]
    public async Task A_second_promised_payment_is_refused_with_what_is_owed()
    {
        await api.Post($"{line}/promised-payments", LiveApi.Amount(10_000));
        var second = await api.Post($"{line}/promised-payments", LiveApi.Amount(10_000));
        Assert.Equal(("promised_payment_open", 15_000L), (second.Code, second.Json["owed"]!["value"]!.GetValue<long>()));
    }

    [Theory]
    [InlineData("/api/v1/lines/79999999999", 404, "unknown_line")]
    [InlineData("/api/v1/lines/12345", 400, "number_invalid")]
    [InlineData("/api/v1/lines/not-a-number", 400, "number_invalid")]
    [InlineData("/api/v1/lines/79999999999/statement", 404, "unknown_line")]
    [InlineData("/api/v1/lines/79999999999/packs", 404, "unknown_line")]
    [InlineData("/api/v1/lines/79999999999/events", 404, "unknown_line")]
    [InlineData("/api/v1/lines/79000000001/statement?limit=0", 400, "query_invalid")]
    [InlineData("/api/v1/lines/79000000001/statement?limit=201", 400, "query_invalid")]
    [InlineData("/api/v1/lines/79000000001/statement?from=x", 400, "query_invalid")]
    [InlineData("/api/v1/orders/00000000000000000000000000000000", 404, "unknown_order")]
    [InlineData("/api/v1/orders/x", 404, "unknown_order")]
    [InlineData("/api/v1/nothing", 404, "unknown_route")]
    [InlineData("/api/v1/lines", 405, "method_not_allowed")]
    public async Task What_is_not_there_is_said_so(string path, int status, string code)
    {
        var answer = await api.Get(path);
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        var answer = await api.Post($"{line}/top-ups", LiveApi.Amount(50_000) + new string(' ', 5000));
        Assert.Equal((413, "body_too_large"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_body_over_the_limit_that_hides_its_length_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{line}/top-ups") { Content = new StringContent(new string(' ', 100_000), Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", "k");
        request.Headers.TransferEncodingChunked = true;
        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("body_too_large", (await Answer.Of(response)).Code);
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("application/json; charset=koi8-r", 415)]
    [InlineData("application/json; charset=utf-8", 201)]
    [InlineData("APPLICATION/JSON", 201)]
    public async Task The_body_is_json(string contentType, int status) =>
        Assert.Equal(status, (await api.Post($"{line}/top-ups", LiveApi.Amount(50_000), contentType: contentType)).Status);

    [Fact]
    public async Task A_body_that_is_no_utf8_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{line}/packs") { Content = new ByteArrayContent([.. "{\"pack\":\""u8, 0xFF, .. "\"}"u8]) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("Idempotency-Key", "k");
        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("malformed_json", (await Answer.Of(response)).Code);
    }
}
