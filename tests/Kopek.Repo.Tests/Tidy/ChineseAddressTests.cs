namespace Kopek.Repo.Tests.Tidy;

public sealed class ChineseAddressTests
{
    private static IEnumerable<string> Shown => Checkout.Files.Where(ChineseAddress.IsShown);

    [Fact]
    public void Chinese_readers_are_spoken_to_in_the_polite_form() => Checkout.HasNo(Shown.SelectMany(path => ChineseAddress.Breaches(path, Checkout.Read(path))));

    [Fact]
    public void It_looks_at_every_Chinese_text()
    {
        var chinese = Checkout.Files.Where(path => path.Contains(".zh-CN.", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(chinese);
        Assert.All(chinese, path => Assert.Contains(path, Shown));
    }

    [Theory]
    [InlineData("{\"a\": \"\u4F60的线路\"}")]
    [InlineData("{\n\"a\": \"请\u4F60看一下\"\n}")]
    [InlineData("{\"a\": \"\\u4f60\"}")]
    public void The_familiar_form_is_found(string text) => Assert.NotEmpty(ChineseAddress.Breaches("src/a.zh-CN.json", text));

    [Fact]
    public void The_polite_form_is_none() => Assert.Empty(ChineseAddress.Breaches("src/a.zh-CN.json", "{\"a\": \"您的线路\"}"));
}
