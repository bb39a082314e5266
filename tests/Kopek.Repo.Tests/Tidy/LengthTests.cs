namespace Kopek.Repo.Tests.Tidy;

public sealed class LengthTests
{
    private static readonly string[] Measured = [".cs", ".razor", ".css", ".js", ".sh"];

    [Fact]
    public void No_file_has_more_than_400_lines() =>
        Checkout.HasNo(Checkout.Files.Where(path => Measured.Contains(Path.GetExtension(path))).SelectMany(path => Length.LongFile(path, Checkout.Read(path))));

    [Fact]
    public void No_method_has_more_than_60_lines() => Checkout.HasNo(Checkout.Sources.SelectMany(Length.LongMethods));

    [Fact]
    public void A_file_of_400_lines_passes_and_one_more_is_found()
    {
        Assert.Empty(Length.LongFile("a.cs", new string('\n', 400)));
        Assert.NotEmpty(Length.LongFile("a.cs", new string('\n', 401)));
        Assert.NotEmpty(Length.LongFile("a.cs", new string('\n', 400) + "}"));
    }

    [Theory]
    [InlineData("class A\n{\n    void M()\n    {\n<lines>    }\n}", 3)]
    [InlineData("class A\n{\n    A()\n    {\n<lines>    }\n}", 3)]
    [InlineData("class A\n{\n    int P\n    {\n        get\n        {\n<lines>        }\n    }\n}", 3)]
    [InlineData("class A\n{\n    int M() => Sum(\n<lines>    0);\n}", 2)]
    [InlineData("class A\n{\n    void M()\n    {\n    }\n}\n\nclass B\n{\n    void N()\n    {\n<lines>    }\n}", 3)]
    [InlineData("class A\n{\n    [Data(1)]\n    [Data(2)]\n    public void M()\n    {\n<lines>    }\n}", 3)]
    [InlineData("<lines>f();", 1)]
    public void A_method_of_60_lines_passes_and_one_more_is_found(string shape, int around)
    {
        SourceFile Of(int lines) => new("src/Kopek.Core/A.cs", shape.Replace("<lines>", Repeat(lines - around, shape.StartsWith('<') ? "f();\n" : "\n")));
        Assert.Empty(Length.LongMethods(Of(60)));
        Assert.Single(Length.LongMethods(Of(61)));
    }

    private static string Repeat(int count, string line) => string.Concat(Enumerable.Repeat(line, count));
}
