using System.Text.RegularExpressions;
using Kopek.Books.Statements;
using Kopek.Books.Tickets;
using Kopek.Core.Notices;
using Kopek.Core.TopUps;
using Kopek.Web.Care.Texts;

namespace Kopek.Web.Tests.Care;

public sealed partial class CareTextsTests
{
    private static IReadOnlyDictionary<string, string> English => CareTexts.Of(NoticeLanguage.English).All;

    [Theory]
    [InlineData(NoticeLanguage.Chinese)]
    [InlineData(NoticeLanguage.Russian)]
    public void No_text_is_missing_and_all_have_the_same_places_to_fill(NoticeLanguage language)
    {
        var own = CareTexts.Of(language).All;
        Assert.Equal(English.Keys.Order(), own.Keys.Order());
        Assert.All(own, text =>
        {
            Assert.NotEmpty(text.Value);
            Assert.Equal(Places().Matches(English[text.Key]).Select(match => match.Value).Order(), Places().Matches(text.Value).Select(match => match.Value).Order());
        });
    }

    [Fact]
    public void Every_text_that_a_page_asks_for_is_there()
    {
        var sets = English.Keys.Select(key => key.Split('.')[0]).ToHashSet();
        var asked = Directory.EnumerateFiles(Path.Combine(LiveApi.Root(), "src/Kopek.Web/Care"), "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".razor", StringComparison.Ordinal) || path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(path => Keys().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value)).Where(key => sets.Contains(key.Split('.')[0])).Distinct().ToList();
        Assert.True(asked.Count > 40);
        Assert.All(asked, key => Assert.Contains(key, English.Keys));
    }

    [Fact]
    public void Every_status_of_an_order_has_its_words() =>
        Assert.All(Enum.GetValues<TopUpStatus>(), status => Assert.Contains($"order.status.{SnakeCase.Of(status)}", English.Keys));

    [Fact]
    public void Everything_that_may_become_of_a_ticket_has_its_words()
    {
        Assert.All(Enum.GetValues<TicketState>(), state => Assert.Contains($"support.state.{SnakeCase.Of(state)}", English.Keys));
        Assert.All(Enum.GetValues<TicketEntryKind>(), kind => Assert.Contains($"support.did.{SnakeCase.Of(kind)}", English.Keys));
        Assert.All((TicketRefusal[])[TicketRefusal.IsClosed, TicketRefusal.WaitForAnswer, TicketRefusal.Full], why => Assert.Contains($"support.refused.{SnakeCase.Of(why)}", English.Keys));
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Places();

    [GeneratedRegex("\"([a-z]+\\.[a-z_.]*[a-z])\"")]
    private static partial Regex Keys();
}
