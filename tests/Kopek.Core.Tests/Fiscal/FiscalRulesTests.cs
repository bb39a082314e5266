using CsCheck;
using Kopek.Core.Fiscal;
using NodaTime;

namespace Kopek.Core.Tests.Fiscal;

public sealed class FiscalRulesTests
{
    private static readonly LocalDate In2025 = new(2025, 12, 31);
    private static readonly LocalDate In2026 = new(2026, 1, 1);

    [Fact]
    public void Money_for_services_to_come_is_an_advance_with_the_extracted_rate()
    {
        var document = FiscalRules.Advance(Payment(50_000));
        var item = Assert.Single(document.Items);
        Assert.Equal((SettlementType.Income, FiscalForm.Receipt), (document.Type, document.Form));
        Assert.Equal((SettlementMethod.Advance, SettlementSubject.Payment, VatCode.Extracted22), (item.Method, item.Subject, item.Code));
        Assert.Equal((new Money(50_000), Money.Zero, new Money(50_000)), (document.Total, document.Cash, document.NonCash));
        Assert.Equal([(VatCode.Extracted22, new Money(9_016))], document.Taxes);
    }

    [Fact]
    public void A_commission_is_a_service_that_is_rendered_at_once()
    {
        var document = FiscalRules.Advance(new FiscalPayment(new Money(51_000), new Money(1_000), IsCash: true, In2026));
        Assert.Equal([new Money(50_000), new Money(1_000)], document.Items.Select(item => item.Sum));
        Assert.Equal((SettlementMethod.FullSettlement, SettlementSubject.Service, VatCode.Vat22), (document.Items[1].Method, document.Items[1].Subject, document.Items[1].Code));
        Assert.Equal((new Money(51_000), Money.Zero), (document.Cash, document.NonCash));
    }

    [Fact]
    public void An_advance_goes_back_at_the_rate_that_it_came_with()
    {
        var document = FiscalRules.Return(Payment(12_000), In2025);
        Assert.Equal(SettlementType.IncomeReturn, document.Type);
        Assert.Equal((VatCode.Extracted20, new Money(2_000)), Assert.Single(document.Taxes));
    }

    [Fact]
    public void A_correction_names_the_day_and_the_sign_of_what_it_corrects()
    {
        var document = FiscalRules.Correction(Payment(12_000), In2025, "1234567890");
        Assert.Equal((FiscalForm.Correction, SettlementType.IncomeReturn), (document.Form, document.Type));
        Assert.Equal(new FiscalCorrection(In2025, "1234567890"), document.Correction);
    }

    [Fact]
    public void A_month_of_service_is_settled_out_of_advances_and_no_money_moves()
    {
        var document = FiscalRules.Offset(new Money(12_200), new YearMonth(2026, 1));
        Assert.Equal((new Money(12_200), Money.Zero, Money.Zero), (document.Prepaid, document.Cash, document.NonCash));
        Assert.Equal((VatCode.Vat22, new Money(2_200)), Assert.Single(document.Taxes));
        Assert.Equal("Услуги связи, 01.2026", document.Items[0].Name);
        Assert.Equal(VatCode.Vat20, FiscalRules.Offset(new Money(1), new YearMonth(2025, 12)).Items[0].Code);
    }

    [Fact]
    public void What_was_paid_is_the_sum_of_the_items_and_of_the_ways_of_paying_and_the_taxes_are_those_of_the_items() =>
        Gen.Select(Gen.Long[1, 1_000_000_000_000], Gen.Long[0, 1_000_000_000_000], Gen.Bool, Gen.Int[0, 3]).Sample((sum, fee, cash, form) =>
        {
            var payment = new FiscalPayment(new Money(sum), new Money(fee % (sum + 1)), cash, In2026);
            var document = form switch
            {
                0 => FiscalRules.Advance(payment),
                1 => FiscalRules.Return(payment, In2025),
                2 => FiscalRules.Correction(payment, In2025, null),
                _ => FiscalRules.Offset(payment.Sum, new YearMonth(2026, 1)),
            };
            return document.Total == payment.Sum && document.Total == document.Cash + document.NonCash + document.Prepaid
                && document.Items.All(item => item.Sum > Money.Zero)
                && document.Taxes.Sum(tax => tax.Tax.Kopeks) == document.Items.Sum(item => Vat.Within(item.Sum, item.Code).Kopeks);
        });

    [Fact]
    public void Nothing_or_a_fee_above_the_payment_is_a_bug()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FiscalRules.Advance(Payment(0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => FiscalRules.Advance(new FiscalPayment(new Money(1), new Money(2), false, In2026)));
        Assert.Throws<ArgumentOutOfRangeException>(() => FiscalRules.Offset(Money.Zero, new YearMonth(2026, 1)));
    }

    private static FiscalPayment Payment(long kopeks) => new(new Money(kopeks), Money.Zero, IsCash: false, In2026);
}
