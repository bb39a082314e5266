using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.TopUps;

/// <param name="Order">The id of this wish, made once: the form sent twice is one payment.</param>
/// <param name="DebtRepaid">Null where there is none.</param>
/// <param name="MustKnow">A payment of this sum does not bring data back: the payer has to say that he knows.</param>
/// <param name="Region">Where the payer says that the SIM is; null where he does not.</param>
/// <param name="Providers">Stable codes; the first is chosen.</param>
public sealed record ReviewView(Recipient Recipient, string Operator, string Hotline, string Amount, string Pay, string? DebtRepaid, string Receive, bool MustKnow,
    RegionWords? Region, IReadOnlyList<string> Providers, string Order, string? Wrong);

/// <summary>You pay, debt repaid, you receive; the number a second time; and what a payment will not do.</summary>
internal static class ReviewEndpoint
{
    public const string Path = CareSite.Root + "/review";

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        to.MapPost(Path, CareEndpoint.Open(parts, Review)).ExcludeFromDescription();
        to.MapGet(Path, CareEndpoint.Open(parts, call => call.Redirect(CareSite.Root))).ExcludeFromDescription();
    }

    private static async Task Review(CareCall call)
    {
        var isRead = TypedAmount.TryRead(call.Form.Text("amount"), out var amount) && !amount.IsZero;
        var (wrong, line) = await PaidLine.Read(call, amount);
        await (line is null ? StartEndpoint.Show(call, wrong)
            : !isRead ? LineEndpoint.Show(call, line, call.T("line.amount_unreadable"))
            : Refusal(call, line) is { } refusal ? LineEndpoint.Show(call, line, refusal)
            : Show(call, line, PostedForm.NewOrder(), null));
    }

    public static Task Show(CareCall call, PaidLine line, string order, string? wrong)
    {
        var words = call.Words(line.Terms);
        var quote = line.Quote;
        var repaid = quote.Line.Outcome.DebtRepaid;
        var view = new ReviewView(line.Recipient, words.Name(line.Terms.Name), line.Terms.Hotline, TopUpAmounts.Written(quote.Pay),
            words.Amount(quote.Pay), repaid.IsZero ? null : words.Amount(repaid), words.Amount(quote.Pay - repaid), !line.WorksAfter,
            LineEndpoint.WordsOfRegion(call, line),
            [.. call.Parts.Desk.Driver.Providers.Keys.Order(StringComparer.Ordinal)], order, wrong);
        return call.Page<ReviewPage>(view, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Why the line does not take this amount, in words; null where it does.</summary>
    public static string? Refusal(CareCall call, PaidLine line)
    {
        var words = call.Words(line.Terms);
        return line.Quote.Line.WhyNot switch
        {
            RefusalCode.None when line.Quote.Pay.Kopeks % line.Quote.Step.Kopeks != 0 => call.T("refused.step", ("limit", words.Amount(line.Quote.Step))),
            RefusalCode.None => null,
            RefusalCode.AmountBelowMinimum => call.T("refused.least", ("limit", words.Amount(line.Quote.Line.Outcome.Limit))),
            RefusalCode.AmountAboveMaximum => call.T("refused.most", ("limit", words.Amount(line.Quote.Line.Outcome.Limit))),
            RefusalCode.BalanceLimitExceeded => call.T("refused.balance"),
            _ => call.T("refused.other"),
        };
    }
}
