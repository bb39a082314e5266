using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Kopek.Bench.Allocations;
using Kopek.Bench.HotPaths;
using Kopek.Bench.Sales;
using Kopek.Bench.Statements;
using Kopek.Bench.TopUps;

if (args.Contains("--allocations"))
{
    IReadOnlyDictionary<string, long> measured = AllocationBudget.Measure(HotPathTable.All);
    IReadOnlyDictionary<string, long> budget = AllocationBudget.Load();
    foreach ((string name, long bytes) in measured)
    {
        Console.WriteLine($"{name,-40} {bytes,8} bytes a run, {(budget.TryGetValue(name, out long allowed) ? allowed : "none"),8} allowed");
    }

    List<string> breaches = [.. AllocationBudget.Breaches(budget, measured)];
    breaches.ForEach(Console.Error.WriteLine);
    return breaches.Count == 0 ? 0 : 1;
}

if (args is ["--statements", var catalogue])
{
    StatementRate.Run(catalogue);
    return 0;
}

if (args is ["--order-memory", var count])
{
    OrderMemory.Run(int.Parse(count, CultureInfo.InvariantCulture));
    return 0;
}

if (args is ["--voucher-memory", var vouchers])
{
    VoucherMemory.Run(int.Parse(vouchers, CultureInfo.InvariantCulture));
    return 0;
}

if (args is ["--top-ups", var server, var connections, var seconds])
{
    await TopUpLoad.Run(new Uri(server), int.Parse(connections, CultureInfo.InvariantCulture), int.Parse(seconds, CultureInfo.InvariantCulture));
    return 0;
}

if (args is ["--sales", var seller, var user, var product, var lines, var rate, var warmUp, var duration, var sockets])
{
    int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    await SaleLoad.Run(new Uri(seller), user, Number(product), Number(lines), Number(rate), Number(warmUp), Number(duration), Number(sockets));
    return 0;
}

// In this process: a project that BenchmarkDotNet generates would stand outside the locked, central packages.
ManualConfig config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
    .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(48))
    .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
BenchmarkSwitcher.FromAssembly(typeof(HotPathTable).Assembly).Run(args, config);
return 0;
