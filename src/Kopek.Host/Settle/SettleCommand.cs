using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kopek.Host.Commands;
using Kopek.Web.Api.Access;

namespace Kopek.Host.Settle;

/// <summary>kopek settle: asks a running server to hold a provider's list against its orders, and prints what differs.</summary>
internal static class SettleCommand
{
    public static Command Create()
    {
        var url = new Option<string>("--url") { HelpName = "URL", Description = "The running server.", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var provider = new Option<string>("--provider") { HelpName = "NAME", Description = "sandbox, stripe or yookassa.", Required = true };
        var days = new Option<int>("--days") { HelpName = "N", Description = "So many days back from now.", DefaultValueFactory = _ => 7 };
        var mend = new Option<bool>("--mend") { Description = "Tells orders what they missed; they credit it or give it back by themselves." };
        var command = new Command("settle", $"Holds a payment provider's list against our orders. The server's token comes from {OperatorToken.Variable}. Exit code 1 where something is left for a person.")
        {
            url, provider, days, mend,
        };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(url)!, parsed.GetValue(provider)!, parsed.GetValue(days), parsed.GetValue(mend), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string url, string provider, int days, bool mend, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var server))
        {
            throw new CommandFailure($"--url: '{url}' is no address such as http://127.0.0.1:8080.");
        }

        using var http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(10) };
        if (Environment.GetEnvironmentVariable(OperatorToken.Variable) is { Length: > 0 } token)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var report = await AskAsync(http, provider, days, mend, cancellation);
        return Print(report.RootElement);
    }

    private static async Task<JsonDocument> AskAsync(HttpClient http, string provider, int days, bool mend, CancellationToken cancellation)
    {
        var now = DateTimeOffset.UtcNow;
        var body = JsonSerializer.Serialize(new Dictionary<string, object> { ["from"] = Iso(now.AddDays(-Math.Clamp(days, 1, 93))), ["until"] = Iso(now), ["mend"] = mend });
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri($"api/v1/settlements/{Uri.EscapeDataString(provider)}", UriKind.Relative), content, cancellation);
            var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellation));
            return answer.IsSuccessStatusCode
                ? document
                : throw new CommandFailure($"{(document.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : answer.ReasonPhrase)} (HTTP {(int)answer.StatusCode})");
        }
        catch (Exception failed) when (failed is HttpRequestException or JsonException)
        {
            throw new CommandFailure($"{http.BaseAddress} does not answer as a Kopek server: {failed.Message}", failed);
        }
    }

    private static int Print(JsonElement report)
    {
        Console.WriteLine($"{report.GetProperty("provider").GetString()}, {report.GetProperty("from").GetString()} to {report.GetProperty("until").GetString()}: movements: {report.GetProperty("movements").GetInt32()}");
        Console.WriteLine($"  taken {Sum(report, "taken")}, refunded {Sum(report, "refunded")}, charged back {Sum(report, "chargedBack")}");
        var open = 0;
        foreach (var found in report.GetProperty("differences").EnumerateArray())
        {
            var mended = found.GetProperty("mended").GetBoolean();
            open += mended ? 0 : 1;
            Console.WriteLine($"  {found.GetProperty("fault").GetString(),-22} order {found.GetProperty("order").GetString() ?? "-",-32} there {Sum(found, "there")}, here {Sum(found, "here")}{(mended ? ", mended" : "")}");
        }

        Console.WriteLine(open == 0 ? "  nothing is left to look at" : $"  {open} left for a person, or for --mend");
        return open == 0 ? 0 : 1;
    }

    private static string Sum(JsonElement of, string name)
    {
        var amount = of.GetProperty(name);
        var kopeks = amount.GetProperty("value").GetInt64();
        return string.Create(CultureInfo.InvariantCulture, $"{new Core.Money(kopeks)} {amount.GetProperty("currency").GetString()}");
    }

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
