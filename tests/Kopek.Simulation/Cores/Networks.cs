using Kopek.Core.Roaming;
using Kopek.Simulation.Chance;

namespace Kopek.Simulation.Cores;

/// <summary>Where devices are: mostly at home, else in a country of each zone, in one without roaming, or nowhere that anybody knows.</summary>
internal static class Networks
{
    private static readonly NetworkCode[] Home = [Of("001-01"), Of("001-02"), Of("25001"), default];
    private static readonly NetworkCode[] Abroad = [Of("40101"), Of("46000"), Of("28601"), Of("310260"), Of("26201"), Of("52001"), Of("63203"), Of("90112"), Of("41405")];

    public static NetworkCode Some(Dice dice, bool travels) => travels && dice.Percent(60) ? dice.Pick(Abroad) : dice.Pick(Home);

    private static NetworkCode Of(string text) => NetworkCode.TryParse(text, out var network) ? network : throw new FormatException(text);
}
