using Kopek.Books.Notices;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;

namespace Kopek.Gateways.Tests.Messages;

public sealed class ReceiptLinksTests
{
    private static readonly Moment now = new(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    [Fact]
    public async Task Money_of_an_order_is_told_with_its_receipt()
    {
        await using var desk = new NoticeDesk();
        var number = desk.Sell(150);
        var notice = Taken(desk);
        Assert.Equal((NoticeKind.ToppedUp, "Received: 150.00 RUB. Your balance is 160.00 RUB."), (notice.Kind, notice.Text));
        Assert.Equal(($"Receipt KDR-0000001: https://kopek.example/r/KDR{number}", false), desk.LinkOf(notice));
        Assert.Equal($"收据 KDR-0000001：https://kopek.example/r/KDR{number}", desk.LinkOf(notice with { Language = NoticeLanguage.Chinese }).Text);
        Assert.Equal($"Квитанция KDR-0000001: https://kopek.example/r/KDR{number}", desk.LinkOf(notice with { Language = NoticeLanguage.Russian }).Text);
    }

    [Fact]
    public async Task Another_line_s_receipt_and_money_by_no_order_have_no_link()
    {
        await using var desk = new NoticeDesk();
        desk.Sell(150);
        var sold = Taken(desk);
        Assert.Equal((null, false), desk.LinkOf(sold with { Line = new LineId(99) }));
        Assert.Equal((null, false), desk.LinkOf(sold with { Kind = NoticeKind.BackOnline }));
        Assert.Equal((null, false), desk.LinkOf(sold with { Occasion = "topped_up:17:2" }));
        desk.TopUp(100);
        Assert.Equal((null, false), desk.LinkOf(Taken(desk)));
    }

    [Fact]
    public async Task The_record_has_what_was_sent()
    {
        await using var desk = new NoticeDesk();
        desk.Sell(150);
        var notice = Taken(desk);
        desk.Store.Reword(notice.Id, notice.Text + " and more");
        Assert.EndsWith(" and more", desk.Told()[0].Text, StringComparison.Ordinal);
        desk.Store.Record(notice.Id, new SendOutcome.Accepted(null), now);
        desk.Store.Reword(notice.Id, "too late");
        Assert.EndsWith(" and more", desk.Told()[0].Text, StringComparison.Ordinal);
    }

    private static OutgoingNotice Taken(NoticeDesk desk) => Assert.Single(desk.Store.Take(desk.Told()[0].Made, NoticeChannel.Sms, 10, isConfigured: true), notice => notice.Kind == NoticeKind.ToppedUp);
}
