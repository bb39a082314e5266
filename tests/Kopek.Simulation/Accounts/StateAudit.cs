using System.Buffers;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine;
using Kopek.Engine.Journalling;

namespace Kopek.Simulation.Accounts;

/// <summary>
/// The live state, the state replayed from the first event, and the state of checkpoints and tail are one, to the byte of their stored form; and it is
/// the state that the auditor's own books give.
/// </summary>
internal static class StateAudit
{
    public static void Check(SteppedEngine live, SteppedEngine rebuilt, List<JournalEntry> entries, Dictionary<LineId, LineAccount> books, IEventCodec codec)
    {
        var replayed = new Dictionary<LineId, Line>();
        foreach (var entry in entries)
        {
            if (entry.Event is LineEvent happened)
            {
                var line = replayed.TryGetValue(entry.Account, out var known) ? known : replayed[entry.Account] = new Line(entry.Account);
                LineState.Apply(line, entry.At, happened);
            }
        }

        var now = Lines(live);
        var again = Lines(rebuilt);
        Claim.Same(books.Count, now.Count, () => "Lines in the engine against lines in the journal");
        Claim.Same(books.Count, again.Count, () => "Lines after a recovery against lines in the journal");
        foreach (var (id, account) in books)
        {
            Claim.That(now.TryGetValue(id, out var line), () => $"Line {id} is in the journal and not in the engine.");
            CheckAgainstBooks(line!, account);
            var bytes = Stored(line!, codec);
            CheckBytes(id, bytes, Stored(replayed[id], codec), "replayed from the first event", line!, replayed[id]);
            CheckBytes(id, bytes, Stored(again[id], codec), "of checkpoint and tail", line!, again[id]);
            CheckSessionsAreFound(live, line!);
        }
    }

    /// <summary>The number of every line that was opened leads to it.</summary>
    public static void CheckNumbers(SteppedEngine live, IEnumerable<Holders.Wish> wishes)
    {
        foreach (var wish in wishes.Where(wish => wish.Numbers is not null))
        {
            foreach (var told in wish.Told.Where(told => told.Answer.Outcome is { IsDone: true }))
            {
                Claim.That(live.Directory.TryFind(DirectoryKind.Msisdn, wish.Numbers!.Msisdn, out var found) && found == told.Answer.Line,
                    () => $"{wish}: its number leads to {found} and not to {told.Answer.Line}.");
            }
        }
    }

    private static Dictionary<LineId, Line> Lines(SteppedEngine engine) => engine.Views.SelectMany(view => view.Lines).ToDictionary(line => line.Id);

    private static void CheckAgainstBooks(Line line, LineAccount account)
    {
        string What(string sum) => $"Line {line.Id}: {sum} of the engine against the books";
        Claim.Same(account.Balance, line.Balance.Kopeks, () => What("balance"));
        Claim.Same(account.Balance, line.Lots.Sum(lot => lot.Amount.Kopeks), () => What("sum of lots"));
        Claim.Same(account.Debt, -line.Lots.Where(lot => lot.Kind == LotKind.Debt).Sum(lot => lot.Amount.Kopeks), () => What("debt"));
        Claim.Same(account.Reserved, line.Reserved.Kopeks, () => What("reserved money"));
        Claim.Same(account.Octets, line.TotalOctets, () => What("octets"));
        Claim.Same(account.Charged, line.TotalCharged.Kopeks, () => What("charges"));
        Claim.Same(account.Uncovered, line.UncoveredOctets, () => What("uncovered octets"));
        Claim.Same(account.PromisedDebt, line.PromisedDebt.Kopeks, () => What("promised payment"));
        account.Roaming.CheckAgainst(line, account.HeldAbroad);
        Claim.Same(account.AutoPackStop.IsOn, line.HasAutoPackStop, () => What("stop of auto-packs"));
        Claim.Same(account.Plan, line.Plan, () => What("plan"));
        Claim.Same(account.Sessions.Count, line.Sessions.Length, () => What("open sessions"));
        var buckets = account.Buckets.Values.Where(bucket => !bucket.IsGone).Select(bucket => (bucket.Granted.Bucket, bucket.Rest, bucket.Rest - account.FreeOf(bucket)));
        Claim.That(buckets.SequenceEqual(line.Buckets.OrderBy(bucket => bucket.Number).Select(bucket => (bucket.Number, bucket.Rest, bucket.Reserved))), () => What("buckets"));
    }

    private static void CheckSessionsAreFound(SteppedEngine live, Line line)
    {
        foreach (var session in line.Sessions)
        {
            Claim.That(live.Sessions.TryFind(session.Key, out var found) && found == line.Id, () => $"Line {line.Id}: its open session {session.Key} leads to {found}.");
        }
    }

    private static byte[] Stored(Line line, IEventCodec codec)
    {
        var writer = new ArrayBufferWriter<byte>(1024);
        codec.WriteState(writer, line);
        return writer.WrittenSpan.ToArray();
    }

    private static void CheckBytes(LineId id, byte[] live, byte[] other, string which, Line one, Line two)
    {
        if (live.AsSpan().SequenceEqual(other))
        {
            return;
        }

        var at = live.AsSpan().CommonPrefixLength(other);
        throw new Servers.AuditException($"Line {id}: its live state differs from the one {which} from byte {at} on ({live.Length} and {other.Length} bytes): {Sketch(one)} and {Sketch(two)}.");
    }

    private static string Sketch(Line line) =>
        $"[{line.Plan} {line.Life} {line.Arrears} at {line.At}, balance {line.Balance}, reserved {line.Reserved}, {line.Lots.Length} lots, {line.Buckets.Length} buckets, {line.Intervals.Length} intervals, {line.Sessions.Length} sessions, {line.TotalOctets} octets]";
}
