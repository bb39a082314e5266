using Kopek.Core.Partners;

namespace Kopek.Books.Partners;

/// <summary>What of a profile the float's account holds too, because its rules need it.</summary>
public static class PartnerTerms
{
    public static PartnerFloatCommand.SetTerms Of(PartnerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return new PartnerFloatCommand.SetTerms(profile.Code, profile.CreditLimit, profile.CommissionBasisPoints, profile.Status == PartnerStatus.Suspended);
    }
}
