using Kopek.Core.Planning;
using Kopek.Web.Care.Held;

namespace Kopek.Web.Care.Home;

/// <summary>Use by day as bars.</summary>
/// <param name="Text">The same in a sentence, for who does not see it.</param>
/// <param name="HasAbroad">Some of it was abroad: drawn paler on top.</param>
public sealed record UseChart(IReadOnlyList<UseBar> Bars, string Text, bool HasAbroad)
{
    public const int Width = 280;
    public const int Height = 64;

    /// <summary>Two weeks: each weekday twice.</summary>
    private const int MostDays = 14;
    private const int Step = Width / MostDays;
    public const int BarWidth = Step - 5;

    /// <summary>A day on which something was used is seen.</summary>
    private const int LeastHeight = 2;

    /// <param name="use">By day, the last one today.</param>
    internal static UseChart? Of(OwnLine line, IEnumerable<DayUse> use)
    {
        var days = use.TakeLast(MostDays).ToList();
        var most = days.Count == 0 ? default : days.MaxBy(day => day.Octets);
        if (most.Octets == 0)
        {
            return null;
        }

        var words = line.Words;
        var text = line.Call.T("home.chart", ("count", Books.Notices.Texts.NoticeWords.Number(days.Count)), ("sum", words.Volume(days.Sum(day => day.Octets))),
            ("most", words.Volume(most.Octets)), ("day", line.DayOf(most.Day)), ("today", words.Volume(days[^1].Octets)));
        var first = MostDays - days.Count;
        return new UseChart([.. days.Select((day, place) => Bar(day, (first + place) * Step, most.Octets))], text, days.Any(day => day.AbroadOctets > 0));
    }

    private static UseBar Bar(DayUse day, int x, long most)
    {
        var all = Scaled(day.Octets, most);
        var home = Math.Min(all, Scaled(day.HomeOctets, most));
        return new UseBar(x, Height - home, home, Height - all, all - home);
    }

    private static int Scaled(long octets, long most) => octets == 0 ? 0 : Math.Max(LeastHeight, (int)((Int128)octets * Height / most));
}

/// <summary>One day: at home, and abroad on top of it.</summary>
public sealed record UseBar(int X, int HomeY, int HomeHeight, int AbroadY, int AbroadHeight);
