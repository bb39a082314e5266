using System.Globalization;
using Kopek.Core.Lines;
using Kopek.Web.Api.Bodies;

namespace Kopek.Web.Api.TopUpOrders;

/// <summary>What a top-up is ordered with. How it is paid is named by exactly one of provider, voucher and fromMsisdn.</summary>
/// <param name="Payer">The caller's own opaque id of who pays; a number that is new to him must be typed twice (confirmMsisdn).</param>
internal sealed record TopUpOrderBody(string? Msisdn, string? ConfirmMsisdn, BodyAmount? Amount, string? Provider, string? Token, bool? SaveMethod, string? Voucher,
    string? FromMsisdn, string? Pack, bool? RenewPlan, string? Payer)
{
    /// <summary>Texts are short: the longest is a provider's token.</summary>
    public const int LongestText = 512;

    public bool IsTooLong => new[] { Msisdn, ConfirmMsisdn, Provider, Token, Voucher, FromMsisdn, Pack, Payer }.Any(text => text?.Length > LongestText);

    /// <summary>In a form that equal wishes share. The token is not in it: a retry may bring a fresh one for the same payment.</summary>
    public string Content(LineId line, LineId from, string voucherKey) => string.Create(CultureInfo.InvariantCulture,
        $"1\ntop-up-order\n{line.Value}\n{Amount?.Amount.Kopeks} {Amount?.Currency}\n{Provider?.Length}:{Provider}\n{voucherKey}\n{from.Value}\n{Pack?.Length}:{Pack}\n{RenewPlan == true}\n{SaveMethod == true}\n{Payer?.Length}:{Payer}");
}

/// <param name="IntendedMsisdn">Where the money was meant to go.</param>
internal sealed record ReversalBody(string? IntendedMsisdn);

/// <param name="Amount">Left out: all that is unspent.</param>
/// <param name="Reason">leaving, dispute or operator.</param>
internal sealed record RefundBody(BodyAmount? Amount, string? Reason);
