using Kopek.Web.Care.Home;
using Kopek.Web.Care.Roaming;

namespace Kopek.Web.Care.Packs;

/// <param name="Where">Whether and where it roams.</param>
/// <param name="After">What the balance is after it, or what lacks.</param>
public sealed record PackEntry(string Code, string Name, string Price, string Holds, string Where, string After);

/// <summary>What the holder's line can buy on top of its plan.</summary>
/// <param name="Refused">Why it can buy none now, in words; null where it can.</param>
/// <param name="Wrong">What is to be said of the country asked for; null where nothing.</param>
/// <param name="Country">As typed, or a name.</param>
/// <param name="InCountry">Its name; null where no country was asked for, or several fit.</param>
/// <param name="Several">Countries that fit.</param>
public sealed record PacksView(string Balance, string? Refused, IReadOnlyList<PackEntry> AtHome, IReadOnlyList<PackEntry> Abroad, string Country, string? Wrong, string? InCountry,
    IReadOnlyList<PackEntry> There, IReadOnlyList<NamedCode> Several);

/// <summary>One pack before it is bought.</summary>
/// <param name="Rows">What it holds, until when, its price, the balance before and after.</param>
/// <param name="Countries">Where it serves abroad; empty for home, or where they are too many to list.</param>
/// <param name="AreTooMany">They are.</param>
/// <param name="Has">What the line has there already.</param>
/// <param name="Refused">Why the balance does not buy it, in words; null where it does.</param>
/// <param name="StaysOff">What keeps data off whatever is bought, in words; null where nothing is known.</param>
/// <param name="Payment">A payment that buys it in the same step; null where none does, or none is needed.</param>
/// <param name="Wrong">What is to be said of the form sent before; null at first.</param>
public sealed record PackReviewView(string Number, PackEntry Pack, IReadOnlyList<NamedValue> Rows, IReadOnlyList<string> Countries, bool AreTooMany, IReadOnlyList<BucketRow> Has,
    string? Refused, string? StaysOff, PaymentView? Payment, string Order, string? Wrong);

/// <param name="Amount">As the form sends it.</param>
/// <param name="Providers">Stable codes; the first is chosen. Empty where none is set up.</param>
public sealed record PaymentView(string Amount, string Pay, string After, IReadOnlyList<string> Providers, string Hotline);
