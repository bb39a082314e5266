using BenchmarkDotNet.Attributes;

namespace Kopek.Bench.HotPaths;

/// <summary>Time and garbage of every hot path of the table.</summary>
[MemoryDiagnoser]
public class HotPathBenchmarks
{
    public static IEnumerable<string> Names => HotPathTable.All.Select(path => path.Name);

    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    private Action run = () => { };

    [GlobalSetup]
    public void Find() => run = HotPathTable.All.Single(path => path.Name == Name).Run;

    [Benchmark]
    public void Run() => run();
}
