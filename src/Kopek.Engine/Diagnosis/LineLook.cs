using Kopek.Core.Diagnosis;
using Kopek.Core.Lines;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Diagnosis;

/// <summary>Takes what a diagnosis needs of a line, as of now; null where there is no such line. Changes nothing but what was due anyway.</summary>
public sealed class LineLook : ShardRequest
{
    private readonly TaskCompletionSource<LineFacts?> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LineFacts? facts;

    public LineLook(LineId line) => Line = line;

    public Task<LineFacts?> Task => source.Task;

    internal override bool Run(Shard shard)
    {
        if (shard.Lines.Find(Line) is { } line)
        {
            var decision = shard.Begin(line);
            LineRules.Advance(decision);
            shard.Record(decision, fromOutside: true);
            facts = LineFacts.Of(decision, shard.Sightings.Find(shard.Lines.NumberOf(Line)), shard.Directory.NumbersOf(Line)?.Imsi);
        }

        return true;
    }

    public override void Complete(Completions batch) => source.SetResult(facts);

    public override void Fail(ShardFailure reason) => source.SetException(new ShardFailedException(reason));
}
