using Kopek.Web.Partner.Products;

namespace Kopek.Web.Partner.Dvs;

/// <summary>A service or subservice of DVS, by DVS' own number.</summary>
internal sealed record DvsService(int Id, string Name);

/// <summary>Those that we have: mobile, with its parts.</summary>
internal static class DvsOffer
{
    public static readonly DvsService Mobile = new(1, "Mobile");
    public static readonly DvsService Airtime = new(11, "Airtime");
    public static readonly DvsService Data = new(13, "Data");

    /// <summary>Kinds of benefits that products bring.</summary>
    public static readonly IReadOnlyList<string> Benefits = ["CREDITS", "DATA"];

    public static DvsService SubserviceOf(PartnerProduct product) => product.IsPlain ? Airtime : Data;
}
