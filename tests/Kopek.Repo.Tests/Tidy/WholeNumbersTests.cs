namespace Kopek.Repo.Tests.Tidy;

public sealed class WholeNumbersTests
{
    [Fact]
    public void Core_has_no_number_with_a_fraction() =>
        Checkout.HasNo(Checkout.Sources.Where(file => file.IsUnder("src/Kopek.Core")).SelectMany(WholeNumbers.Fractions));

    [Theory]
    [InlineData("float price;")]
    [InlineData("double Price() => 1;")]
    [InlineData("record Plan(decimal Fee);")]
    [InlineData("var fee = 0.1;")]
    [InlineData("var fee = 1m;")]
    [InlineData("var fee = System.Decimal.Parse(text);")]
    public void A_fraction_is_found(string text) => Assert.NotEmpty(WholeNumbers.Fractions(new("src/Kopek.Core/A.cs", text)));

    [Theory]
    [InlineData("long kopeks = 1_00;")]
    [InlineData("var text = \"0.1\"; // a double click")]
    public void A_whole_number_passes(string text) => Assert.Empty(WholeNumbers.Fractions(new("src/Kopek.Core/A.cs", text)));
}
