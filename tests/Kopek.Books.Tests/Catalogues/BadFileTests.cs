using System.Text;
using CsCheck;
using Kopek.Books.Catalogues;

namespace Kopek.Books.Tests.Catalogues;

public sealed class BadFileTests
{
    [Fact]
    public void A_missing_folder_is_one_error() =>
        Assert.Equal("there is no such folder", Assert.Single(Assert.IsType<CatalogueLoadResult.Refused>(CatalogueLoader.Load("no/such/folder")).Errors).Reason);

    [Theory]
    [InlineData("plans.csv")]
    [InlineData("packs.csv")]
    [InlineData("operators.csv")]
    [InlineData("roaming_zones.csv")]
    [InlineData("coverage_ru.csv")]
    [InlineData("mcc.csv")]
    public void Each_file_must_be_there_and_hold_something(string file)
    {
        using var copy = new CatalogueCopy();
        var lines = copy.Lines(file);
        File.Delete(copy.PathOf(file));
        Assert.StartsWith("the file cannot be read", TheOnlyError(copy, file).Reason, StringComparison.Ordinal);
        copy.Write(file, []);
        Assert.Equal("the file is empty", TheOnlyError(copy, file).Reason);
        copy.Write(file, lines[..1]);
        Assert.Equal("the file has a header and no sound row", TheOnlyError(copy, file).Reason);
    }

    [Fact]
    public void Text_in_another_encoding_is_told_by_line()
    {
        using var copy = new CatalogueCopy();
        var bytes = File.ReadAllBytes(copy.PathOf("plans.csv"));
        bytes[bytes.AsSpan().LastIndexOf("MLK"u8)] = 0xC0;
        File.WriteAllBytes(copy.PathOf("plans.csv"), bytes);
        var error = TheOnlyError(copy, "plans.csv");
        Assert.Equal((13, "the line is not valid UTF-8"), (error.Line, error.Reason));
        File.WriteAllText(copy.PathOf("plans.csv"), "a,b\n", Encoding.Unicode);
        Assert.Equal("the line is not valid UTF-8", TheOnlyError(copy, "plans.csv").Reason);
    }

