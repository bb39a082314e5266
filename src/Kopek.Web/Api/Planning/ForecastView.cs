namespace Kopek.Web.Api.Planning;

/// <summary>When money and bundle run out. Times are ISO 8601 in UTC.</summary>
/// <param name="Basis">none, short_history, history, stated.</param>
/// <param name="Ends">When good service ends: off, slow or by the day because of money, or all data used up.</param>
/// <param name="Reason">What ends it, mostly; none where nothing does.</param>
/// <param name="BundleOut">When the bundle is used up first.</param>
internal sealed record ForecastView(string Msisdn, string Basis, string BasisText, int DaysKnown, long OctetsPerDay, BandView Ends, string Reason, string ReasonText,
    BandView BundleOut, string LookedUntil, string AsOf);
