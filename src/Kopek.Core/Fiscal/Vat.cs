using System.Diagnostics;
using NodaTime;

namespace Kopek.Core.Fiscal;

/// <summary>
/// Tag 1199 of the fiscal format. 1 to 6: order ED-7-20/662@, table of VAT rates; 11 and 12: order ED-7-20/1050@. Extracted: the rate of an advance, which
/// holds its tax inside (20/120, 22/122). Only the codes that a prepaid operator on the general regime writes.
/// </summary>
public enum VatCode : byte
{
    Vat20 = 1,
    Extracted20 = 3,
    None = 6,
    Vat22 = 11,
    Extracted22 = 12,
}

/// <summary>Rates by day, and the one place where a tax is rounded. Consumer prices include the tax.</summary>
public static class Vat
{
    private const int Hundred = 100;

    /// <summary>22% from this day on, 20% before (425-FZ; the market's facts are in docs/receipts.md).</summary>
    private static readonly LocalDate TwentyTwoFrom = new(2026, 1, 1);

    /// <summary>For a service that was rendered on a day.</summary>
    public static VatCode OfService(LocalDate day) => day < TwentyTwoFrom ? VatCode.Vat20 : VatCode.Vat22;

    /// <summary>For an advance that came in on a day.</summary>
    public static VatCode OfAdvance(LocalDate day) => day < TwentyTwoFrom ? VatCode.Extracted20 : VatCode.Extracted22;

    public static int Percent(VatCode code) => code switch
    {
        VatCode.Vat20 or VatCode.Extracted20 => 20,
        VatCode.Vat22 or VatCode.Extracted22 => 22,
        VatCode.None => 0,
        _ => throw new UnreachableException($"{code} has no rate."),
    };

    /// <summary>The tax that a sum holds, in whole kopeks: sum x rate / (100 + rate), a half and more rounded up, once.</summary>
    public static Money Within(Money gross, VatCode code)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gross.Kopeks);
        var percent = Percent(code);
        var divisor = Hundred + percent;
        return new Money(checked((long)(((Int128)gross.Kopeks * percent * 2 + divisor) / (2 * divisor))));
    }
}
