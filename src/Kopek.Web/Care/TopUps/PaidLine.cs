using Kopek.Books.Numbers;
using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Lines;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Engine.Journalling;
using Kopek.Engine.Payments;
using Kopek.Web.Api;
using Kopek.Web.Diagnosis;

namespace Kopek.Web.Care.TopUps;

/// <summary>What an anonymous payer may know of a line: its brand, whether a payment helps, and the sum needed. Not its balance, plan or holder, nor why it is off.</summary>
/// <param name="StaysOff">The diagnosis is sure of a cause that this payment does not end. Which one it is an anonymous payer is not told.</param>
internal sealed record PaidLine(Recipient Recipient, TopUpQuote Quote, OperatorTerms Terms, bool StaysOff)
{
    /// <summary>The field of each form that says where the SIM is.</summary>
    public const string RegionField = "region";

    public LineId Id => Recipient.Line;

    /// <summary>Where the payer says that the SIM is; null where he does not.</summary>
    public Region? Region { get; init; }

    /// <summary>What keeps any line of the brand offline there: published, and nothing of this line.</summary>
    public IReadOnlyList<Finding> OfRegion { get; init; } = [];

    /// <summary>A payment brings data back, or data works and a payment keeps it so.</summary>
    public bool Helps => !IsOff && (Quote.Line.Before.DataWorks || Quote.Line.Before.TopUpHelps);

    /// <summary>After this payment data works, as far as anything here can tell.</summary>
    public bool WorksAfter => !IsOff && Quote.Line.After.DataWorks;

    private bool IsOff => StaysOff || OfRegion.Count > 0;

    /// <summary>
    /// The line of the form, with what the amount would do. One key for every number that takes no payment here, unknown, ended or barred: who tries
    /// numbers learns nothing more.
    /// </summary>
    public static async Task<(string? Wrong, PaidLine? Line)> Read(CareCall call, Money amount)
    {
        var (wrong, recipient) = Recipient.Read(call);
        if (recipient is null)
        {
            return (wrong, null);
        }

        var line = await Of(call.Parts.Api, recipient, amount);
        var region = call.Parts.Version.FindRegion(call.Form.Text(RegionField));
        return line is null ? ("start.no_payment", null) : (null, region is null ? line : line.In(region, call));
    }

    /// <summary>By a number, for whoever may ask as little as an anonymous payer: null for every one that takes no payment here.</summary>
    public static async Task<PaidLine?> Find(ApiParts api, Msisdn number, Money amount) =>
        api.Directory.TryFind(DirectoryKind.Msisdn, number.Digits, out var line)
            ? await Of(api, new Recipient(line, number, RecipientKind.Typed, Recipient.NumberField, number.Digits, ""), amount)
            : null;

    /// <summary>Null where the line takes no payment.</summary>
    public static async Task<PaidLine?> Of(ApiParts api, Recipient recipient, Money amount)
    {
        if (await api.Payments.Desk.Quote(recipient.Line, amount, null, renewPlan: false) is not { } quote
            || quote.Line.WhyNot is RefusalCode.LineBarred or RefusalCode.LineClosed or RefusalCode.UnknownLine
            || api.Engine.Catalogue.At(api.Now).FindOperator(quote.Line.Operator) is not { } terms)
        {
            return null;
        }

        var diagnosis = await api.Diagnosis.Of(recipient.Line, new DiagnosisQuestion());
        var left = diagnosis?.LeftAfterPaying(quote.Line.After.DataWorks, withPack: false);
        return new PaidLine(recipient, quote, terms, left is { Verdict: Verdict.Certain });
    }

    /// <summary>The same with the SIM in a region.</summary>
    public PaidLine In(Region region, CareCall call) => this with { Region = region, OfRegion = RegionCauses.Of(region, Terms.Code, call.Parts.Conditions, call.Parts.Now) };
}
