using CsCheck;
using Kopek.Core.Fiscal;
using NodaTime;

namespace Kopek.Core.Tests.Fiscal;

public sealed class VatTests
{
    private static readonly VatCode[] Codes = [VatCode.Vat20, VatCode.Extracted20, VatCode.Vat22, VatCode.Extracted22];

    [Theory]
    [InlineData(2025, 12, 31, VatCode.Vat20, VatCode.Extracted20)]
    [InlineData(2026, 1, 1, VatCode.Vat22, VatCode.Extracted22)]
    public void The_rate_is_that_of_the_day(int year, int month, int day, VatCode service, VatCode advance)
    {
        var date = new LocalDate(year, month, day);
        Assert.Equal((service, advance), (Vat.OfService(date), Vat.OfAdvance(date)));
    }

    [Theory]
    [InlineData(12_200, VatCode.Extracted22, 2_200)]
    [InlineData(12_000, VatCode.Extracted20, 2_000)]
    [InlineData(50_000, VatCode.Extracted22, 9_016)] // 9016.39
    [InlineData(50_000, VatCode.Extracted20, 8_333)] // 8333.33
    [InlineData(3, VatCode.Extracted20, 1)] // 0.5 is rounded up
    [InlineData(2, VatCode.Extracted22, 0)] // 0.36
    [InlineData(3, VatCode.Extracted22, 1)] // 0.54
    [InlineData(50_000, VatCode.None, 0)]
    [InlineData(0, VatCode.Vat22, 0)]
    public void A_sum_holds_so_much_tax(long gross, VatCode code, long tax) => Assert.Equal(new Money(tax), Vat.Within(new Money(gross), code));

    [Fact]
    public void The_tax_is_the_nearest_whole_kopek_also_of_huge_sums() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int[0, 3].Select(place => Codes[place])).Sample((gross, code) =>
        {
            var tax = Vat.Within(new Money(gross), code).Kopeks;
            Int128 percent = Vat.Percent(code);
            var off = (Int128)tax * (100 + percent) - gross * percent;
            return tax >= 0 && tax <= gross && off * 2 > -(100 + percent) && off * 2 <= 100 + percent;
        });

    [Fact]
    public void A_tax_of_less_than_nothing_is_a_bug() => Assert.Throws<ArgumentOutOfRangeException>(() => Vat.Within(new Money(-1), VatCode.Vat22));

    [Fact]
    public void Every_code_has_a_rate() => Assert.All(Enum.GetValues<VatCode>(), code => Assert.InRange(Vat.Percent(code), 0, 22));
}
