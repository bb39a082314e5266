using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;
using Kopek.Engine.Lines;
using Kopek.Engine.Shards;

namespace Kopek.Gy.Reauthorization;

/// <summary>Reads whether a line may go on using data; its sessions are then told to ask again, or to end.</summary>
internal sealed class ReauthorizeLine : LineQuery<bool>
{
    private readonly SessionReauthorization owner;
    private readonly SessionKey[] sessions;

    public ReauthorizeLine(SessionReauthorization owner, LineId line, SessionKey[] sessions)
    {
        Line = line;
        this.owner = owner;
        this.sessions = sessions;
    }

    /// <summary>True: the line is closed or barred.</summary>
    protected override bool Read(Line line, Moment now) => line.Life == LineLife.Closed || line.Bar != BarReason.None;

    public override void Complete(Completions batch) => owner.Tell(sessions, isOver: !Found || Value);

    public override void Fail(ShardFailure reason) => owner.CouldNotRead(Line, reason);
}
