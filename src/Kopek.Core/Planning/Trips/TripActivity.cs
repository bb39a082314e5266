using Kopek.Core.Plans;

namespace Kopek.Core.Planning.Trips;

/// <summary>What one does online on a trip. The query and the pages name it in lower case.</summary>
public enum TripActivity
{
    Maps,
    Chat,
    Calls,
    Video,
    Work,
}

/// <summary>Megabytes (1,048,576 octets) that something takes: seldom less than low, seldom more than high.</summary>
/// <param name="Source">Where the figures come from; "estimate" where nobody measured them.</param>
public sealed record DataAppetite(long Low, long Likely, long High, string Source)
{
    /// <summary>In an hour of each activity. Docs show this very table.</summary>
    public static IReadOnlyDictionary<TripActivity, DataAppetite> PerHour { get; } = new Dictionary<TripActivity, DataAppetite>
    {
        [TripActivity.Maps] = new(3, 8, 25, "estimate"),
        [TripActivity.Chat] = new(5, 20, 60, "estimate"),
        [TripActivity.Calls] = new(225, 450, 810, "by bit rate: 0.5, 1 and 1.8 Mbit/s both ways together"),
        [TripActivity.Video] = new(215, 450, 1350, "by bit rate: 0.5, 1 and 3 Mbit/s"),
        [TripActivity.Work] = new(40, 120, 350, "estimate"),
    };

    /// <summary>In a day of each device, for what it does by itself.</summary>
    public static DataAppetite PerDeviceDay { get; } = new(10, 40, 120, "estimate");

    internal long Octets(TripUse use) => DataVolume.OctetsPerMegabyte * use switch
    {
        TripUse.Low => Low,
        TripUse.Likely => Likely,
        _ => High,
    };
}

/// <summary>Which figure of the band is meant.</summary>
public enum TripUse
{
    Low,
    Likely,
    High,
}
