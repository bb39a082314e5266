using Kopek.Books.Tickets;

namespace Kopek.Books.Tests.Tickets;

public sealed class TicketWordsTests
{
    [Theory]
    [InlineData("  a\r\nb\rc ", "a\nb\nc")]
    [InlineData("a\u0000b\u0007c\u0085", "a b c")]
    [InlineData("pay \u202Eelbuor 1\u202C", "pay  elbuor 1")]
    [InlineData(" \r\n\t ", "")]
    [InlineData("断网了 😕 <b>", "断网了 😕 <b>")]
    public void Line_breaks_are_kept_and_what_cannot_be_read_is_not(string typed, string kept) => Assert.Equal(kept, TicketWords.Clean(typed));

    [Theory]
    [InlineData("li.na@example.com", "li.na@example.com")]
    [InlineData("+86 138 0013 8000", "+8613800138000")]
    [InlineData("8 (900) 000-00-01", "+79000000001")]
    [InlineData("li.na@", null)]
    [InlineData("112", null)]
    [InlineData("<script>alert(1)</script>@example.com", null)]
    [InlineData("my friend", null)]
    public void A_contact_is_an_address_or_a_mobile_number_of_any_country(string typed, string? kept) => Assert.Equal(kept, TicketWords.ReadContact(typed));

    [Theory]
    [InlineData("482-915-307", 482_915_307)]
    [InlineData("482 915 307", 482_915_307)]
    [InlineData("482915307", 482_915_307)]
    [InlineData("082915307", null)]
    [InlineData("48291530", null)]
    [InlineData("4829153071", null)]
    [InlineData("+482915307", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_number_is_read_as_people_write_it(string? typed, int? value) =>
        Assert.Equal(value, TicketNumber.TryRead(typed, out var number) ? number.Value : null);

    [Fact]
    public void A_number_is_written_in_threes_and_no_two_draws_are_the_same()
    {
        Assert.Equal("482-915-307", new TicketNumber(482_915_307).ToString());
        Assert.Distinct(Enumerable.Range(0, 50).Select(_ => TicketNumber.Draw().Value));
    }
}
