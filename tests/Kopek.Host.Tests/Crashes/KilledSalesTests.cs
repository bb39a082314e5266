using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Kopek.Host.Tests.Processes;

namespace Kopek.Host.Tests.Crashes;

/// <summary>A partner sells while the process is killed: afterwards float, lines and the partner's own record agree to the kopek.</summary>
public sealed class KilledSalesTests : IDisposable
{
    private const long Price = 9_700;
    private const long Amount = 10_000;
    private const long Deposit = 100_000_000;
    private const long Opening = 100_000_000;
    private const int Lines = 4;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_sale_that_is_completed_is_credited_and_paid_once_and_a_day_reconciles()
    {
        await using var server = await LiveServer.StartAsync(folder.Path, "--sample-lines", Lines.ToString(CultureInfo.InvariantCulture));
        using var http = new HttpClient { BaseAddress = server.Url };
        var product = await MakePartnerAsync(http);
        for (var round = 0; round < 3; round++)
        {
            var selling = Enumerable.Range(0, 40).Select(number => SellAsync(http, product, $"{round}-{number}", number)).ToArray();
            await Task.WhenAny(selling);
            await server.KillAndStartAgainAsync();
            await Task.WhenAll(selling);
        }

        var sold = await SettledAsync(http);
        var completed = sold.Count(sale => sale.Status == "COMPLETED");
        Assert.All(sold, sale => Assert.Contains(sale.Status, (string[])["COMPLETED", "CANCELLED"]));
        Assert.Equal(sold.Count, sold.Select(sale => sale.ExternalId).Distinct().Count());
        var lines = 0L;
        for (var line = 0; line < Lines; line++)
        {
            lines += (await server.Api.LineAsync($"7900000000{line}")).Available - Opening;
        }

        var balance = (await http.GetFromJsonAsync<JsonElement>("partner/v1/float", TestContext.Current.CancellationToken)).GetProperty("balance").GetProperty("value").GetInt64();
        Assert.Equal((completed * Amount, Deposit - completed * Price), (lines, balance));
        await ReconcileAsync(sold);
        await server.Process.TerminateAsync();
        var verified = await KopekProcess.RunAsync("journal", "verify", "--data", folder.Path);
        Assert.True(verified.ExitCode == 0, verified.Output);
    }

    /// <summary>The partner's own file, even and then with a planted difference.</summary>
    private async Task ReconcileAsync(List<(string ExternalId, string Status)> sold)
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var path = Path.Combine(folder.Path, "theirs.csv");
        await File.WriteAllLinesAsync(path, [.. sold.Select(sale => $"{sale.ExternalId},{sale.Status},100.00").Prepend("external_id,status,amount")]);
        var even = await KopekProcess.RunAsync("partner", "reconcile", "ACME", path, "--day", day, "--data", folder.Path);
        Assert.True(even.ExitCode == 0, even.All);
        Assert.Contains("No difference.", even.Output, StringComparison.Ordinal);
        await File.AppendAllTextAsync(path, "planted,COMPLETED,100.00\n");
        var odd = await KopekProcess.RunAsync("partner", "reconcile", "ACME", path, "--day", day, "--data", folder.Path);
        Assert.Equal(1, odd.ExitCode);
        Assert.Contains("extra: planted", odd.Output, StringComparison.Ordinal);
        Assert.Contains("1 difference.", odd.Output, StringComparison.Ordinal);
        var file = await KopekProcess.RunAsync("partner", "file", "ACME", "--day", day, "--data", folder.Path);
        Assert.Equal(sold.Count, file.Output.Split('\n').Count(row => row.Contains(",KDR:top-up,", StringComparison.Ordinal)));
    }

    private static async Task<int> MakePartnerAsync(HttpClient http)
    {
        using var made = await http.PutAsJsonAsync("api/v1/partners/ACME", new { name = "Acme", commissionBasisPoints = 300, requestsPerSecond = 10_000 });
        made.EnsureSuccessStatusCode();
        using var deposit = new HttpRequestMessage(HttpMethod.Post, "api/v1/partners/ACME/deposits") { Content = JsonContent.Create(new { amount = new { value = Deposit, currency = "RUB" } }) };
        deposit.Headers.Add("Idempotency-Key", "d");
        using var booked = await http.SendAsync(deposit);
        booked.EnsureSuccessStatusCode();
        using var answer = await http.PostAsync("api/v1/partners/ACME/keys", null);
        var key = await answer.Content.ReadFromJsonAsync<JsonElement>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key.GetProperty("id")}:{key.GetProperty("secret")}")));
        return (await http.GetFromJsonAsync<JsonElement>("v1/products?per_page=100")).EnumerateArray().First(found => found.GetProperty("name").GetString() == "Kedr Svyaz top-up").GetProperty("id").GetInt32();
    }

    /// <summary>What the partner hears, if anything, does not matter: it looks its sales up afterwards.</summary>
    private static async Task SellAsync(HttpClient http, int product, string externalId, int number)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync("v1/sync/transactions", new
            {
                external_id = externalId,
                product_id = product,
                calculation_mode = "DESTINATION_AMOUNT",
                destination = new { amount = 100, unit = "RUB", unit_type = "CURRENCY" },
                auto_confirm = true,
                credit_party_identifier = new { mobile_number = $"+7900000000{number % Lines}" },
            });
        }
        catch (HttpRequestException)
        {
            // The process died under it.
        }
    }

    private static async Task<List<(string ExternalId, string Status)>> SettledAsync(HttpClient http)
    {
        var begun = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var sold = new List<(string, string)>();
            for (var page = 1; page <= 2; page++)
            {
                sold.AddRange((await http.GetFromJsonAsync<JsonElement>($"v1/transactions?per_page=100&page={page}")).EnumerateArray()
                    .Select(sale => (sale.GetProperty("external_id").GetString()!, sale.GetProperty("status").GetProperty("message").GetString()!)));
            }

            if (sold.Count > 0 && sold.All(sale => sale.Item2 is "COMPLETED" or "CANCELLED" or "REJECTED" or "DECLINED"))
            {
                return sold;
            }

            Assert.True(begun.Elapsed < KopekProcess.Patience, "The sales never came to an end.");
        }
    }
}
