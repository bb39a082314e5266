using Kopek.Core.Lines;
using Kopek.Core.Notices;

namespace Kopek.Core.Tests.Notices;

/// <summary>A line of the bench with what its holder is told of each step.</summary>
internal sealed class NoticeBench(LineBench bench, NoticePreferences? preferences = null)
{
    private readonly LineBefore before = new();
    private ServiceMark mark;
    private long sequence;

    public LineBench Line => bench;

    /// <summary>Everything that was told so far.</summary>
    public List<Notice> Told { get; } = [];

    /// <summary>Takes one step of the bench, and answers what the holder is told of it.</summary>
    public IReadOnlyList<Notice> Does(Action<LineBench> step)
    {
        bench.Decision.Begin(bench.Line, bench.Now);
        mark = NoticeRules.Look(mark, bench.Decision);
        before.Look(bench.Line);
        step(bench);
        bench.Decision.Begin(bench.Line, bench.Now);
        var told = new List<Notice>();
        NoticeRules.After(told, before, bench.Decision, bench.Last, preferences ?? NoticePreferences.Default, ++sequence, ref mark);
        Told.AddRange(told);
        return told;
    }

    public IReadOnlyList<Notice> Uses(long octets, ulong session)
    {
        var from = Told.Count;
        Does(line => line.I(session: session));
        Does(line => line.U(octets, session: session));
        Does(line => line.T(0, session: session));
        return Told[from..];
    }
}
