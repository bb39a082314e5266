using Kopek.Books.Partners;
using Kopek.Engine.Payments;

namespace Kopek.Web.Partner;

/// <summary>What the interfaces for partners work with. The host owns all of it.</summary>
/// <param name="Orders">Drives the orders; its engine must report committed changes to it and to the store's tail.</param>
/// <param name="Addresses">Where callbacks may go.</param>
public sealed record PartnerDesk(PartnerStore Store, OrderDriver Orders, WebhookAddress Addresses);
