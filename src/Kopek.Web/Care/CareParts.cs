using Kopek.Books.Notices;
using Kopek.Books.People.SignIns;
using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;
using Kopek.Engine.Lines;
using Kopek.Engine.Payments;
using Kopek.Engine.Shards;
using Kopek.Web.Api;
using Kopek.Web.Care.SignIns;
using Kopek.Web.Receipts;
using Kopek.Web.Tickets;

namespace Kopek.Web.Care;

/// <summary>What every page works with.</summary>
internal sealed class CareParts(ApiParts api)
{
    /// <summary>For the pages of a holder who is signed in: they show what the API shows.</summary>
    public ApiParts Api => api;
    public TopUpDesk Desk => api.Payments.Desk;
    public LineDirectory Directory => api.Directory;

    /// <summary>Null where the host has no receipts.</summary>
    public ReceiptDesk? Receipts => api.Options.Receipts;

    /// <summary>Null where the host lets no holder sign in.</summary>
    public IHolderSessions? Sessions { get; } = api.Options.HolderSessions
        ?? (api.Options.SignIns is { } signIns ? new HolderSessions(signIns.Accounts, () => api.Directory, api.Options.Time) : null);

    /// <summary>Null where the host lets no holder sign in.</summary>
    public HolderSignIns? SignIns => api.Options.SignIns;

    /// <summary>Null where the host has no support to write to.</summary>
    public TicketDesk? Tickets => api.Options.Tickets;
    public AddressGate TicketGate { get; } = new(api.Options.TicketFormsPerHour, TimeSpan.FromHours(1));
    public AddressGate CodeGate { get; } = new(api.Options.CodesPerAddress, SignInLimits.CodesWithin);
    public IShards Shards => api.Shards;
    public NoticeStore Notices => api.Notices;
    public AddressGate Gate { get; } = new(api.Options.CareFormsPerMinute);
    public Moment Now => api.Now;
    public Catalogue Catalogue => api.Engine.Catalogue;
    public NetworkConditions Conditions => api.Options.Conditions();


    /// <summary>What the catalogue says now.</summary>
    public CatalogueVersion Version => Catalogue.At(Now);

    public OperatorTerms? Operator(string code) => Version.FindOperator(code);
}
