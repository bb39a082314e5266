using System.Collections.Concurrent;
using System.Net;
using Kopek.Host.Tests.Network;
using Kopek.Host.Tests.Processes;

namespace Kopek.Host.Tests.Crashes;

/// <summary>Top-ups over HTTP while the server is killed: each key is sent until it is answered.</summary>
public sealed class KilledTopUpsTests(ITestOutputHelper output) : IDisposable
{
    private const int Lines = 10;
    private const int Payers = 16;
    private const int LeastAmount = 10_000;
    private const int MostAnswersALife = 400;

    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentQueue<int> toSend = [];
    private readonly Lock gate = new();
    private TaskCompletionSource reached = new();
    private int answersLeft;
    private int sendings;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Each_key_is_credited_exactly_once_however_often_it_is_sent()
    {
        var kills = Tries.Kills(few: 3, many: 60);
        output.WriteLine($"KOPEK_SEED={Tries.Seed}");
        var random = new Random(Tries.Seed);
        var keys = 0;
        await using var server = await LiveServer.StartAsync(folder.Path, "--sample-lines", "10");
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
        var replays = await RepeatAsync(server, keys);
        await CompareAsync(server, keys);
        output.WriteLine($"{kills} kills, {keys} keys, {sendings} sendings, {replays} answered again at the end, lost 0, doubled 0");
    }

    /// <summary>Until all are answered or the server is gone; what was not answered is queued again.</summary>
    private Task PayAsync(LiveServer server) => Task.WhenAll(Enumerable.Range(0, Payers).Select(_ => Task.Run(async () =>
    {
        while (toSend.TryDequeue(out var key))
        {
            try
            {
                Interlocked.Increment(ref sendings);
                var answer = await server.Api.TopUpAsync(SmallCore.Msisdn(key % Lines), LeastAmount + key, $"top-up-{key}");
                if (answer.Status is HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable)
                {
                    toSend.Enqueue(key);
                    continue;
                }

                Assert.Equal(HttpStatusCode.Created, answer.Status);
                Answered();
            }
            catch (HttpRequestException)
            {
                toSend.Enqueue(key);
                return;
            }
        }
    })));

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

    /// <summary>Every key once more, after all of it: each is answered as before.</summary>
    private static async Task<int> RepeatAsync(LiveServer server, int keys)
    {
        for (var key = 0; key < keys; key++)
        {
            var answer = await server.Api.TopUpAsync(SmallCore.Msisdn(key % Lines), LeastAmount + key, $"top-up-{key}");
            Assert.True(answer is { Status: HttpStatusCode.Created, Replayed: true }, $"{key}: {answer}");
        }

        return keys;
    }

    private async Task CompareAsync(LiveServer server, int keys)
    {
        for (var line = 0; line < Lines; line++)
        {
            var expected = SmallCore.FirstMoney + Enumerable.Range(0, keys).Where(key => key % Lines == line).Sum(key => (long)LeastAmount + key);
            Assert.Equal(expected, (await server.Api.LineAsync(SmallCore.Msisdn(line))).Available);
        }

        Assert.Equal(0, (await server.Process.TerminateAsync()).ExitCode);
        await Proof.VerifiedAsync(folder.Path);
        var (_, _, payments, paidIn) = await Proof.ShownAsync(folder.Path);
        Assert.Equal((keys, Enumerable.Range(0, keys).Sum(key => (long)LeastAmount + key)), (payments, paidIn));
    }
}
