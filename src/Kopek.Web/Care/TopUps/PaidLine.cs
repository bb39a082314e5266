using Kopek.Books.Numbers;
using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Engine.Journalling;
using Kopek.Engine.Payments;
using Kopek.Web.Api;
using Kopek.Web.Diagnosis;

namespace Kopek.Web.Care.TopUps;

/// <summary>What an anonymous payer may know of a line: its brand, whether a payment helps, and the sum needed. Not its balance, plan or holder, nor why it is off.</summary>
/// <param name="StaysOff">The diagnosis is sure of a cause that this payment does not end. Which one it is an anonymous payer is not told.</param>
internal sealed record PaidLine(LineId Id, Msisdn Number, TopUpQuote Quote, OperatorTerms Terms, bool StaysOff)
{
    /// <summary>A payment brings data back, or data works and a payment keeps it so.</summary>
    public bool Helps => !StaysOff && (Quote.Line.Before.DataWorks || Quote.Line.Before.TopUpHelps);

    /// <summary>After this payment data works, as far as anything here can tell.</summary>
    public bool WorksAfter => !StaysOff && Quote.Line.After.DataWorks;

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

        return await Find(call.Parts.Api, number, amount) is { } line ? (null, line) : ("start.no_payment", null);
    }

    /// <summary>The same for whoever may ask as little as an anonymous payer: null for every number that takes no payment here.</summary>
    public static async Task<PaidLine?> Find(ApiParts api, Msisdn number, Money amount)
    {
        if (!api.Directory.TryFind(DirectoryKind.Msisdn, number.Digits, out var id)
            || await api.Payments.Desk.Quote(id, amount, null, renewPlan: false) is not { } quote
            || quote.Line.WhyNot is RefusalCode.LineBarred or RefusalCode.LineClosed or RefusalCode.UnknownLine
            || api.Engine.Catalogue.At(api.Now).FindOperator(quote.Line.Operator) is not { } terms)
        {
            return null;
        }

        var diagnosis = await api.Diagnosis.Of(id, new DiagnosisQuestion());
        var left = diagnosis?.LeftAfterPaying(quote.Line.After.DataWorks, withPack: false);
        return new PaidLine(id, number, quote, terms, left is { Verdict: Verdict.Certain });
    }
}
