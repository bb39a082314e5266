using System.Diagnostics;
using System.Runtime.CompilerServices;
using Kopek.Core.Accounts;
using Kopek.Core.Ledger;
using Kopek.Core.Receipts;
using Kopek.Core.TopUps;

namespace Kopek.Core.Tests.Accounts;

/// <summary>A new event or command of an account without its rule is found here and not by a payer.</summary>
public sealed class AccountClosedSetTests
{
    public static TheoryData<string> Events => new(CasesOf(typeof(AccountEvent)).Select(type => type.FullName!));

    public static TheoryData<string> Commands => new(CasesOf(typeof(AccountCommand)).Select(type => type.FullName!));

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_can_be_applied_and_posted(string name)
    {
        var happened = (AccountEvent)RuntimeHelpers.GetUninitializedObject(typeof(AccountEvent).Assembly.GetType(name)!);
        happened = happened is TopUpOrderEvent.ReceiptNumbered numbered ? numbered with { Kind = ReceiptKind.Payment } : happened;
        Assert.IsNotType<UnreachableException>(Record.Exception(() => AccountState.Apply(null, default, new Moment(0), happened)));
        Assert.Null(Record.Exception(() => AccountPostings.Of(happened).ToList()));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_has_its_rule(string name)
    {
        var command = (AccountCommand)RuntimeHelpers.GetUninitializedObject(typeof(AccountCommand).Assembly.GetType(name)!);
        var reached = Enum.GetValues<AccountKind>().Count(kind =>
            Record.Exception(() => AccountRules.Decide(new AccountDecision(new AccountKey(kind, 1, 2), null, new Moment(0)), command)) is not UnreachableException);
        Assert.Equal(1, reached);
    }

    [Fact]
    public void Every_kind_of_account_has_a_rule_of_rest()
    {
        foreach (var kind in CasesOf(typeof(Account)))
        {
            // An order looks at its request first; that of an account that is none comes no further.
            var account = (Account)RuntimeHelpers.GetUninitializedObject(kind);
            Assert.IsNotType<UnreachableException>(Record.Exception(() => AccountRest.From(account)));
        }
    }

    [Fact]
    public void A_key_reads_back_from_its_text()
    {
        var key = new AccountKey(AccountKind.Till, NamedKey.Of("till:msk-1"));
        Assert.True(AccountKey.TryParse(key.ToString(), out var read));
        Assert.Equal(key, read);
        Assert.False(AccountKey.TryParse("Till", out _));
        Assert.False(AccountKey.TryParse("Hotel-00000000000000010000000000000002", out _));
        Assert.False(AccountKey.TryParse("Till-zz", out _));
    }

    private static IEnumerable<Type> CasesOf(Type set) => set.Assembly.GetTypes().Where(type => type.IsSubclassOf(set) && !type.IsAbstract);
}
