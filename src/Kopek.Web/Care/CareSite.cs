using Kopek.Web.Api;
using Kopek.Web.Care.Advices;
using Kopek.Web.Care.Diagnoses;
using Kopek.Web.Care.Favourites;
using Kopek.Web.Care.Held;
using Kopek.Web.Care.Help;
using Kopek.Web.Care.Home;
using Kopek.Web.Care.Live;
using Kopek.Web.Care.Notices;
using Kopek.Web.Care.Offline;
using Kopek.Web.Care.Packs;
using Kopek.Web.Care.Passkeys;
using Kopek.Web.Care.Plans;
using Kopek.Web.Care.Roaming;
using Kopek.Web.Care.SignIns;
using Kopek.Web.Care.Statements;
using Kopek.Web.Care.Subscriptions;
using Kopek.Web.Care.Support;
using Kopek.Web.Care.TopUps;
using Kopek.Web.Care.Trips;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care;

/// <summary>The holder's pages, for everybody: server-rendered, complete without any script.</summary>
internal static class CareSite
{
    public const string Root = "/care";

    public static void Map(IEndpointRouteBuilder to, ApiParts parts)
    {
        var care = new CareParts(parts);
        StartEndpoint.Map(to, care);
        LineEndpoint.Map(to, care);
        ReviewEndpoint.Map(to, care);
        RegionEndpoint.Map(to, care);
        PayEndpoint.Map(to, care);
        AgainEndpoint.Map(to, care);
        FavouritesEndpoint.Map(to, care);
        OrderEndpoint.Map(to, care);
        OfflineFiles.Map(to, care);
        LiveLineEndpoint.Map(to, care);
        RoamingEndpoint.Map(to, care);
        PlansEndpoint.Map(to, care);
        HelpEndpoint.Map(to, care);
        SignInSite.Map(to, care);
        PasskeyRoutes.Map(to, care);
        HomeEndpoint.Map(to, care);
        DiagnosisPageEndpoint.Map(to, care);
        StatementPageEndpoint.Map(to, care);
        AdviceEndpoint.Map(to, care);
        ServicesEndpoint.Map(to, care);
        RenewalForm.Map(to, care);
        RoamingCapForm.Map(to, care);
        AutoPackForm.Map(to, care);
        NoticeWishesEndpoint.Map(to, care);
        PlanChangeEndpoint.Map(to, care);
        PacksEndpoint.Map(to, care);
        PackReview.Map(to, care);
        BuyPackForm.Map(to, care);
        DoneEndpoint.Map(to, care);
        TripEndpoint.Map(to, care);
        SupportSite.Map(to, care);
        KeptTripsEndpoint.Map(to, care);
    }
}
