using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Engine.Lines;
using Kopek.Engine.Payments;
using Kopek.Web.Api;
using Kopek.Web.Care.SignIns;
using Kopek.Web.Receipts;

namespace Kopek.Web.Care;

/// <summary>What every page works with.</summary>
internal sealed class CareParts(ApiParts api)
{
    public TopUpDesk Desk => api.Payments.Desk;
    public LineDirectory Directory => api.Directory;

    /// <summary>Null where the host has no receipts.</summary>
    public ReceiptDesk? Receipts => api.Options.Receipts;

    /// <summary>Null where the host lets no holder sign in.</summary>
    public IHolderSessions? Sessions => api.Options.HolderSessions;
    public AddressGate Gate { get; } = new(api.Options.CareFormsPerMinute);
    public Moment Now => api.Now;
    public Catalogue Catalogue => api.Engine.Catalogue;
    public NetworkConditions Conditions => api.Options.Conditions();

    public OperatorTerms? Operator(string code) => api.Engine.Catalogue.At(Now).FindOperator(code);
}
