using CsCheck;
using Kopek.Books.Menus;

namespace Kopek.Books.Tests.Menus;

public sealed class MenuPagesTests
{
    private static readonly string ofGsm = string.Concat(Enumerable.Repeat("ten chars ", 18)) + "ab";

    [Fact]
    public void What_fits_is_one_page_and_one_septet_more_are_two()
    {
        Assert.Equal(MenuPages.MostSeptets, ofGsm.Length);
        Assert.Equal([ofGsm], MenuPages.Of(ofGsm, "98 More"));
        var two = MenuPages.Of($"{ofGsm}c", "98 More");
        Assert.Equal(2, two.Count);
        Assert.EndsWith("\n98 More", two[0], StringComparison.Ordinal);
        Assert.Equal(2, MenuPages.Of($"{ofGsm[..^1]}€", "98 More").Count);
    }

    [Fact]
    public void A_text_of_other_letters_has_seventy_characters()
    {
        var text = new string('я', MenuPages.MostUnits);
        Assert.Equal([text], MenuPages.Of(text, "98 Ещё"));
        Assert.Equal(2, MenuPages.Of($"{text}я", "98 Ещё").Count);
    }

    [Fact]
    public void Lines_stay_whole_where_they_can() =>
        Assert.Equal("1 Баланс\n2 Остаток трафика\n3 Списание\n98 Ещё", MenuPages.Of("1 Баланс\n2 Остаток трафика\n3 Списание\n4 Нет интернета и давно уже не было", "98 Ещё")[0]);

    [Fact]
    public void No_page_is_longer_than_a_message_and_no_word_is_lost() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 12].Array[0, 90]).Sample((isGsm, lengths) =>
        {
            var words = lengths.Select((length, index) => new string(isGsm ? 'x' : '流', length + 1) + index % 10).ToList();
            var more = isGsm ? "98 More" : "98 更多";
            var pages = MenuPages.Of(string.Join(' ', words), more);
            Assert.All(pages, page => Assert.True(page.Length <= (isGsm ? MenuPages.MostSeptets : MenuPages.MostUnits)));
            if (pages.Count < MenuPages.MostPages)
            {
                Assert.Equal(words, pages.SelectMany(page => page.Replace($"\n{more}", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            }
        });

    [Fact]
    public void A_character_of_two_units_is_never_torn() =>
        Assert.All(MenuPages.Of(string.Concat(Enumerable.Repeat("😀", 120)), "98 更多"), page => Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(page))));

    [Fact]
    public void The_alphabet_of_handsets_reads_what_it_writes()
    {
        const string text = "Balance? [1] €5 {ok} ~ @";
        var octets = text.SelectMany(character => GsmAlphabet.Septets(character)!).ToArray();
        Assert.Equal(text, GsmAlphabet.Text(octets));
        Assert.Equal(octets.Length, GsmAlphabet.Length(text));
        Assert.Equal(" ", GsmAlphabet.Text([0x1B]));
        Assert.Equal(" ", GsmAlphabet.Text([0xFF]));
    }
}
