using Kopek.Core.Accounts;

namespace Kopek.Engine.Accounts;

/// <summary>What a shard's table holds of one account beside its state, 12 bytes.</summary>
internal struct AccountSlot
{
    /// <summary>The place of an account that is an object.</summary>
    public static readonly OctetPlace Live = new(-1, 0);

    /// <summary>Where its octets are while it is at rest.</summary>
    public OctetPlace Place;
    public AccountKind Kind;
    public bool IsDirty;

    public readonly bool Exists => Kind != default;
    public readonly bool IsAtRest => Exists && Place != Live;
}

/// <summary>Accounts by their numbers, in pages of structs, so that growing copies nothing. One thread.</summary>
internal sealed class AccountSlots
{
    private const int PageBits = 12;
    private const int PageSize = 1 << PageBits;

    private readonly List<Page> pages = [];

    /// <summary>One more than the last number.</summary>
    public int Count { get; private set; }

    public ref AccountSlot this[int number] => ref pages[number >> PageBits].Slots[number & (PageSize - 1)];

    /// <summary>Numbers that are left out are holes.</summary>
    public void Add(int number, AccountKind kind)
    {
        while (pages.Count <= number >> PageBits)
        {
            pages.Add(new Page());
        }

        this[number] = new AccountSlot { Kind = kind, Place = AccountSlot.Live };
        Count = Math.Max(Count, number + 1);
    }

    public void MarkDirty(int number)
    {
        ref var entry = ref this[number];
        pages[number >> PageBits].Dirty += entry.IsDirty ? 0 : 1;
        entry.IsDirty = true;
    }

    public void ClearDirty(int number)
    {
        ref var entry = ref this[number];
        pages[number >> PageBits].Dirty -= entry.IsDirty ? 1 : 0;
        entry.IsDirty = false;
    }

    /// <summary>The first dirty one between two numbers, these included; -1 where there is none.</summary>
    public int NextDirty(int from, int last)
    {
        for (var number = from; number <= last; number++)
        {
            if (pages[number >> PageBits].Dirty == 0)
            {
                number |= PageSize - 1;
            }
            else if (this[number].IsDirty)
            {
                return number;
            }
        }

        return -1;
    }

    private sealed class Page
    {
        public readonly AccountSlot[] Slots = new AccountSlot[PageSize];

        /// <summary>How many of them are dirty: most pages have none.</summary>
        public int Dirty;
    }
}
