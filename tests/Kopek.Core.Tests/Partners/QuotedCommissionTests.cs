using Kopek.Core.Accounts;
using Kopek.Core.Orders;
using Kopek.Core.Partners;

namespace Kopek.Core.Tests.Partners;

/// <summary>A commission that was quoted with an order is what is kept, whatever the terms become in between.</summary>
public sealed class QuotedCommissionTests
{
    private static readonly AccountKey key = new(AccountKind.PartnerFloat, NamedKey.Of("partner:ACME"));
    private static readonly OrderId order = new(1, 2);
    private Account? account;

    public QuotedCommissionTests()
    {
        Told(new PartnerFloatCommand.SetTerms("ACME", Money.Zero, 500, Suspended: false));
        Told(new PartnerFloatCommand.Deposit(new OrderId(9, 9), Money.FromRubles(1_000)));
    }

    private Money Balance => ((PartnerFloat)account!).Balance;

    [Fact]
    public void What_was_quoted_is_taken_and_comes_back_also_when_the_terms_changed_in_between()
    {
        Told(new PartnerFloatCommand.SetTerms("ACME", Money.Zero, 100, Suspended: false));
        Told(new PartnerFloatCommand.Take(order, Money.FromRubles(500)) { Commission = Money.FromRubles(25) });
        Assert.Equal(Money.FromRubles(525), Balance);
        Told(new PartnerFloatCommand.Settle(order));
        Told(new PartnerFloatCommand.SetTerms("ACME", Money.Zero, 900, Suspended: false));
        Told(new PartnerFloatCommand.GiveBack(order, Money.FromRubles(500)) { Commission = Money.FromRubles(25) });
        Assert.Equal(Money.FromRubles(1_000), Balance);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_part_that_comes_back_is_that_part_whether_the_order_is_settled_or_not(bool settled)
    {
        Told(new PartnerFloatCommand.Take(order, Money.FromRubles(500)) { Commission = Money.FromRubles(25) });
        if (settled)
        {
            Told(new PartnerFloatCommand.Settle(order));
        }

        Told(new PartnerFloatCommand.GiveBack(order, Money.FromRubles(200)) { Commission = Money.FromRubles(10) });
        Assert.Equal(Money.FromRubles(525 + 190), Balance);
        Told(new PartnerFloatCommand.GiveBack(order, Money.FromRubles(200)) { Commission = Money.FromRubles(10) });
        Assert.Equal(Money.FromRubles(525 + 190), Balance);
    }

    [Fact]
    public void A_commission_above_the_amount_is_refused()
    {
        Assert.False(Tell(new PartnerFloatCommand.Take(order, new Money(100)) { Commission = new Money(101) }).IsDone);
        Assert.Equal(Money.FromRubles(1_000), Balance);
    }

    private void Told(PartnerFloatCommand command) => Assert.True(Tell(command).IsDone);

    private AccountAnswer Tell(PartnerFloatCommand command)
    {
        var decision = new AccountDecision(key, account, new Moment(0));
        var answer = AccountRules.Decide(decision, command);
        account = answer.State;
        return answer;
    }
}
