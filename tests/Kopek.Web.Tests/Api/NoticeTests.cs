using System.Text.Json.Nodes;
using Kopek.Books.Notices;
using Kopek.Core;
using Kopek.Core.Notices;

namespace Kopek.Web.Tests.Api;

public sealed class NoticeTests : IAsyncLifetime
{
    private const string Wish = """{"language":"ru","lowBalance":[{"value":3000,"currency":"RUB"},{"value":10000,"currency":"RUB"}],"quietHours":{"from":"23:00","until":"07:30"},"urgentInQuietHours":true,"email":"li.na@example.com","sms":false}""";

    private LiveApi api = null!;
    private string line = "";

    public async ValueTask InitializeAsync()
    {
        api = await LiveApi.Start();
        line = await api.Open();
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_line_without_wishes_has_the_usual_ones()
    {
        var wishes = (await api.Get($"{line}/notice-preferences")).Json;
        Assert.Equal("""{"language":"zh-CN","lowBalance":[{"value":5000,"currency":"RUB"}],"quietHours":{"from":"22:00","until":"08:00"},"urgentInQuietHours":false,"email":null,"sms":true}""", wishes.ToJsonString());
    }

    [Fact]
    public async Task Wishes_are_kept_as_they_were_sent_also_after_a_restart_and_what_is_read_can_be_sent_back()
    {
        var put = await Put(Wish);
        Assert.Equal(200, put.Status);
        await api.Restart();
        var read = await api.Get($"{line}/notice-preferences");
        Assert.Equal(put.Body, read.Body);
        Assert.Equal([10000, 3000], read.Json["lowBalance"]!.AsArray().Select(amount => amount!["value"]!.GetValue<int>()));
        Assert.Equal(read.Body, (await Put(read.Body)).Body);
    }

    [Fact]
    public async Task What_is_left_out_becomes_as_usual()
    {
        await Put(Wish);
        var again = (await Put("""{"language":"en"}""")).Json;
        Assert.Equal(("en", true, null), (again["language"]!.GetValue<string>(), again["sms"]!.GetValue<bool>(), again["email"]));
        Assert.Equal("22:00", again["quietHours"]!["from"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_repeat_is_answered_alike_and_changes_nothing_and_the_key_is_for_nothing_else()
    {
        var first = await Put(Wish, "k");
        await Put("""{"language":"en"}""", "k2");
        var repeat = await Put(Wish, "k");
        Assert.Equal((first.Status, first.Body, true), (repeat.Status, repeat.Body, repeat.IsReplayed));
        Assert.Equal("en", (await api.Get($"{line}/notice-preferences")).Json["language"]!.GetValue<string>());
        Assert.Equal((422, "idempotency_key_reused"), Shape(await Put("""{"language":"en"}""", "k")));
        await api.TopUp(line, 50_000, "paid");
        Assert.Equal((422, "idempotency_key_reused"), Shape(await Put(Wish, "paid")));
        Assert.Equal((400, "idempotency_key_missing"), Shape(await Put(Wish, null)));
    }

    [Theory]
    [InlineData("""{"language":"de"}""", "member_invalid")]
    [InlineData("""{"language":7}""", "member_invalid")]
    [InlineData("""{"email":"nobody"}""", "member_invalid")]
    [InlineData("""{"sms":"yes"}""", "member_invalid")]
    [InlineData("""{"quietHours":{"from":"22:00"}}""", "member_invalid")]
    [InlineData("""{"quietHours":{"from":"22:00","until":"22:00"}}""", "member_invalid")]
    [InlineData("""{"quietHours":{"from":"24:00","until":"08:00"}}""", "member_invalid")]
    [InlineData("""{"quietHours":{"from":"22:00","until":"08:00","until":"09:00"}}""", "member_invalid")]
    [InlineData("""{"quietHours":{"from":"22:00","until":"08:00","zone":"UTC"}}""", "member_invalid")]
    [InlineData("""{"quietHours":"night"}""", "member_invalid")]
    [InlineData("""{"lowBalance":{"value":1,"currency":"RUB"}}""", "member_invalid")]
    [InlineData("""{"lowBalance":[100]}""", "member_invalid")]
    [InlineData("""{"lowBalance":[{"value":1.5,"currency":"RUB"}]}""", "amount_not_whole")]
    [InlineData("""{"lowBalance":[{"value":100,"currency":"CNY"}]}""", "currency_mismatch")]
    [InlineData("""{"languge":"en"}""", "unknown_member")]
    [InlineData("""{"sms":true,"sms":false}""", "duplicate_member")]
    [InlineData("""{"sms":true}x""", "malformed_json")]
    [InlineData("""[]""", "malformed_json")]
    [InlineData("", "malformed_json")]
    public async Task A_wish_that_is_none_is_refused_and_changes_nothing(string body, string code)
    {
        var answer = await Put(body);
        Assert.Equal(code, answer.Code);
        Assert.Equal("zh-CN", (await api.Get($"{line}/notice-preferences")).Json["language"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_line_has_so_many_thresholds_and_no_more()
    {
        static string Body(int count) => $$"""{"lowBalance":[{{string.Join(',', Enumerable.Range(1, count).Select(value => $$"""{"value":{{value}},"currency":"RUB"}"""))}}]}""";
        Assert.Equal(200, (await Put(Body(NoticePreferences.MostThresholds))).Status);
        Assert.Equal("member_invalid", (await Put(Body(NoticePreferences.MostThresholds + 1))).Code);
        Assert.Equal(200, (await Put("""{"lowBalance":[]}""")).Status);
    }

    [Fact]
    public async Task The_record_says_what_was_told_and_why_not_and_shows_no_whole_number_or_address()
    {
        await Put("""{"language":"en","quietHours":null,"email":"li.na@example.com"}""");
        await api.TopUp(line, 50_000);
        var told = (await Told(api, line, 2)).Json["notices"]!.AsArray();
        Assert.Equal(["l***@example.com", "••• 0001"], told.Select(notice => notice!["to"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.All(told, notice => Assert.Equal("Received: 500.00 RUB. Your balance is 500.00 RUB.", notice!["text"]!.GetValue<string>()));
        var now = new Moment(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        api.Notices.Take(now, NoticeChannel.Sms, 10, isConfigured: false);
        var sms = (await api.Get($"{line}/notices")).Json["notices"]!.AsArray().Single(notice => notice!["channel"]!.GetValue<string>() == "sms")!;
        Assert.Equal(("not_sent", "no_channel_configured"), (sms["state"]!.GetValue<string>(), sms["reason"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Pages_hold_every_notice_once()
    {
        for (var count = 0; count < 7; count++)
        {
            await api.TopUp(line, 10_000);
        }

        await Told(api, line, 7);
        var numbers = new List<long>();
        string? next = null;
        do
        {
            var page = (await api.Get($"{line}/notices?limit=3{(next is null ? "" : "&from=" + next)}")).Json;
            numbers.AddRange(page["notices"]!.AsArray().Select(notice => notice!["number"]!.GetValue<long>()));
            next = page["next"]?.GetValue<string>();
        }
        while (next is not null);
        Assert.Equal(7, numbers.Distinct().Count());
        Assert.Equal(7, numbers.Count);
        foreach (var query in (string[])["?limit=0", "?limit=201", "?from=x"])
        {
            Assert.Equal("query_invalid", (await api.Get($"{line}/notices{query}")).Code);
        }
    }

    /// <summary>The record once it has so many notices: they are made a moment after the commit. Each look is a request, so nothing sleeps.</summary>
    internal static async Task<Answer> Told(LiveApi api, string line, int count)
    {
        var begun = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var answer = await api.Get($"{line}/notices");
            if (answer.Json["notices"] is JsonArray notices && notices.Count >= count)
            {
                return answer;
            }

            Assert.True(begun.Elapsed < TimeSpan.FromSeconds(60), answer.Body);
        }
    }

    private static (int, string?) Shape(Answer answer) => (answer.Status, answer.Code);

    private Task<Answer> Put(string body, string? key = "") => api.Post($"{line}/notice-preferences", body, key, HttpMethod.Put);
}
