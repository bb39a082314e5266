namespace Kopek.Core.Planning;

/// <summary>One way in which use may go on: octets of each local day from today on, all in one place.</summary>
/// <param name="Country">ISO letters packed; 0 at home.</param>
public sealed record UsePath(IReadOnlyList<long> OctetsByDay, ushort Country)
{
    /// <summary>Days past the path's end are as its last ones, so that a path never says that use stops.</summary>
    public long On(int day)
    {
        if (OctetsByDay.Count == 0)
        {
            return 0;
        }

        return day < OctetsByDay.Count ? OctetsByDay[day] : OctetsByDay[OctetsByDay.Count - 1 - (day - OctetsByDay.Count) % Math.Min(7, OctetsByDay.Count)];
    }
}
