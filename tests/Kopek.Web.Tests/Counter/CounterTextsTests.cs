using System.Text.RegularExpressions;
using Kopek.Books.People;
using Kopek.Books.Statements;
using Kopek.Books.Tickets;
using Kopek.Core.Accounts;
using Kopek.Core.Documents;
using Kopek.Core.Notices;
using Kopek.Core.TopUps;
using Kopek.Web.Counter.Contracts;
using Kopek.Web.Counter.Texts;

namespace Kopek.Web.Tests.Counter;

public sealed partial class CounterTextsTests
{
    private static IReadOnlyDictionary<string, string> English => CounterTexts.Of(NoticeLanguage.English).All;

    [Theory]
    [InlineData(NoticeLanguage.Chinese)]
    [InlineData(NoticeLanguage.Russian)]
    public void No_text_is_missing_and_all_have_the_same_places_to_fill(NoticeLanguage language)
    {
        var own = CounterTexts.Of(language).All;
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
        var asked = Sources().SelectMany(text => Keys().Matches(text).Select(match => match.Groups[1].Value)).Distinct().ToList();
        Assert.True(asked.Count > 100);
        Assert.All(asked, key => Assert.Contains(key, English.Keys));
    }

    [Fact]
    public void Every_state_reason_and_cure_of_a_line_has_its_words()
    {
        var rules = File.ReadAllText(Path.Combine(LiveApi.Root(), "src/Kopek.Core/Lines/ServiceState.cs"));
        var states = States().Matches(rules);
        Assert.True(states.Count > 12);
        foreach (Match state in states)
        {
            Assert.Contains($"state.{state.Groups["state"].Value}", English.Keys);
            Assert.Contains($"reason.{state.Groups["reason"].Value}", English.Keys);
            if (state.Groups["cure"].Success)
            {
                Assert.Contains($"cure.{state.Groups["cure"].Value}", English.Keys);
            }
        }

        Assert.All(Smaller().Matches(rules), match => Assert.Contains($"reason.{match.Groups[1].Value}", English.Keys));
        Assert.Contains("cure.top_up", English.Keys);
    }

    [Fact]
    public void Every_word_of_a_closed_set_that_is_shown_has_its_text()
    {
        Has<AuditAct>("act");
        Has<TopUpStatus>("order.status");
        Has<MrzFaultCode>("mrz");
        Has<MrzField>("mrz.field");
        Has<ContractAct>("contract.act");
        Has<ContractAct>("contract.done");
        Has<TicketState>("ticket.state");
        Has<TicketEntryKind>("ticket.did");
        foreach (var refusal in new[] { TicketRefusal.IsClosed, TicketRefusal.NotClosed, TicketRefusal.Full })
        {
            Assert.Contains($"ticket.refused.{SnakeCase.Of(refusal)}", English.Keys);
        }

        foreach (var code in new[] { AccountRefusal.Unknown, AccountRefusal.WrongState, AccountRefusal.Conflict, AccountRefusal.OutOfFunds, AccountRefusal.AmountBelowMinimum, AccountRefusal.AmountAboveMaximum })
        {
            Assert.Contains($"till.refused.{SnakeCase.Of(code)}", English.Keys);
        }

        foreach (var name in new[] { "Msisdn.cs", "Iccid.cs" })
        {
            var faults = Faults().Matches(File.ReadAllText(Path.Combine(LiveApi.Root(), "src/Kopek.Books/Numbers", name)));
            Assert.NotEmpty(faults);
            Assert.All(faults, match => Assert.Contains($"find.{match.Groups[1].Value}", English.Keys));
        }
    }

    private static void Has<TWord>(string prefix)
        where TWord : struct, Enum => Assert.All(Enum.GetValues<TWord>(), word => Assert.Contains($"{prefix}.{SnakeCase.Of(word)}", English.Keys));

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Path.Combine(LiveApi.Root(), "src/Kopek.Web/Counter"), "*", SearchOption.AllDirectories)
        .Where(path => path.EndsWith(".razor", StringComparison.Ordinal) || path.EndsWith(".cs", StringComparison.Ordinal)).Select(File.ReadAllText);

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Places();

    // Whole keys in quotes; those that end in a word of a closed set are looked at by the set.
    [GeneratedRegex("\"((?:nav|sign_in|find|line|payment|order|receipt|till|tills|contract|mrz|audit|ticket)\\.[a-z_.]*[a-z])\"")]
    private static partial Regex Keys();

    [GeneratedRegex("(?:Final|Curable|new)\\(\"(?<state>[a-z_]+)\", \"(?<reason>[a-z_]+)\"(?:, \"(?<cure>[a-z_]+)\")?")]
    private static partial Regex States();

    [GeneratedRegex("Smaller\\(\"([a-z_]+)\"")]
    private static partial Regex Smaller();

    [GeneratedRegex("\"((?:msisdn|iccid)_[a-z_]+)\"")]
    private static partial Regex Faults();
}
