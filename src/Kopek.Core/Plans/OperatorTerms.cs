namespace Kopek.Core.Plans;

/// <summary>What holds for every line of one brand.</summary>
/// <param name="CurrencyCode">ISO 4217 letters ("RUB").</param>
/// <param name="CurrencyNumber">ISO 4217 number (643), as Gy's Currency-Code carries it.</param>
/// <param name="HomeNetworks">MCC-MNC of the brand's own or host networks ("001-01").</param>
/// <param name="PromisedPayment">Null where the brand gives none.</param>
/// <param name="GraceDaysAtZero">Days that a line without money is kept before it closes (180).</param>
/// <param name="DefaultTimeZone">IANA zone of lines whose region is not known.</param>
public sealed record OperatorTerms(
    string Code,
    LocalizedText Name,
    string CurrencyCode,
    int CurrencyNumber,
    IReadOnlyList<string> HomeNetworks,
    string Hotline,
    PromisedPaymentTerms? PromisedPayment,
    int GraceDaysAtZero,
    string DefaultTimeZone)
{
    /// <summary>Of the defaults where the operator's file says nothing.</summary>
    public PaymentTerms Payments { get; init; } = PaymentTerms.Default;
    public SupportTerms Support { get; init; } = SupportTerms.Default;
}

/// <summary>Emergency credit: up to <paramref name="MaxAmount"/> for <paramref name="Fee"/>, repaid by the next top-up or after <paramref name="Days"/> days.</summary>
public sealed record PromisedPaymentTerms(Money MaxAmount, Money Fee, int Days);
