using Kopek.Books.Notices;
using Kopek.Core.Notices;
using Kopek.Gateways.Messages.Smpp;

namespace Kopek.Gateways.Tests.Messages.Centre;

/// <summary>The client against an SMS centre that nobody here wrote.</summary>
public sealed class RealCentreTests
{
    public static bool IsThere => NodePeer.IsThere;

    [Fact(Skip = NodePeer.Missing, SkipUnless = nameof(IsThere))]
    public async Task Texts_of_all_alphabets_and_lengths_arrive_as_they_were_written()
    {
        await using var peer = await NodePeer.StartAsync("sms.js");
        await using var centre = await BoundCentre.StartAsync(peer);
        Assert.Equal(0x34, (await peer.ToldAsync("bind")).GetProperty("version").GetInt32());
        foreach (var text in (string[])["You are back online. {€~|}", "上网已恢复，余额510.00卢布。", "Интернет снова работает 📶", new string('x', 161), new string('я', 134)])
        {
            Assert.IsType<SendOutcome.Accepted>(await centre.SendAsync("79000000001", text));
            var parts = new List<string>();
            while (string.Concat(parts).Length < text.Length)
            {
                var got = await peer.ToldAsync("text");
                parts.Add(got.GetProperty("text").GetString()!);
                Assert.Equal(("Kopek", 5, "79000000001"), (got.GetProperty("from").GetString(), got.GetProperty("ton").GetInt32(), got.GetProperty("to").GetString()));
            }

            Assert.Equal(text, string.Concat(parts));
        }
    }

    [Fact(Skip = NodePeer.Missing, SkipUnless = nameof(IsThere))]
    public async Task A_notice_goes_from_the_journal_to_the_handset_and_its_receipt_comes_back()
    {
        await using var peer = await NodePeer.StartAsync("sms.js");
        foreach (var (msisdn, expected) in new[] { ("79000000001", NoticeState.Delivered), ("79000000094", NoticeState.Undelivered), ("79000000095", NoticeState.Delivered), ("79000000092", NoticeState.Refused), ("79000000091", NoticeState.Delivered) })
        {
            await using var desk = new NoticeDesk(msisdn);
            await using var centre = await BoundCentre.StartAsync(peer, desk.Store);
            desk.Send(centre.Centre);
            desk.TopUp(100);
            await desk.UntilAsync(notice => notice.State == expected);
            var notice = Assert.Single(desk.Told());
            Assert.Equal(NoticeKind.ToppedUp, notice.Kind);
            Assert.Equal(msisdn.EndsWith("91", StringComparison.Ordinal) ? 2 : 1, notice.Attempts);
        }
    }

    [Fact(Skip = NodePeer.Missing, SkipUnless = nameof(IsThere))]
    public async Task A_centre_that_goes_before_it_answers_leaves_the_outcome_unknown_and_the_next_notice_goes_over_a_new_connection()
    {
        await using var peer = await NodePeer.StartAsync("sms.js");
        await using var centre = await BoundCentre.StartAsync(peer);
        Assert.Equal("no_answer", Assert.IsType<SendOutcome.Unknown>(await centre.SendAsync("79000000093", "gone")).Reason);
        await centre.ReadyAsync();
        Assert.IsType<SendOutcome.Accepted>(await centre.SendAsync("79000000001", "here"));
    }

    [Fact(Skip = NodePeer.Missing, SkipUnless = nameof(IsThere))]
    public async Task A_wrong_password_is_refused_and_said()
    {
        await using var peer = await NodePeer.StartAsync("sms.js");
        var options = BoundCentre.Options(peer.Port) with { Password = "wrong" };
        var refused = await Assert.ThrowsAsync<SmppException>(() => SmppConnection.BindAsync(options, _ => true, TestContext.Current.CancellationToken));
        Assert.Contains("0x0000000D", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refused.Message, StringComparison.Ordinal);
    }

    [Fact(Skip = NodePeer.Missing, SkipUnless = nameof(IsThere))]
    public async Task Who_stops_unbinds_first()
    {
        await using var peer = await NodePeer.StartAsync("sms.js");
        await (await BoundCentre.StartAsync(peer)).DisposeAsync();
        await peer.ToldAsync("unbind");
    }
}
