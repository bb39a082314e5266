using Kopek.Bench.Diameter;
using Kopek.Bench.Gy;
using Kopek.Bench.Journal;
using Kopek.Bench.Notices;
using Kopek.Bench.Sessions;
using Kopek.Bench.Shards;
using Kopek.Bench.Statements;

namespace Kopek.Bench.HotPaths;

/// <summary>The one list of hot paths. A new one goes here, and its budget into bench/expected.json.</summary>
public static class HotPathTable
{
    public static IReadOnlyList<HotPath> All { get; } =
    [
        new("core.update", new CreditControlSession().Update),
        new("core.session-of-five", new CreditControlSession().Whole),
        new("diameter.read-ccr-update", new CcrUpdateReading().Run),
        new("diameter.write-ccr-update", new CcrUpdateWriting().Run),
        new("gy.decode-ccr-update", new CcrDecoding().Run),
        new("gy.encode-cca-update", new CcaEncoding().Run),
        new("engine.sixteen-updates", new CreditControlRound().Run),
        new("journal.write-answer", EventWriting.OfAnswer().Run),
        new("journal.write-usage", EventWriting.OfUsage().Run),
        new("journal.read-update", new EventReading().Run),
        new("books.take-update-for-notices", new NoticeTaking().Run),
        new("books.take-update-for-statements", new StatementTaking().Run),
    ];
}
