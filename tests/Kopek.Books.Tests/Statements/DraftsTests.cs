using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Books.Tests.Statements;

public sealed class DraftsTests
{
    [Fact]
    public void The_next_pass_has_the_drafts_of_the_one_before_in_their_order()
    {
        var drafts = new Drafts<LineDraft>();
        LineDraft[] first = [drafts.Next(), drafts.Next(), drafts.Next()];
        drafts.Clear();
        Assert.True(drafts.Used.IsEmpty);
        LineDraft[] second = [drafts.Next(), drafts.Next()];
        Assert.Equal(first[..2], second);
        Assert.Equal(second, drafts.Used.ToArray());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_pass_that_made_very_many_leaves_no_more_than_are_kept(int tooMany, bool isKept)
    {
        var drafts = new Drafts<LineDraft>();
        LineDraft? last = null;
        for (var count = 0; count < Drafts<LineDraft>.MostKept + tooMany; count++)
        {
            last = drafts.Next();
        }

        drafts.Clear();
        var found = Enumerable.Range(0, Drafts<LineDraft>.MostKept + tooMany).Any(_ => ReferenceEquals(drafts.Next(), last));
        Assert.Equal(isKept, found);
    }

    [Fact]
    public void A_session_that_begins_in_a_used_draft_has_nothing_of_the_one_before()
    {
        var line = new LineDraft();
        line.Begin(new LineId(7));
        var draft = new SessionDraft();
        draft.Begin(2, isNew: false, line, new SessionKey(1, 2), new Moment(3), previous: 4);
        draft.Add(new LineEvent.UsageCharged(new SessionKey(1, 2), default, 10, default, Moment.Never, 10, [new BucketPart(1, 5)], 1, 2, new Money(3), 4, new Money(5)));
        draft.Add(new LineEvent.CreditAnswered(new SessionKey(1, 2), 1, 1, CcRequestType.Update, 1, ResultCode.Success, 77, Moment.Never,
            [new Grant(default, ResultCode.Success, 9, new Money(9), null, 1, Final: false, 0, Moment.Never)]));
        draft.ClosedAt = new Moment(9);
        draft.End = SessionEnd.Expired;
        draft.Balance = new Money(100);

        line.Begin(new LineId(8));
        line.Balance = new Money(1);
        var fresh = new SessionDraft();
        foreach (var begun in (SessionDraft[])[draft, fresh])
        {
            begun.Begin(6, isNew: true, line, new SessionKey(5, 6), new Moment(7), previous: 8);
        }

        Assert.Equivalent(fresh, draft, strict: true);
        Assert.Empty(draft.Parts);
    }
}
