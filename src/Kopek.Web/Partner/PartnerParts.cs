using System.Net;
using Kopek.Books.Partners;
using Kopek.Core;
using Kopek.Engine.Payments;
using Kopek.Web.Api;
using Kopek.Web.Partner.Access;
using Kopek.Web.Partner.Products;

namespace Kopek.Web.Partner;

/// <summary>What every endpoint for partners works with.</summary>
internal sealed class PartnerParts(ApiParts api, PartnerDesk desk)
{
    public ApiParts Api { get; } = api;
    public PartnerStore Store => desk.Store;
    public OrderDriver Orders => desk.Orders;
    public WebhookAddress Addresses => desk.Addresses;
    public PartnerLimits Limits { get; } = new(api.Options.Time);
    public ProductShelf Shelf { get; } = new(api, desk.Store);
    public Moment Now => Api.Now;
}

/// <summary>One request of a partner that may ask.</summary>
internal readonly record struct PartnerCall(PartnerParts Parts, PartnerEntry Entry, ProductBook Products)
{
    public PartnerProfile Profile => Entry.Profile;
    public string Code => Entry.Profile.Code;
}
