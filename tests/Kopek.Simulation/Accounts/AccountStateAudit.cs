using System.Buffers;
using System.Text;
using Kopek.Core.Accounts;
using Kopek.Engine;
using Kopek.Engine.Journalling;

namespace Kopek.Simulation.Accounts;

/// <summary>Small accounts: the live state, the one replayed from the first event, and the one of checkpoints and tail are the same in their stored form, and the books agree.</summary>
internal static class AccountStateAudit
{
    public static void Check(SteppedEngine live, SteppedEngine rebuilt, List<JournalEntry> entries, IEventCodec codec)
    {
        var replayed = new Dictionary<AccountKey, Account>();
        var books = new SourceBooks();
        foreach (var entry in entries)
        {
            if (entry.Event is AccountEntry happened)
            {
                replayed[happened.Key] = AccountState.Apply(replayed.GetValueOrDefault(happened.Key), happened.Key, entry.At, happened.Event);
                books.Take(happened);
            }
        }

        var now = Accounts(live);
        var again = Accounts(rebuilt);
        Claim.Same(replayed.Count, now.Count, () => "Accounts in the engine against accounts in the journal");
        Claim.Same(replayed.Count, again.Count, () => "Accounts after a recovery against accounts in the journal");
        foreach (var (key, state) in replayed)
        {
            Claim.That(now.ContainsKey(key) && again.ContainsKey(key), () => $"{key} is in the journal and not in the engine.");
            var stored = Stored(state, codec);
            Claim.Same(stored, Stored(now[key], codec), () => $"{key}: live");
            Claim.Same(stored, Stored(again[key], codec), () => $"{key}: of checkpoint and tail");
            books.Check(now[key]);
        }
    }

    private static Dictionary<AccountKey, Account> Accounts(SteppedEngine engine) => engine.Views.SelectMany(view => view.Accounts).ToDictionary(account => account.Key);

    private static string Stored(Account state, IEventCodec codec)
    {
        var writer = new ArrayBufferWriter<byte>(512);
        codec.WriteState(writer, state);
        return Encoding.UTF8.GetString(writer.WrittenSpan);
    }
}
