using Kopek.Books.Numbers;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Engine.Journalling;
using Kopek.Engine.Payments;

namespace Kopek.Web.Care.TopUps;

/// <summary>What an anonymous payer may know of a line: its brand, whether a payment helps, and the sum needed. Not its balance, plan or holder, nor why it is off.</summary>
internal sealed record PaidLine(LineId Id, Msisdn Number, TopUpQuote Quote, OperatorTerms Terms)
{
    /// <summary>A payment brings data back, or data works and a payment keeps it so.</summary>
    public bool Helps => Quote.Line.Before is { DataWorks: true } or { TopUpHelps: true };

    /// <summary>
    /// The line of the number in the form, with what the amount would do. One key for every number that takes no payment here, unknown, ended or barred: who tries
    /// numbers learns nothing more.
    /// </summary>
    public static async Task<(string? Wrong, PaidLine? Line)> Read(CareCall call, Money amount)
    {
        var reading = Msisdn.Read(call.Form.Text("msisdn"));
        if (reading.Number is not { } number)
        {
            return ("start.unreadable", null);
        }

        if (!call.Parts.Directory.TryFind(DirectoryKind.Msisdn, number.Digits, out var id)
            || await call.Parts.Desk.Quote(id, amount, null, renewPlan: false) is not { } quote
            || quote.Line.WhyNot is RefusalCode.LineBarred or RefusalCode.LineClosed or RefusalCode.UnknownLine
            || call.Parts.Operator(quote.Line.Operator) is not { } terms)
        {
            return ("start.no_payment", null);
        }

        return (null, new PaidLine(id, number, quote, terms));
    }
}
