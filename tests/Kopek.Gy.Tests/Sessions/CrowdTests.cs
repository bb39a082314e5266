using Kopek.Core;
using Kopek.Diameter.Client;
using Kopek.Diameter.Codec;

namespace Kopek.Gy.Tests.Sessions;

/// <summary>Many sessions at once over several connections: nobody gets another's answer, and the sum is exact.</summary>
public sealed class CrowdTests
{
    private const int Lines = 60;
    private const int Updates = 8;
    private const ulong Used = 3 << 20;

    [Fact]
    public async Task Sessions_at_the_same_time_each_get_their_own_answers_and_charges()
    {
        await using var live = await LiveGy.StartAsync();
        var numbers = Enumerable.Range(0, Lines).Select(index => $"7911000{index:0000}").ToArray();
        var lines = await Task.WhenAll(numbers.Select(number => live.OpenLineAsync(number, null, 1000)));
        DiameterClient[] cores = [await live.ConnectAsync(), await live.ConnectAsync(), await live.ConnectAsync()];
        try
        {
            await Task.WhenAll(numbers.Select((number, index) => RunAsync(cores, index, number)));
            foreach (var line in lines)
            {
                var read = await Engine.Shards.Asking.Ask(live.Engine.Shards, line, (found, _) => (found.Balance, found.Reserved, found.Sessions.Length));
                Assert.Equal((Money.FromRubles(1000 - 3 * (Updates + 1)), Money.Zero, 0), read.Value);
            }
        }
        finally
        {
            foreach (var core in cores)
            {
                await core.DisposeAsync();
            }
        }
    }

    /// <summary>Each request goes another way than the one before, and every third is sent twice.</summary>
    private static async Task RunAsync(DiameterClient[] cores, int index, string number)
    {
        var request = Ccr.I(new Mscc(1, null, new Units(Total: Used))) with { Msisdn = number, SessionId = $"pgw.core.example;crowd;{index}" };
        for (var step = 0u; step <= Updates + 1; step++)
        {
            var units = step > Updates ? new Mscc(1, null, null, new Units(Total: Used)) : new Mscc(1, null, new Units(Total: Used), new Units(Total: Used));
            request = step == 0 ? request : request with
            {
                Type = step > Updates ? Core.Sessions.CcRequestType.Termination : Core.Sessions.CcRequestType.Update,
                Number = step,
                Services = [units],
            };
            var core = cores[(index + step) % cores.Length];
            var answer = await LiveGy.AskAsync(core, request);
            Assert.Equal((ResultCodes.Success, request.SessionId, step), (answer.ResultCode, answer.Avps.Text(AvpCodes.SessionId), answer.Avps.U32(AvpCodes.CcRequestNumber)));
            if (step % 3 == 0)
            {
                var again = await LiveGy.AskAsync(cores[(index + step + 1) % cores.Length], request with { Retransmitted = true });
                Assert.Equal(answer.Content, again.Content);
            }
        }
    }
}
