using System.Text.Json;
using Kopek.Host.Tests.Network;
using Kopek.Host.Tests.Processes;

namespace Kopek.Host.Tests.Crashes;

/// <summary>Compares what a core saw acknowledged with what the API and the journal say, line by line.</summary>
internal static class Proof
{
    /// <summary>
    /// Every line's octets are those that were acknowledged, plus at most what was given up unanswered, and its money is their price to the kopek.
    /// </summary>
    public static async Task LinesAsync(LiveServer server, SmallCore core, int lines)
    {
        for (var line = 0; line < lines; line++)
        {
            var (available, reserved, octets) = await server.Api.LineAsync(SmallCore.Msisdn(line));
            var reported = core.Of(line);
            Assert.InRange(octets, reported.Acknowledged, reported.Acknowledged + reported.Doubtful);
            Assert.Equal(SmallCore.FirstMoney - octets / SmallCore.Quantum * SmallCore.KopeksAQuantum, available + reserved);
        }
    }

    /// <summary>The journal's own program finds nothing wrong.</summary>
    public static async Task VerifiedAsync(string folder)
    {
        var verified = await KopekProcess.RunAsync("journal", "verify", "--data", folder);
        Assert.True(verified.ExitCode == 0, verified.All);
        Assert.Contains("The journal is in order.", verified.Output, StringComparison.Ordinal);
    }

    /// <summary>Octets and kopeks that the journal's events charge, all lines together, and how often money came in.</summary>
    public static async Task<(long Octets, long Kopeks, long Payments, long PaidIn)> ShownAsync(string folder)
    {
        var shown = await KopekProcess.RunAsync("journal", "show", "--data", folder);
        Assert.True(shown.ExitCode == 0, shown.Error);
        var (octets, kopeks, payments, paidIn) = (0L, 0L, 0L, 0L);
        foreach (var line in shown.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var json = JsonDocument.Parse(line);
            var happened = json.RootElement;
            switch (happened.GetProperty("event").GetString())
            {
                case "usageCharged":
                    octets += happened.GetProperty("reported").GetInt64();
                    kopeks += happened.GetProperty("chargedKopeks").GetInt64();
                    break;
                case "moneyAdded" when happened.GetProperty("source").GetString() == "receipts":
                    payments++;
                    paidIn += happened.GetProperty("amountKopeks").GetInt64();
                    break;
            }
        }

        return (octets, kopeks, payments, paidIn);
    }
}
