namespace Kopek.Repo.Tests.Tidy;

public sealed class UnfinishedTests
{
    [Fact]
    public void Nothing_is_marked_as_unfinished() => Checkout.HasNo(Checkout.Sources.SelectMany(Unfinished.Marked));

    [Fact]
    public void No_test_is_always_skipped() => Checkout.HasNo(Checkout.Sources.SelectMany(Unfinished.PutAside));

    [Theory]
    [InlineData("// TO|DO later")]
    [InlineData("/* fix|me */")]
    [InlineData("/// <summary>TO|DO</summary>\nclass A;")]
    [InlineData("class A { void M() => throw new NotImplemented|Exception(); }")]
    [InlineData("class A { void M() => throw new System.NotImplemented|Exception(\"soon\"); }")]
    public void An_unfinished_mark_is_found(string text) => Assert.NotEmpty(Unfinished.Marked(Source(text)));

    [Theory]
    [InlineData("// done")]
    [InlineData("class A { string Text = \"TO|DO\"; }")]
    public void A_word_in_a_string_is_no_mark(string text) => Assert.Empty(Unfinished.Marked(Source(text)));

    [Fact]
    public void A_test_that_is_always_skipped_is_found()
    {
        Assert.NotEmpty(Unfinished.PutAside(Source("class A { [Fact(Skip = \"flaky\")] void M() { } }")));
        Assert.Empty(Unfinished.PutAside(Source("class A { [Fact(Skip = \"no tshark\", SkipUnless = \"Here\")] void M() { } }")));
    }

    private static SourceFile Source(string text) => new("src/Kopek.Core/A.cs", text.Replace("|", "", StringComparison.Ordinal));
}
