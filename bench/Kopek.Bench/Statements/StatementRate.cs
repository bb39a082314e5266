using System.Diagnostics;
using System.Globalization;
using Kopek.Books.Catalogues;
using Kopek.Books.Notices;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using Kopek.Core.Sessions;
using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Sessions;
using Kopek.Engine.Shards;
using Kopek.Journal.Codec;
using Kopek.Journal.Sqlite;

namespace Kopek.Bench.Statements;

/// <summary>
/// How much of a processor the statements cost: writes a journal of sessions (I + 3U + T, many at a time) with the real engine, then takes it into
/// books.db in passes as a server would, and prints the processor time of one answer; then the same for the notices that are made of it.
/// </summary>
internal static class StatementRate
{
    private const int Lines = 100_000;
    private const int Sessions = 200_000;
    private const int AtOnce = 256;
    private const int Updates = 3;
    private const int AnswersOfSession = Updates + 2;
    private const long Octets = 100_000;

    /// <summary>Entries of one pass: what comes in half a second at 60,000 answers/s.</summary>
    private const int EntriesOfPass = 54_000;

    private static readonly Moment Begin = new(1_790_000_000_000);
    private static readonly Moment End = Begin + TimeSpan.FromHours(1);

    public static void Run(string catalogueFolder)
    {
        var folder = Directory.CreateTempSubdirectory("kopek-statements-").FullName;
        try
        {
            var catalogue = ((CatalogueLoadResult.Loaded)CatalogueLoader.Load(catalogueFolder)).Catalogue;
            var codec = new EventCodec();
            using var journal = SqliteJournal.Open(folder, codec);
            Write(new SteppedEngine(journal, codec, catalogue, new EngineOptions { Writers = 1 }));
            Measure(journal, folder);
            using var store = new NoticeStore(folder);
            MeasureNotices(journal, new NoticeProjection(journal, codec, store, () => catalogue, End));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(SqliteJournal journal, string folder)
    {
        var committed = Enumerable.Range(0, journal.ShardCount).Select(journal.LastSequence).ToArray();
        using var projection = new StatementProjection(journal, folder, TimeSpan.FromDays(1000));

        Measure("statements", most => projection.Run(committed, most), EntriesOfPass);
    }

    private static void MeasureNotices(SqliteJournal journal, NoticeProjection projection)
    {
        var committed = Enumerable.Range(0, journal.ShardCount).Select(journal.LastSequence).ToArray();
        Measure("notices", most => projection.Run(committed, End, most), NoticeProjection.MostEntries);
    }

    private static void Measure(string what, Func<int, int> run, int most)
    {
        // Lines are opened and topped up first: that is not measured.
        var opened = 0L;
        while (opened < 2 * Lines)
        {
            opened += run(most);
        }

        var entries = 0L;
        var (allocated, paused) = (GC.GetAllocatedBytesForCurrentThread(), GC.GetTotalPauseDuration());
        var began = Stopwatch.GetTimestamp();
        using var process = Process.GetCurrentProcess();
        var processor = process.TotalProcessorTime;
        while (run(most) is var taken && taken > 0)
        {
            entries += taken;
        }

        process.Refresh();
        var used = process.TotalProcessorTime - processor;
        var answers = (double)entries / (2 * AnswersOfSession - 1) * AnswersOfSession;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {entries} events, {answers:0} answers in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s: {used.TotalMicroseconds / answers:0.00} us of processor an answer, {answers / 2 / used.TotalSeconds:0}/s on half a core"));
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        paused = GC.GetTotalPauseDuration() - paused;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {allocated / answers:0} bytes allocated an answer, {paused.TotalMilliseconds * 1000 / answers * 1000:0} us of collections for 1000 answers"));
    }

    private static void Write(SteppedEngine engine)
    {
        var now = Begin;
        var lines = new List<Task<OrderAnswer>>(Lines);
        for (var number = 0; number < Lines; number++)
        {
            lines.Add(engine.Open(OrderKey.Of("bench", $"{number}"), OrderKey.Digest("1"), new LineNumbers($"{79_000_000_000 + number}"),
                new LineCommand.Open("KDR-PAYGO", "Europe/Moscow", Money.FromRubles(1_000_000), Sold: true)));
            if (number % AtOnce == 0)
            {
                engine.Settle(now);
            }
        }

        engine.Settle(now);
        var ids = lines.Select(line => line.Result.Line).ToArray();
        var random = new Random(1);
        for (var first = 0; first < Sessions; first += AtOnce)
        {
            var batch = Enumerable.Range(first, AtOnce).Select(session => (Line: ids[random.Next(Lines)], Session: (ulong)session + 1)).ToArray();
            for (uint number = 0; number < AnswersOfSession; number++)
            {
                foreach (var (line, session) in batch)
                {
                    engine.Post(new Request(line, session, number));
                }

                now += TimeSpan.FromMilliseconds(1);
                engine.Settle(now);
            }
        }
    }

    private sealed class Request : CreditRequest
    {
        public Request(LineId line, ulong session, uint number)
        {
            Line = line;
            Control.Session = new SessionKey(unchecked(session * 0x9E3779B97F4A7C15UL) | 1, session);
            Control.OriginRealm = 7;
            Control.Type = number == 0 ? CcRequestType.Initial : number == AnswersOfSession - 1 ? CcRequestType.Termination : CcRequestType.Update;
            Control.Number = number;
            Control.Digest = session * 8 + number;
            Control.Network = NetworkCode.TryParse("001-03", out var home) ? home : default;
            Control.HasServices = true;
            Control.UnitCount = 1;
            Control.Units[0] = new RequestedUnits
            {
                Unit = new UnitKey(1, 0, true, false),
                Requests = Control.Type != CcRequestType.Termination,
                Reports = Control.Type != CcRequestType.Initial,
                UsedOctets = number == 0 ? 0 : Octets,
            };
        }

        public override void Complete(Completions batch)
        {
        }

        public override void Fail(ShardFailure reason) => throw new ShardFailedException(reason);
    }
}
