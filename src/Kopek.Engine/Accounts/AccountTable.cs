using Kopek.Core.Accounts;

namespace Kopek.Engine.Accounts;

/// <summary>The small accounts of one shard, and which of them differ from their checkpoint. States are immutable; the table has one writer.</summary>
internal sealed class AccountTable
{
    private readonly Dictionary<AccountKey, int> numbers = [];
    private readonly List<Entry> entries = [];
    private readonly HashSet<int> dirty = [];

    public int Count => entries.Count;

    public Account? Find(AccountKey key) => numbers.TryGetValue(key, out var number) ? entries[number].State : null;

    /// <summary>The state now; the account is made where it is new.</summary>
    public void Set(Account state)
    {
        if (!numbers.TryGetValue(state.Key, out var number))
        {
            number = entries.Count;
            numbers.Add(state.Key, number);
            entries.Add(new Entry(state, 0));
        }
        else
        {
            entries[number] = entries[number] with { State = state };
        }

        dirty.Add(number);
    }

    /// <summary>From a checkpoint: as of a sequence, and not dirty. Rows that were never written leave holes.</summary>
    public void Restore(int number, Account state, long asOf)
    {
        while (entries.Count < number)
        {
            entries.Add(default);
        }

        if (entries.Count == number)
        {
            entries.Add(new Entry(state, asOf));
        }
        else
        {
            entries[number] = new Entry(state, asOf);
        }

        numbers[state.Key] = number;
    }

    /// <summary>The sequence that the checkpoint of an account holds already; 0 for none.</summary>
    public long AsOf(AccountKey key) => numbers.TryGetValue(key, out var number) ? entries[number].AsOf : 0;

    /// <summary>Numbers of those that differ from their checkpoint.</summary>
    public IEnumerable<int> Dirty => dirty.Order();

    /// <summary>One that is about to be written; clean from now on.</summary>
    public Account Take(int number)
    {
        dirty.Remove(number);
        return entries[number].State!;
    }

    public IEnumerable<Account> All() => entries.Where(entry => entry.State is not null).Select(entry => entry.State!);

    private readonly record struct Entry(Account? State, long AsOf);
}
