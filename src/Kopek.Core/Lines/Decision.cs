using Kopek.Core.Roaming;
using Kopek.Core.Sessions;

namespace Kopek.Core.Lines;

/// <summary>
/// One command being decided on one line: what the rules may look at, and what they found to happen. Each event is applied as soon as it is decided, so
/// that the next step of the same command sees it. A shard reuses one Decision; if its commit fails the shard's memory is thrown away, lines included.
/// </summary>
public sealed class Decision(Catalogue catalogue, QuotaPolicy quota, EndedSessions ended)
{
    private readonly List<DecidedEvent> events = [];

    public Catalogue Catalogue { get; set; } = catalogue;
    public QuotaPolicy Quota { get; } = quota;

    /// <summary>The shard's memory of answers to sessions that are over.</summary>
    public EndedSessions Ended { get; } = ended;

    /// <summary>Where sessions come from and go to: those of the shard whose lines are decided on.</summary>
    public SessionPool Sessions { get; } = new();
    public Line Line { get; private set; } = new(default);

    /// <summary>Time of what is being decided: not before anything that already happened to the line.</summary>
    public Moment Now { get; internal set; }
    public IReadOnlyList<DecidedEvent> Events => events;

    /// <summary>Starts on another line. A clock that ran back counts as standing still.</summary>
    public void Begin(Line line, Moment now)
    {
        ArgumentNullException.ThrowIfNull(line);
        events.Clear();
        Line = line;
        Now = Moment.Max(now, line.At);
    }

    internal void Emit(LineEvent happened)
    {
        LineState.Apply(Line, Now, happened, Sessions);
        events.Add(new DecidedEvent(Now, happened));
    }
}

public readonly record struct DecidedEvent(Moment At, LineEvent Event);
