using Kopek.Core;
using Kopek.Core.Accounts;
using Kopek.Core.Lines;
using Kopek.Core.Mandates;
using Kopek.Core.TopUps;
using Kopek.Engine.Journalling;
using Kopek.Journal.Sqlite;
using Kopek.Journal.Tests.Sqlite;
using Kopek.Journal.Verify;

namespace Kopek.Journal.Tests.Verify;

public sealed class MandateVerifyTests : IDisposable
{
    private static readonly LineId line = new(4);
    private static readonly AccountKey key = MandateKey.Of(line);
    private static readonly MandateMethod card = new("sandbox", "pm_1", "Mir •• 4417", 0, 0);

    private static readonly MandateEvent set = new MandateEvent.Set(new MandateChange(new(1, 1), 1, 1), line, "Europe/Moscow",
        new MandateSettings(new BelowBalanceRule(new Money(100), new Money(300)), null, null, new Money(600), card));

    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_cap_that_is_filled_to_the_kopek_is_in_order_and_one_more_payment_is_found()
    {
        Assert.Empty(FindingsOf(set, Started(1), Ended(1, AttemptOutcome.Declined), Started(1, attempt: 2), Ended(1, AttemptOutcome.Expired, attempt: 2), Started(2, amount: 600)));
        AssertFound("6.01 of a cap of 6.00", set, Started(1, amount: 601));
        AssertFound("is paid, but order", set, Started(1), Ended(1, AttemptOutcome.Paid), Started(2));
        AssertFound("9.00 of a cap of 6.00", set, Started(1), Ended(1, AttemptOutcome.Paid), Started(2), Ended(2, AttemptOutcome.Paid), Started(3));
    }

    [Fact]
    public void A_second_payment_of_one_occasion_is_found() =>
        AssertFound("the occasion was paid", set, Started(1), Ended(1, AttemptOutcome.Paid), Started(1, attempt: 2));

    [Fact]
    public void Two_attempts_at_a_time_are_found() => AssertFound("another attempt is on its way", set, Started(1), Started(2));

    [Fact]
    public void An_outcome_of_nothing_is_found() => AssertFound("was not on its way", set, Ended(1, AttemptOutcome.Paid));

    [Fact]
    public void An_order_that_no_mandate_began_is_found()
    {
        var order = MandateKey.OrderOf(key, "below:1", 1);
        AssertFound("which began no such attempt", set, (order, Requested(300)));
        AssertFound("which began no such attempt", set, Started(1), (order, Requested(301)));
        Assert.Empty(FindingsOf(set, Started(1), (order, Requested(300))));
    }

    private static (AccountKey, AccountEvent) Started(int number, int attempt = 1, long amount = 300) =>
        (key, new MandateEvent.AttemptStarted($"below:{number}", MandateRule.BelowBalance, attempt, new Money(amount), card.Label));

    private static (AccountKey, AccountEvent) Ended(int number, AttemptOutcome outcome, int attempt = 1) =>
        (key, new MandateEvent.AttemptEnded($"below:{number}", attempt, new Money(300), outcome, DeclineReason.None, Moment.Never, card.Label));

    private static TopUpOrderEvent.Requested Requested(long amount) => new(new TopUpRequest("KDR", "RUB", line, new Money(amount), Money.Zero, PaymentWay.Provider, "sandbox",
        default, default, "", "pm_1", SaveMethod: false, key, null, RenewPlan: false, MandateOrders.OrderedBy, 1, 2, NeedsConfirmation: false, Journals.Start, Journals.Start, null));

    private void AssertFound(string fault, MandateEvent first, params (AccountKey, AccountEvent)[] rest) =>
        Assert.Contains(FindingsOf(first, rest), found => found.Contains(fault, StringComparison.Ordinal));

    private List<string> FindingsOf(MandateEvent first, params (AccountKey Key, AccountEvent Event)[] rest)
    {
        File.Delete(folder.Database);
        using (var journal = SqliteJournal.Open(folder.Path, Journals.Codec, shardCount: 4))
        {
            var batch = new PendingBatch(0);
            batch.Begin(1);
            foreach (var (account, happened) in rest.Prepend((key, first)))
            {
                Journals.Codec.Write(batch.Writer, account, Journals.Start, happened);
                batch.CountEntry(Journals.Start);
            }

            journal.Commit([batch]);
        }

        return [.. JournalVerify.Run(folder.Path, ended: TestContext.Current.CancellationToken).Findings.Select(finding => finding.What)];
    }
}
