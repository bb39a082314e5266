using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Kopek.Host.Tests.Network;
using Kopek.Host.Tests.Processes;
using Microsoft.Data.Sqlite;

namespace Kopek.Host.Tests.Crashes;

/// <summary>
/// Orders to pay in over HTTP while the server is killed, with the sandbox as the provider: its own file says what it took and gave back, whatever the server
/// was told. It declines some, loses some answers, takes its time for others; every seventh order is wanted back.
/// </summary>
public sealed class KilledOrdersTests(ITestOutputHelper output) : IDisposable
{
    private const int Lines = 10;
    private const int Payers = 8;
    private const int LeastAmount = 20_000;
    private const int MostAnswersALife = 60;
    private const int RefundedOneIn = 7;

    /// <summary>Last digits by which the sandbox behaves: takes it, declines, lacks funds, loses its first answer, succeeds later.</summary>
    private static readonly int[] outcomes = [0, 0, 0, 0, 1, 2, 4, 7];

    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentQueue<int> toSend = [];
    private readonly ConcurrentDictionary<int, string> orders = [];
    private readonly Lock gate = new();
    private TaskCompletionSource reached = new();
    private int answersLeft;
    private int sendings;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_the_provider_took_is_on_the_lines_or_given_back_to_the_kopek()
    {
        var kills = Tries.Kills(few: 3, many: 40);
        output.WriteLine($"KOPEK_SEED={Tries.Seed}");
        var random = new Random(Tries.Seed);
        var keys = 0;
        await using var server = await LiveServer.StartAsync(folder.Path, "--sample-lines", "10", "--sandbox-payments");
        for (var kill = 0; kill < kills; kill++)
        {
            for (var more = 0; more < MostAnswersALife + Payers; more++)
            {
                toSend.Enqueue(keys++);
            }

            (reached, answersLeft) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), random.Next(1, MostAnswersALife));
            var paying = PayAsync(server);
            await reached.Task.WaitAsync(KopekProcess.Patience, TestContext.Current.CancellationToken);
            await server.Process.KillAsync();
            await paying;
            await server.StartAgainAsync();
        }

        await PayAsync(server);
        Assert.Empty(toSend);
        Assert.Equal(keys, orders.Count);
        foreach (var order in orders.Values)
        {
            await Tries.UntilAsync(async () => IsOver(await OrderAsync(server, order)), $"order {order} is over");
        }

        await RefundAsync(server);
        await CompareAsync(server, keys);
        output.WriteLine($"{kills} kills, {keys} orders, {sendings} sendings");
    }

    private static long Amount(int key) => LeastAmount + 100 * (key % 70) + outcomes[key % outcomes.Length];

    /// <summary>Until all are answered or the server is gone; what was not answered is queued again.</summary>
    private Task PayAsync(LiveServer server) => Task.WhenAll(Enumerable.Range(0, Payers).Select(_ => Task.Run(async () =>
    {
        while (toSend.TryDequeue(out var key))
        {
            try
            {
                Interlocked.Increment(ref sendings);
                var answer = await server.Api.PostAsync("api/v1/top-up-orders", $"order-{key}",
                    $$$"""{"msisdn":"{{{SmallCore.Msisdn(key % Lines)}}}","amount":{"value":{{{Amount(key).ToString(CultureInfo.InvariantCulture)}}},"currency":"RUB"},"provider":"sandbox"}""");
                if (answer.Status == HttpStatusCode.ServiceUnavailable)
                {
                    toSend.Enqueue(key);
                    continue;
                }

                Assert.True(answer.Status == HttpStatusCode.Created, $"{key}: {answer}");
                var order = answer.Json.GetProperty("order").GetString()!;
                Assert.Equal(order, orders.GetOrAdd(key, order));
                if (key % RefundedOneIn == 0 && answer.Json.GetProperty("status").GetString() == "receipted")
                {
                    await AskBackAsync(server, order);
                }

                Answered();
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException)
            {
                toSend.Enqueue(key);
                return;
            }
        }
    })));

    private static Task<ApiAnswer> AskBackAsync(LiveServer server, string order) => server.Api.PostAsync($"api/v1/top-up-orders/{order}/refund", $"refund-{order}", """{"reason":"leaving"}""");

    private void Answered()
    {
        lock (gate)
        {
            if (--answersLeft == 0)
            {
                reached.SetResult();
            }
        }
    }

    private static async Task<JsonElement> OrderAsync(LiveServer server, string order)
    {
        var answer = await server.Api.GetAsync($"api/v1/top-up-orders/{order}");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        return answer.Json;
    }

    private static bool IsOver(JsonElement order) => order.GetProperty("status").GetString() switch
    {
        "receipted" or "declined" or "expired" => true,
        "refunded" => order.GetProperty("receipts").GetArrayLength() == 2,
        _ => false,
    };

    /// <summary>Every order of those that has not been asked back, or whose wish was lost with the server.</summary>
    private async Task RefundAsync(LiveServer server)
    {
        foreach (var (key, order) in orders.Where(pair => pair.Key % RefundedOneIn == 0).OrderBy(pair => pair.Key))
        {
            if ((await OrderAsync(server, order)).GetProperty("status").GetString() == "receipted")
            {
                var answer = await AskBackAsync(server, order);
                Assert.True(answer.Status == HttpStatusCode.OK, $"{key}: {answer}");
                await Tries.UntilAsync(async () => IsOver(await OrderAsync(server, order)), $"order {order} is refunded");
            }
        }
    }

    private async Task CompareAsync(LiveServer server, int keys)
    {
        var statuses = new Dictionary<int, string>();
        foreach (var (key, order) in orders)
        {
            statuses.Add(key, (await OrderAsync(server, order)).GetProperty("status").GetString()!);
        }

        for (var line = 0; line < Lines; line++)
        {
            var credited = Enumerable.Range(0, keys).Where(key => key % Lines == line && statuses[key] == "receipted").Sum(Amount);
            Assert.Equal(SmallCore.FirstMoney + credited, (await server.Api.LineAsync(SmallCore.Msisdn(line))).Available);
        }

        Assert.Equal(0, (await server.Process.TerminateAsync()).ExitCode);
        await Proof.VerifiedAsync(folder.Path);
        var (took, gaveBack) = Provider();
        var shown = await ShownAsync();
        var wished = Enumerable.Range(0, keys).Where(key => statuses[key] is "receipted" or "refunded").ToList();
        Assert.Equal(wished.Sum(Amount), took.Sum(payment => payment.Amount));
        Assert.Equal(wished.Where(key => statuses[key] == "refunded").Sum(Amount), gaveBack.Sum(refund => refund.Amount));
        Assert.Equal(wished.Select(key => orders[key]).Order(StringComparer.Ordinal), took.Select(payment => payment.Key).Order(StringComparer.Ordinal));
        Assert.Equal((took.Sum(payment => payment.Amount), gaveBack.Sum(refund => refund.Amount)), (shown.Taken, shown.Refunded));
        Assert.Equal(Enumerable.Range(1, shown.Receipts.Count).Select(number => (long)number), shown.Receipts.Order());
        Assert.Equal(wished.Count + gaveBack.Count, shown.Receipts.Count);
    }

    /// <summary>What the provider has in its own file: payments and refunds that happened.</summary>
    private (List<(string Key, long Amount)> Took, List<(string Key, long Amount)> GaveBack) Provider()
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "sandbox.db")};Mode=ReadOnly;Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = "SELECT kind, key, amount FROM movements WHERE status = 1";
        using var rows = command.ExecuteReader();
        var (took, gaveBack) = (new List<(string, long)>(), new List<(string, long)>());
        while (rows.Read())
        {
            (rows.GetInt64(0) == 1 ? took : gaveBack).Add((rows.GetString(1), rows.GetInt64(2)));
        }

        return (took, gaveBack);
    }

    private async Task<(long Taken, long Refunded, List<long> Receipts)> ShownAsync()
    {
        var shown = await KopekProcess.RunAsync("journal", "show", "--data", folder.Path);
        Assert.True(shown.ExitCode == 0, shown.Error);
        var (taken, refunded, receipts) = (0L, 0L, new List<long>());
        foreach (var line in shown.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            switch (json.RootElement.GetProperty("event").GetString())
            {
                case "paymentTaken": taken += json.RootElement.GetProperty("amountKopeks").GetInt64(); break;
                case "refundDone": refunded += json.RootElement.GetProperty("amountKopeks").GetInt64(); break;
                case "numbered": receipts.Add(json.RootElement.GetProperty("number").GetInt64()); break;
            }
        }

        return (taken, refunded, receipts);
    }
}
