using System.Buffers;
using System.Text;
using CsCheck;
using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Orders;
using Kopek.Core.Partners;
using Kopek.Core.Receipts;
using Kopek.Engine.Accounts;
using Kopek.Engine.Journalling;

namespace Kopek.Engine.Tests.Accounts;

/// <summary>Small accounts come back as they were: from the journal alone, from checkpoints, from both, and after commits that fail.</summary>
public sealed class AccountRecoveryTests : IAccountReactions
{
    private readonly Scene scene = new();
    private readonly List<Account> told = [];
    private readonly List<IReadOnlyCollection<AccountKey>> reloads = [];

    public AccountRecoveryTests() => scene.Options = scene.Options with { AccountReactions = this };

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void They_survive_a_restart_from_the_journal_from_checkpoints_and_from_both(bool checkpoint, bool more)
    {
        Fill();
        if (checkpoint)
        {
            while (scene.Engine.Checkpoint(force: true))
            {
            }

            Assert.Equal(scene.Journal.LastSequence(0), scene.Journal.CoveredThrough(0));
        }

        if (more)
        {
            Fill();
        }

        var live = States();
        scene.Crash();
        Assert.Equal(live, States());
    }

    [Fact]
    public void Whenever_checkpoints_are_written_accounts_come_back_as_they_were() =>
        Gen.Int[0, 6].Array[1, 50].Sample(
            steps =>
            {
                var some = new Scene();
                for (var index = 0; index < steps.Length; index++)
                {
                    switch (steps[index])
                    {
                        case 0 or 1 or 2: some.Engine.Post(new AwaitedAccount(Float(index % 5), new PartnerFloatCommand.SetTerms("north", new Money(index), 0, false))); break;
                        case 3: some.Engine.Checkpoint(most: 1, force: true); break;
                        case 4: some.Engine.Decide(some.Now, 1); break;
                        case 5: some.Engine.Complete(); some.Engine.Commit(); break;
                        default: some.Settle(); some.Crash(); break;
                    }
                }

                some.Settle();
                var live = States(some);
                some.Crash();
                Assert.Equal(live, States(some));
            },
            iter: 200);

    [Theory]
    [InlineData(JournalFault.NotCommitted)]
    [InlineData(JournalFault.UnknownAndLost)]
    [InlineData(JournalFault.UnknownAndWritten)]
    public void A_commit_that_fails_or_is_unknown_leaves_one_receipt_for_one_wish(JournalFault fault)
    {
        var request = Number(7);
        scene.Engine.Post(request);
        scene.Engine.Decide(scene.Now);
        scene.Journal.CommitFault = () => fault;
        Assert.Throws<JournalException>(() => scene.Engine.Commit());
        Assert.False(request.Task.IsCompleted);
        scene.Journal.CommitFault = () => JournalFault.None;
        scene.Engine.Reload();
        scene.Settle();
        Assert.Equal(1, Scene.Result(request.Task).Number);
        var next = Number(8);
        scene.Engine.Post(next);
        scene.Settle();
        Assert.Equal(2, Scene.Result(next.Task).Number);
    }

    [Fact]
    public void Nothing_is_answered_or_told_before_its_commit()
    {
        var request = Number(7);
        scene.Engine.Post(request);
        scene.Engine.Decide(scene.Now);
        scene.Engine.Commit();
        Assert.False(request.Task.IsCompleted);
        Assert.Empty(told);
        scene.Engine.Complete();
        Assert.Equal(1, ((ReceiptSeries)Assert.Single(told)).Last);
        Assert.True(request.Task.IsCompleted);
    }

    [Fact]
    public void A_refusal_waits_for_the_commit_of_what_it_saw()
    {
        scene.Engine.Post(new AwaitedAccount(Float(1), new PartnerFloatCommand.SetTerms("north", Money.Zero, 0, false)));
        var refused = new AwaitedAccount(Float(1), new PartnerFloatCommand.Take(new OrderId(1, 1), new Money(1)));
        scene.Engine.Post(refused);
        scene.Engine.Decide(scene.Now);
        Assert.False(refused.Task.IsCompleted);
        scene.Settle();
        Assert.Equal(AccountRefusal.OutOfFunds, Scene.Result(refused.Task).Refused);
    }

    [Fact]
    public void Whoever_drives_accounts_is_told_that_the_shards_were_read_anew()
    {
        scene.Engine.Post(Number(7));
        scene.Engine.Decide(scene.Now);
        scene.Journal.CommitFault = () => JournalFault.UnknownAndWritten;
        Assert.Throws<JournalException>(() => scene.Engine.Commit());
        scene.Journal.CommitFault = () => JournalFault.None;
        scene.Engine.Reload();
        scene.Settle();
        // What happened is in the journal already: asking again changes nothing, so nobody is told of a change.
        Assert.Empty(told);
        Assert.Equal([Series], Assert.Single(reloads));
    }

    [Fact]
    public void What_was_told_to_nobody_is_known_until_the_shards_could_be_read_anew_and_then_once()
    {
        scene.Engine.Post(Number(7));
        scene.Engine.Decide(scene.Now);
        scene.Journal.CommitFault = () => JournalFault.UnknownAndWritten;
        Assert.Throws<JournalException>(() => scene.Engine.Commit());
        scene.Journal.Down = true;
        Assert.Throws<JournalException>(() => scene.Engine.Reload());
        Assert.Throws<JournalException>(() => scene.Engine.Reload());
        Assert.Empty(reloads);
        (scene.Journal.Down, scene.Journal.CommitFault) = (false, () => JournalFault.None);
        scene.Engine.Reload();
        scene.Settle();
        scene.Engine.Reload();
        Assert.Equal([[Series], []], reloads);
    }

    void IAccountReactions.Changed(Account state) => told.Add(state);

    void IAccountReactions.Reloaded(IReadOnlyCollection<AccountKey> untold) => reloads.Add(untold);

    private static AccountKey Float(int number) => new(AccountKind.PartnerFloat, new OrderId(1, (ulong)number));

    private static AccountKey Series => new(AccountKind.ReceiptSeries, new OrderId(2, 0));

    private static AwaitedAccount Number(int order) =>
        new(Series, new ReceiptSeriesCommand.Number("KDR", new ReceiptWish(new OrderId(0, (ulong)order), ReceiptKind.Payment)));

    private void Fill()
    {
        for (var number = 0; number < 9; number++)
        {
            scene.Engine.Post(new AwaitedAccount(Float(number), new PartnerFloatCommand.SetTerms("north", new Money(told.Count + number), 100, false)));
            scene.Engine.Post(new AwaitedAccount(Float(number), new PartnerFloatCommand.Deposit(new OrderId(3, (ulong)(told.Count + number)), new Money(1_000 + number))));
            scene.Engine.Post(Number(told.Count + number));
            scene.Settle();
        }
    }

    private SortedDictionary<string, string> States() => States(scene);

    private static SortedDictionary<string, string> States(Scene of)
    {
        var states = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var account in of.Engine.Views.SelectMany(view => view.Accounts))
        {
            var bytes = new ArrayBufferWriter<byte>();
            of.Codec.WriteState(bytes, account);
            states.Add(account.Key.ToString(), Encoding.UTF8.GetString(bytes.WrittenSpan));
        }

        return states;
    }
}
