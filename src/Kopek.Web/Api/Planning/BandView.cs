using Kopek.Core.Planning;
using Kopek.Web.Api.Lines;

namespace Kopek.Web.Api.Planning;

/// <summary>In one case of ten before early, in half before middle, in nine of ten before late; null: not within the time looked at.</summary>
internal sealed record BandView(string? Early, string? Middle, string? Late)
{
    public static BandView Of(Band band) => new(LineViews.Time(band.Early), LineViews.Time(band.Middle), LineViews.Time(band.Late));
}
