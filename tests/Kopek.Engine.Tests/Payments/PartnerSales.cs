using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Partners;
using Kopek.Core.TopUps;
using Kopek.Engine.Accounts;

namespace Kopek.Engine.Tests.Payments;

/// <summary>Sales of one partner in a scene: its float, a line, and orders for 150.00 each.</summary>
internal sealed class PartnerSales(Scene scene)
{
    public static readonly AccountKey North = new(AccountKind.PartnerFloat, NamedKey.Of("partner:north"));

    /// <summary>Line, order and float on three shards. The float may spend 1,000.00 unless told otherwise.</summary>
    public LineId Begin(out AccountKey order, long rubles = 1_000)
    {
        var shard = (North.Shard(Scene.ShardCount) + 1) % Scene.ShardCount;
        var line = scene.Open("79000000001", shard, rubles: 0);
        order = Order("sale");
        Say(North, new PartnerFloatCommand.SetTerms("north", Money.FromRubles(rubles), 0, Suspended: false));
        scene.Settle();
        return line;
    }

    public static AccountKey Order(string name) => new(AccountKind.TopUpOrder, Scene.OrderAt((North.Shard(Scene.ShardCount) + 2) % Scene.ShardCount, name));

    public static TopUpRequest Request(LineId line, Moment now) => new(
        "KDR", "RUB", line, Money.FromRubles(150), Money.Zero, PaymentWay.Partner, "north", North, default, "", null, false, default, null, false, "payer", 1, 2, false,
        now, now + TimeSpan.FromMinutes(30), null);

    public AwaitedAccount Place(AccountKey order, LineId line) => Say(order, new TopUpOrderCommand.Place(Request(line, scene.Now)));

    public AwaitedAccount Say(AccountKey account, AccountCommand command)
    {
        var request = new AwaitedAccount(account, command);
        scene.Engine.Post(request);
        return request;
    }

    public Account? Read(AccountKey account)
    {
        var query = new AccountQuery(account);
        scene.Engine.Post(query);
        scene.Settle();
        return Scene.Result(query.Task);
    }

    public Money FloatNow() => Assert.IsType<PartnerFloat>(Read(North)).Available;
}
