using Kopek.Books.People;
using Kopek.Core.Accounts;
using Kopek.Core.Counter;
using Kopek.Engine.Accounts;
using Kopek.Engine.Shards;

namespace Kopek.Web.Counter.Tills;

/// <summary>The tills of a shop: "msk-1" is its first drawer, "msk-1/2" its second.</summary>
internal static class ShopTills
{
    /// <summary>Drawers of one shop; a page looks through all of them.</summary>
    public const int MostDrawers = 9;

    public static string PlaceOf(string shop, int drawer) => drawer == 1 ? shop : $"{shop}/{drawer}";

    public static AccountKey KeyOf(string place) => new(AccountKind.Till, NamedKey.Of("till:" + place));

    public static bool IsOfShop(string place, string shop) => Enumerable.Range(1, MostDrawers).Any(drawer => PlaceOf(shop, drawer) == place);

    public static async Task<Till?> Read(CounterParts parts, string place)
    {
        var query = new AccountQuery(KeyOf(place));
        parts.Shards.Post(query);
        return (Till?)await query.Task;
    }

    /// <summary>The till that the clerk has open; null where there is none.</summary>
    public static async Task<Till?> Own(CounterParts parts, StaffMember staff)
    {
        var tills = await Task.WhenAll(Enumerable.Range(1, MostDrawers).Select(drawer => Read(parts, PlaceOf(staff.Shop, drawer))));
        return tills.FirstOrDefault(till => till is not null && till.Clerk == staff.Id && till.Operator == staff.Operator);
    }

    /// <summary>All tills of a brand, by place. Every shard looks through its accounts: for supervisors, not for each payment.</summary>
    public static async Task<IReadOnlyList<Till>> All(CounterParts parts, string operatorCode)
    {
        var found = new List<Till>();
        for (var shard = 0; shard < parts.Shards.Count; shard++)
        {
            await foreach (var account in parts.Shards.AccountsOf(shard, AccountKind.Till))
            {
                if (account is Till till && till.Operator == operatorCode)
                {
                    found.Add(till);
                }
            }
        }

        return [.. found.OrderBy(till => till.Place, StringComparer.Ordinal)];
    }
}
