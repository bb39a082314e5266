using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Kopek.Simulation.Chance;
using Kopek.Simulation.Worlds;

namespace Kopek.Simulation;

public sealed class SimulationTests
{
    /// <summary>A minute with the known seeds; the rest of it is fresh.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(45);

    /// <summary>What many worlds together must have lived through, or they prove little.</summary>
    private static readonly string[] Expected =
    [
        "server: crashed", "server: reloaded after a failed commit", "journal: NotCommitted", "journal: UnknownAndLost", "journal: UnknownAndWritten",
        "wire: dropped", "wire: doubled", "wire: delayed", "clock: jumped back", "clock: jumped forward", "core: sent again", "core: roamed in mid-session",
        "core: reported use before a price change", "core: overran its grant", "core: session abandoned", "core: granted, last units", "core: granted, slowed",
        "hostile: sent", "order: sent again", "order: the same key with other content", "order: answered InFlight", "order: answered Conflict",
        "order: BuyPack None", "order: TakePromisedPayment None", "order: ChangePlan None", "order: Close None", "order: SetRoamingCap None", "order: SetRoamingCap AmountBelowMinimum", "audit: RoamingMonthBegun", "audit: use abroad, stopped by the cap", "order: SetAutoPackStop None", "audit: use at home, ended by the stop", "step: checkpoint", "step: sweep", "query: answered",
        "payer: orders by Provider", "payer: orders by Partner", "payer: orders by CounterCash", "payer: orders by CounterCard", "payer: orders by Voucher", "payer: orders by Transfer",
        "provider: paid, NeedsPayer", "provider: paid, Pending", "provider: paid, Declined", "provider: refunded, Declined", "provider: charged back", "provider: down",
        "driver: OnLine Provider TakeBack", "driver: OnLine Provider Move", "driver: OnLine Provider ChargeBack", "driver: Call Provider FindRefund", "audit: order Expired", "audit: order PackDropped",
        "printer: showed a batch", "printer: broke off", "printer: Begin AlreadyUsed", "printer: Begin Conflict", "printer: a batch is made void while it is printed", "printer: its batch was made void meanwhile", "audit: voucher VoidOnReturn",
    ];

    private static readonly string? OneSeed = Environment.GetEnvironmentVariable("KOPEK_SEED");

    [Fact]
    public void Every_kopek_and_octet_of_fresh_worlds_is_accounted_for()
    {
        var tally = new Tally();
        var worlds = 0;
        if (OneSeed is not null)
        {
            AllWorlds.Run(ulong.Parse(OneSeed, CultureInfo.InvariantCulture), tally);
            Console.WriteLine(tally);
            return;
        }

        var seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) >> 16;
        var first = seed;
        var watch = Stopwatch.StartNew();
        try
        {
            for (; watch.Elapsed < TimeLimit(); worlds++, seed++)
            {
                AllWorlds.Run(seed, tally);
            }
        }
        finally
        {
            Console.WriteLine(tally);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"note: {worlds:N0} fresh worlds from seed {first} on, {tally["audit: events read"]:N0} events, {tally["server: crashed"]:N0} crashes"));
        }

        if (worlds >= 60)
        {
            Assert.All(Expected, what => Assert.True(tally[what] > 0, $"No world had \"{what}\"."));
        }
    }

    [Fact]
    public void Worlds_that_once_found_a_bug_stay_sound()
    {
        Assert.SkipWhen(OneSeed is not null, "One seed was asked for.");
        var tally = new Tally();
        var seeds = KnownSeeds.Read();
        foreach (var seed in seeds)
        {
            AllWorlds.Run(seed, tally);
        }

        Console.WriteLine($"note: {seeds.Count} known seeds");
    }

    [Fact]
    public void One_seed_is_one_world()
    {
        Assert.SkipWhen(OneSeed is not null, "One seed was asked for.");
        Tally one = new(), two = new();
        AllWorlds.Run(5, one);
        AllWorlds.Run(5, two);
        Assert.Equal(one.ToString(), two.ToString());
    }

    /// <summary>With --long a quarter of an hour, or as many minutes as KOPEK_LONG_MINUTES says.</summary>
    private static TimeSpan TimeLimit()
    {
        if (Environment.GetEnvironmentVariable("KOPEK_LONG") is null)
        {
            return Usual;
        }

        var minutes = Environment.GetEnvironmentVariable("KOPEK_LONG_MINUTES") ?? "15";
        return TimeSpan.FromMinutes(int.Parse(minutes, CultureInfo.InvariantCulture));
    }
}
