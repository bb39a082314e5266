using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;

namespace Kopek.Books.Notices;

/// <summary>A line as the notices last saw it.</summary>
internal sealed class WatchedLine(Line line)
{
    public Line Line { get; } = line;

    /// <summary>Of the last event that is in it.</summary>
    public long Sequence { get; set; }
    public ServiceMark Mark { get; set; }

    /// <summary>Up to when its calendar was looked at.</summary>
    public Moment Looked { get; set; } = Moment.Beginning;

    /// <summary>When its calendar is to be looked at next.</summary>
    public Moment Due { get; set; } = Moment.Never;
    public NoticePreferences? Wanted { get; set; }

    /// <summary>Since its turn to be put aside came last.</summary>
    public bool HasHappenedAgain { get; set; }
}
