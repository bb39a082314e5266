using Kopek.Core.Notices;

namespace Kopek.Web.Care.Notices;

/// <summary>How the holder wants to be told.</summary>
/// <param name="Thresholds">As typed, one a field; empty fields are none.</param>
/// <param name="From">Hours and minutes in the line's time zone: 22:00; empty for no quiet hours.</param>
/// <param name="IsSaved">What was sent is kept now.</param>
public sealed record NoticeWishesView(string Number, NoticeLanguage Language, IReadOnlyList<string> Thresholds, string From, string Until, bool Wakes, bool Sms, string Order,
    bool IsSaved, string? Wrong);