    [Fact]
    public void A_byte_order_mark_blank_lines_and_carriage_returns_do_no_harm()
    {
        using var copy = new CatalogueCopy();
        File.WriteAllText(copy.PathOf("plans.csv"), string.Join("\r\n", copy.Lines("plans.csv")) + "\r\n\r\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.IsType<CatalogueLoadResult.Loaded>(copy.Load());
    }

    [Fact]
    public void Unknown_missing_and_doubled_columns_are_told_by_name()
    {
        using var copy = new CatalogueCopy();
        var lines = copy.Lines("plans.csv");
        lines[0] = lines[0].Replace("fee_rub,fee_period", "fee_eur,fee_period", StringComparison.Ordinal).Replace("name_en", "name_zh", StringComparison.Ordinal);
        copy.Write("plans.csv", lines);
        Assert.Equal(
            [("name_zh", "the column is there twice"), ("fee_eur", "the column is not known"), ("name_en", "the column is missing"), ("fee_rub", "the column is missing")],
            copy.Errors().Select(error => (error.Column, error.Reason)));
        Assert.All(copy.Errors(), error => Assert.Equal(("plans.csv", 1), (error.File, error.Line)));
    }

    [Fact]
    public void Semicolons_instead_of_commas_are_recognised()
    {
        using var copy = new CatalogueCopy();
        copy.Write("plans.csv", copy.Lines("plans.csv").Select(line => line.Replace(',', ';')));
        Assert.Equal("the columns are separated by semicolons", TheOnlyError(copy, "plans.csv").Reason);
    }

    [Fact]
    public void A_row_with_a_field_too_few_and_a_quote_too_few_cost_one_error_each()
    {
        using var copy = new CatalogueCopy();
        var lines = copy.Lines("plans.csv");
        lines[2] = lines[2][..lines[2].LastIndexOf(',')];
        lines[4] = lines[4].Replace("Daily", "\"Daily", StringComparison.Ordinal).Replace(",日", ",\"日", StringComparison.Ordinal);
        copy.Write("plans.csv", lines);
        Assert.Equal(
            [(3, "the row has 34 fields and the header has 35"), (5, "the quotes of this line do not match")],
            copy.Errors().Select(error => (error.Line, error.Reason)));
    }

    [Fact]
    public void Too_long_too_many_and_too_big_are_refused()
    {
        using var copy = new CatalogueCopy();
        copy.Set("plans.csv", "BRZ-M25", "name_en", new string('x', CatalogueLimits.FieldCharacters + 1));
        Assert.Equal("the text has 201 characters, the limit is 200", TheOnlyError(copy, "plans.csv").Reason);
        copy.Set("plans.csv", "BRZ-M25", "name_en", new string('x', CatalogueLimits.FieldCharacters));
        Assert.IsType<CatalogueLoadResult.Loaded>(copy.Load());
        var mcc = copy.Lines("mcc.csv");
        copy.Write("mcc.csv", mcc[..1].Concat(Enumerable.Repeat(mcc[1], CatalogueLimits.Rows + 1)));
        Assert.Equal($"the file has more than {CatalogueLimits.Rows} rows", TheOnlyError(copy, "mcc.csv").Reason);
        copy.Write("mcc.csv", [new string('x', CatalogueLimits.FileBytes)]);
        Assert.Contains($"the limit is {CatalogueLimits.FileBytes}", TheOnlyError(copy, "mcc.csv").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Past_the_hundredth_error_the_rest_is_counted()
    {
        using var copy = new CatalogueCopy();
        copy.Write("roaming_zones.csv", copy.Lines("roaming_zones.csv").Select(line => line.Replace(",yes,", ",maybe,", StringComparison.Ordinal)));
        var refused = Assert.IsType<CatalogueLoadResult.Refused>(copy.Load());
        Assert.Equal(CatalogueLimits.ListedErrors, refused.Errors.Count);
        Assert.True(refused.Unlisted >= 139);
    }

    [Fact]
    public void A_misspelled_file_or_folder_is_told_instead_of_ignored()
    {
        using var copy = new CatalogueCopy();
        File.Copy(copy.PathOf("plans.csv"), copy.PathOf("plan.csv"));
        Directory.CreateDirectory(copy.PathOf("2027-1-1"));
        Directory.CreateDirectory(copy.PathOf("2027-02-30"));
        Directory.CreateDirectory(copy.PathOf(".git"));
        Assert.Equal(["2027-02-30", "2027-1-1", "plan.csv"], copy.Errors().Select(error => error.File));
    }

    [Fact]
    public void An_operator_in_the_coverage_columns_must_exist_and_have_all_three()
    {
        using var copy = new CatalogueCopy();
        var lines = copy.Lines("coverage_ru.csv");
        lines[0] = lines[0].Replace("mlk_", "abc_", StringComparison.Ordinal);
        copy.Write("coverage_ru.csv", lines);
        Assert.Equal(["abc_2g", "abc_3g", "abc_4g"], copy.Errors().Select(error => error.Column).Order());
        lines[0] = lines[0].Replace("abc_", "mlk_", StringComparison.Ordinal).Replace("mlk_3g", "abc_3g", StringComparison.Ordinal);
        copy.Write("coverage_ru.csv", lines);
        Assert.Contains(copy.Errors(), error => error is { Column: "mlk_3g", Reason: "the column is missing" });
    }

    [Fact]
    public void Random_bytes_over_a_file_never_throw() =>
        Gen.Select(Gen.Int[0, 4000], Gen.Byte.Array[1, 40]).Sample(
            (offset, noise) =>
            {
                using var copy = new CatalogueCopy();
                var bytes = File.ReadAllBytes(copy.PathOf("plans.csv"));
                noise.CopyTo(bytes, Math.Min(offset, bytes.Length - noise.Length));
                File.WriteAllBytes(copy.PathOf("plans.csv"), bytes);
                if (copy.Load() is CatalogueLoadResult.Refused refused)
                {
                    Assert.NotEmpty(refused.Errors);
                    Assert.All(refused.Errors, error => Assert.True(error.Reason.Length > 0 && error.Remedy.Length > 0));
                }
            },
            iter: 100);

    private static CatalogueError TheOnlyError(CatalogueCopy copy, string file)
    {
        var error = Assert.Single(copy.Errors());
        Assert.Equal(file, error.File);
        Assert.NotEmpty(error.Remedy);
        return error;
    }
}
