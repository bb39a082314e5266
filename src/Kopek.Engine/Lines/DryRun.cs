using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Sessions;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Lines;

/// <summary>What a command would do to a line now, by the very rules, on a copy that is thrown away: what people are told before they pay.</summary>
/// <param name="Before">Whether data works, and why not.</param>
/// <param name="Bonus">Bonus money that would come with it.</param>
public sealed record DryRunResult(string Operator, string Plan, LineOutcome Outcome, ServiceState Before, ServiceState After, Money Bonus)
{
    /// <summary>What would happen to the line, in order.</summary>
    public IReadOnlyList<LineEvent> Events { get; init; } = [];

    /// <summary>
    /// Why nobody should pay: the rules' own reason, or a bar that no money ends. The rules take money for such a line all the same, because it may be on its
    /// way already; a payer is told before.
    /// </summary>
    public RefusalCode WhyNot => Outcome.IsDone && Before is { State: "barred", TopUpHelps: false } ? RefusalCode.LineBarred : Outcome.Refused;
}

/// <summary>Asks for a <see cref="DryRunResult"/>; null where there is no such line. Changes nothing but what was due anyway.</summary>
public sealed class DryRun : ShardRequest
{
    private readonly TaskCompletionSource<DryRunResult?> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LineCommand command;
    private DryRunResult? result;

    public DryRun(LineId line, LineCommand command)
    {
        Line = line;
        this.command = command;
    }

    public Task<DryRunResult?> Task => source.Task;

    internal override bool Run(Shard shard)
    {
        if (shard.Lines.Find(Line) is { } line)
        {
            var due = shard.Begin(line);
            LineRules.Advance(due);
            shard.Record(due, fromOutside: true);
            result = Try(shard.Copy(line), due);
        }

        return true;
    }

    public override void Complete(Completions batch) => source.SetResult(result);

    public override void Fail(ShardFailure reason) => source.SetException(new ShardFailedException(reason));

    private DryRunResult Try(Line copy, Decision now)
    {
        var trial = new Decision(now.Catalogue, now.Quota, new EndedSessions(1));
        trial.Begin(copy, now.Now);
        var (before, bonus) = (ServiceState.Of(trial), Lots.Of(copy.Lots, LotKind.Bonus));
        var outcome = LineRules.Decide(trial, command, OrderId.None);
        return new DryRunResult(copy.Operator, copy.Plan, outcome, before, ServiceState.Of(trial), Lots.Of(copy.Lots, LotKind.Bonus) - bonus)
        {
            Events = [.. trial.Events.Select(decided => decided.Event)],
        };
    }
}
