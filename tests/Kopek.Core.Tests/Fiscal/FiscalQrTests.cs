using CsCheck;
using Kopek.Core.Fiscal;
using NodaTime;

namespace Kopek.Core.Tests.Fiscal;

public sealed class FiscalQrTests
{
    private const string Example = "t=20260115T1030&s=500.00&fn=9999078900001234&i=12345&fp=0123456789&n=1";

    [Fact]
    public void The_text_is_that_of_a_receipt_in_the_register_s_time()
    {
        var document = FiscalRules.Advance(new FiscalPayment(new Money(50_000), Money.Zero, IsCash: false, new LocalDate(2026, 1, 15)));
        var at = Moment.FromInstant(Instant.FromUtc(2026, 1, 15, 7, 30));
        var qr = FiscalQr.Of(document, new FiscalRegistration("9999078900001234", "1", "12345", "0123456789", 1, 1, at), "Europe/Moscow");
        Assert.Equal(Example, qr.ToString());
    }

    [Fact]
    public void Pairs_are_read_in_any_order_with_seconds_or_without_and_zeros_at_the_front_stay()
    {
        Assert.True(FiscalQr.TryParse(Example, out var qr));
        Assert.Equal("0123456789", qr.Sign);
        Assert.True(FiscalQr.TryParse("n=1&fp=0123456789&i=12345&fn=9999078900001234&s=500.00&t=20260115T103059", out var other));
        Assert.Equal(qr with { Time = new LocalDateTime(2026, 1, 15, 10, 30, 59) }, other);
        Assert.True(FiscalQr.TryParse(Example.Replace("500.00", "500", StringComparison.Ordinal), out var whole));
        Assert.Equal(qr, whole);
    }

    [Theory]
    [InlineData("")]
    [InlineData("t=20260115T1030&s=500.00&fn=9999078900001234&i=12345&fp=0123456789")]
    [InlineData("t=20261315T1030&s=500.00&fn=9999078900001234&i=12345&fp=0123456789&n=1")]
    [InlineData("t=20260115T1030&s=500.0&fn=9999078900001234&i=12345&fp=0123456789&n=1")]
    [InlineData("t=20260115T1030&s=-500.00&fn=9999078900001234&i=12345&fp=0123456789&n=1")]
    [InlineData("t=20260115T1030&s=9999999999999.00&fn=9999078900001234&i=12345&fp=0123456789&n=1")]
    [InlineData("t=20260115T1030&s=500.00&fn=99990789x0001234&i=12345&fp=0123456789&n=1")]
    [InlineData("t=20260115T1030&s=500.00&fn=9999078900001234&i=12345&fp=0123456789&n=5")]
    [InlineData("t=20260115T1030&s=500.00&s=500.00&fn=9999078900001234&i=12345&fp=0123456789&n=1")]
    public void What_is_no_such_text_is_refused(string text) => Assert.False(FiscalQr.TryParse(text, out _));

    [Fact]
    public void Any_text_is_read_or_refused_and_what_is_read_is_written_alike() =>
        Gen.Select(Gen.Int[0, Example.Length - 1], Gen.Char[' ', '~']).Sample((place, letter) =>
        {
            var text = Example.Remove(place, 1).Insert(place, letter.ToString());
            return !FiscalQr.TryParse(text, out var qr) || (FiscalQr.TryParse(qr.ToString(), out var again) && again == qr);
        });
}
