using System.Text.Json.Nodes;
using Kopek.Core.Diagnosis;
using Kopek.Core.Planning.Trips;
using NodaTime;

namespace Kopek.Web.Tests.Api;

public sealed class TripPlanTests : IAsyncLifetime
{
    private const string Path = "/api/v1/trip-plans";
    private static readonly LocalDate first = LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusDays(40);
    private LiveApi api = null!;

    public async ValueTask InitializeAsync() => api = await LiveApi.Start();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_trip_is_planned_as_the_rules_plan_it()
    {
        var answer = await Post(Body());
        Assert.Equal(200, answer.Status);
        var catalogue = api.Engine.Catalogue;
        var version = catalogue.Versions[^1];
        Dictionary<TripActivity, int> minutes = new() { [TripActivity.Maps] = 60, [TripActivity.Video] = 30 };
        var trip = new Trip(first, first.PlusDays(9), [TripCities.Find(version, "Moscow")!, TripCities.Find(version, "RU-TA")!], [version.FindCountry("KZ")!], minutes, 1);
        var plan = TripPlanning.Of(catalogue, NetworkConditions.None, trip, first.PlusDays(-40));
        var choices = answer.Json["choices"]!.AsArray();
        Assert.Equal(plan.Choices.Select(choice => choice.Plan.Code), choices.Select(choice => choice!["plan"]!.GetValue<string>()));
        foreach (var (planned, shown) in plan.Choices.Zip(choices))
        {
            Assert.Equal(planned.Cost.Kopeks, Value(shown!["cost"]));
            Assert.Equal(planned.Cost.Kopeks, shown["costs"]!.AsObject().Sum(part => Value(part.Value)));
            Assert.Equal(planned.LeftOver.Kopeks, Value(shown["leftOver"]));
            Assert.Equal(planned.Payments.Select(payment => ($"{payment.Day:uuuu-MM-dd}", payment.Amount.Kopeks)),
                shown["payments"]!.AsArray().Select(payment => (payment!["day"]!.GetValue<string>(), Value(payment["amount"]))));
            Assert.Equal("KZ", shown["abroad"]![0]!["country"]!.GetValue<string>());
        }

        Assert.Equal(trip.OctetsADay(TripUse.Likely), answer.Json["octetsADay"]!["likely"]!.GetValue<long>());
        Assert.Contains(answer.Json["tasks"]!.AsArray(), task => (task!["kind"]!.GetValue<string>(), task["day"]!.GetValue<string>()) == ("offline_maps", $"{first.PlusDays(-1):uuuu-MM-dd}"));
        Assert.Equal(answer.Body, (await Post(Body())).Body);
    }

    [Theory]
    [InlineData("firstDay", "\"2020-01-01\"", "member_invalid", "firstDay")]
    [InlineData("firstDay", "\"tomorrow\"", "member_invalid", "firstDay")]
    [InlineData("firstDay", "7", "member_invalid", "firstDay")]
    [InlineData("lastDay", "\"2020-01-01\"", "member_invalid", "lastDay")]
    [InlineData("stops", "[\"Atlantis\"]", "member_invalid", "stops")]
    [InlineData("stops", "[]", "member_invalid", "stops")]
    [InlineData("stops", "[null]", "member_invalid", "stops")]
    [InlineData("stops", "null", "member_missing", "stops")]
    [InlineData("countries", "[\"RU\"]", "member_invalid", "countries")]
    [InlineData("countries", "[null]", "member_invalid", "countries")]
    [InlineData("minutesADay", "{\"video\":1441}", "member_invalid", "minutesADay.video")]
    [InlineData("minutesADay", "{\"video\":-1}", "member_invalid", "minutesADay.video")]
    [InlineData("minutesADay", "{\"video\":1.5}", "member_invalid", "minutesADay.video")]
    [InlineData("minutesADay", "{\"games\":1}", "unknown_member", null)]
    [InlineData("devices", "0", "member_invalid", "devices")]
    [InlineData("devices", "11", "member_invalid", "devices")]
    [InlineData("plane", "1", "unknown_member", null)]
    public async Task What_is_no_trip_is_refused_by_the_name_of_what_is_wrong(string member, string value, string code, string? named)
    {
        var body = JsonNode.Parse(Body())!.AsObject();
        body[member] = JsonNode.Parse(value);
        var answer = await Post(body.ToJsonString());
        Assert.Equal(code, answer.Code);
        if (named is not null)
        {
            Assert.Equal(named, answer.Json["member"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Only_days_and_stops_have_to_be_said()
    {
        Assert.Equal(200, (await Post($$"""{"firstDay":"{{first:uuuu-MM-dd}}","lastDay":"{{first:uuuu-MM-dd}}","stops":["莫斯科"]}""")).Status);
        Assert.Equal("member_missing", (await Post("{}")).Code);
        Assert.Equal("malformed_json", (await Post("[]")).Code);
    }

    [Fact]
    public async Task It_wants_the_operator_s_token_where_one_is_set()
    {
        await using var guarded = await LiveApi.Start("operator-token-of-the-test");
        guarded.Client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(401, (await guarded.Post(Path, Body(), null)).Status);
    }

    internal static string Body() =>
        $$"""{"firstDay":"{{first:uuuu-MM-dd}}","lastDay":"{{first.PlusDays(9):uuuu-MM-dd}}","stops":["Moscow","RU-TA"],"countries":["KZ"],"minutesADay":{"maps":60,"video":30},"devices":1}""";

    private static long Value(JsonNode? amount) => amount!["value"]!.GetValue<long>();

    private Task<Answer> Post(string body) => api.Post(Path, body, null);
}
