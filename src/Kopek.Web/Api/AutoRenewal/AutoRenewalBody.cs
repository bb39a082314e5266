using Kopek.Core;
using Kopek.Core.Mandates;

namespace Kopek.Web.Api.AutoRenewal;

/// <summary>What a holder wishes, as it was sent.</summary>
internal sealed record AutoRenewalBody
{
    /// <summary>Nothing is charged; the holder is told what lacks.</summary>
    public const string NoMethod = "none";

    /// <summary>What is bound already stays bound.</summary>
    public const string KeepMethod = "keep";

    public BelowBalanceRule? BelowBalance { get; init; }
    public OnDayRule? OnDay { get; init; }
    public BeforeRenewalRule? BeforeRenewal { get; init; }
    public Money MonthlyCap { get; init; }

    /// <summary><see cref="NoMethod"/> or <see cref="KeepMethod"/>; null where the method comes from an order.</summary>
    public string? Method { get; init; }

    /// <summary>32 hexadecimal digits of the top-up order whose payment bound a method.</summary>
    public string? MethodFromOrder { get; init; }

    /// <summary>Of all amounts in it; null where there are none.</summary>
    public string? Currency { get; init; }
}
