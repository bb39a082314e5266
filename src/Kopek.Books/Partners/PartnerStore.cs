using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Orders;
using Kopek.Core.TopUps;
using Microsoft.Data.Sqlite;

namespace Kopek.Books.Partners;

/// <summary>
/// partners.db: who may sell, what they asked for, and what they are to be told. Writes come from one thread in common transactions (synchronous=FULL), reads
/// from a connection of their own. All throw <see cref="BooksException"/>, and then nothing was changed.
/// </summary>
public sealed class PartnerStore : IDisposable
{
    private readonly TimeProvider time;
    private readonly BooksDatabase database;
    private readonly CallbackTable callbacks;
    private readonly TransactionTable transactions;
    private readonly ProfileTable profiles;
    private readonly BooksLog log;
    private readonly PartnerWriter writer;
    private volatile PartnerDirectory directory;

    public PartnerStore(string folder, TimeProvider time)
    {
        this.time = time;
        database = PartnerSchema.Open(folder);
        try
        {
            Books = new TransactionBooks(folder);
            callbacks = new CallbackTable(database);
            profiles = new ProfileTable(database);
            transactions = new TransactionTable(database, callbacks, code => Directory.Find(code));
            directory = profiles.Read();
            log = new BooksLog(folder, BooksFile.Partners);
            writer = new PartnerWriter(database, log, OnCommitted);
            writer.Start();
        }
        catch
        {
            log?.Dispose();
            Books?.Dispose();
            database.Dispose();
            throw;
        }
    }

    /// <summary>A callback is waiting. Raised on the writer's thread.</summary>
    public event Action? Made;

    public PartnerDirectory Directory => directory;

    /// <summary>For reading alone.</summary>
    public TransactionBooks Books { get; }

    private Moment Now => new(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Stores a wish durably before anything is done about it; one with an id that was used before is not stored.</summary>
    public Task<AddedTransaction> Add(PartnerTransaction wish) => writer.Ask(() => transactions.Add(wish));

    /// <summary>Stores how orders of partners stand. Waits for nothing; what cannot be stored now is kept in memory and tried again.</summary>
    public void Record(TopUpOrder order) => writer.Post(new LastingWork(() => transactions.Record(order, Now)));

    /// <summary>Outcomes are recorded up to about that moment.</summary>
    public void Seen(Moment moment) => writer.Post(new LastingWork(() => transactions.Seen(moment)));

    public Task Put(PartnerProfile profile) => Change(() => profiles.Put(profile, Now));

    /// <summary>The key and its secret, which is told this once.</summary>
    public async Task<(PartnerKey Key, string Secret)> AddKey(string partner, Moment from, Moment until)
    {
        var made = PartnerKey.Make(partner, from, until, Now);
        await Change(() => profiles.Add(made.Key)).ConfigureAwait(false);
        return made;
    }

    public Task EndKey(string partner, string id, Moment at) => Change(() => profiles.EndKey(partner, id, at));

    /// <summary>A new secret of webhooks; those before it sign beside it until then.</summary>
    public async Task<WebhookSecret> AddSecret(string partner, Moment oldUntil)
    {
        var made = WebhookSecret.Make(partner, Now);
        await Change(() => profiles.Add(made, oldUntil)).ConfigureAwait(false);
        return made;
    }

    /// <summary>A deposit as partners read it on their statement; the float's account is the truth.</summary>
    public Task AddDeposit(OrderId id, string partner, Money amount, string? note) => writer.Ask(() =>
    {
        profiles.AddDeposit(id.High, id.Low, partner, amount, Now, note);
        return true;
    });

    /// <summary>The numbers of codes, given the first time and kept for ever.</summary>
    public Task<IReadOnlyList<int>> NumbersOf(NumberKind kind, IReadOnlyList<string> codes) =>
        writer.Ask<IReadOnlyList<int>>(() => [.. codes.Select(code => profiles.NumberOf(kind, code))]);

    /// <summary>Takes what is to be told now; the intent is stored.</summary>
    public Task<List<Callback>> TakeCallbacks(int most) => writer.Ask(() => callbacks.Take(Now, most));

    /// <summary>Stores what came of an attempt, once.</summary>
    public Task Settle(Callback tried, CallbackState state, Moment notBefore, string answer) => writer.Ask(() =>
    {
        callbacks.Settle(tried, state, notBefore, answer, Now);
        return true;
    });

    /// <summary>At a start: what was on its way when the process died goes again.</summary>
    public Task SendInterruptedAgain() => writer.Ask(() =>
    {
        callbacks.SendInterruptedAgain(Now);
        return true;
    });

    /// <summary>Reads, from a state that is durable.</summary>
    public T Read<T>(Func<TransactionReader, T> read) => Books.Read(read);

    public void Dispose()
    {
        writer.Dispose();
        log.Dispose();
        Books.Dispose();
        database.Dispose();
    }

    /// <summary>The directory changes in the order in which the changes were stored: of two at once the later must stay.</summary>
    private Task<PartnerDirectory> Change(Action change) => writer.Ask(
        () =>
        {
            change();
            return profiles.Read();
        },
        next => directory = next);

    private void OnCommitted()
    {
        if (callbacks.HasNews)
        {
            callbacks.HasNews = false;
            Made?.Invoke();
        }
    }
}
