using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Lines;

/// <summary>Reads a line as of now: does what is due first, then runs a function of it on the writer's thread. Answered when what it saw is committed.</summary>
public abstract class LineQuery<T> : ShardRequest
{
    public bool Found { get; private set; }

    /// <summary>What <see cref="Read"/> gave; default where there is no such line.</summary>
    public T? Value { get; private set; }

    /// <summary>Pure and quick: the shard stands still meanwhile, and the line must not be kept. An exception out of it stops the shard, as one out of a rule.</summary>
    protected abstract T Read(Line line, Moment now);

    internal override bool Run(Shard shard)
    {
        Found = shard.Lines.Find(Line) is not null;
        if (shard.Lines.Find(Line) is { } line)
        {
            var decision = shard.Begin(line);
            LineRules.Advance(decision);
            shard.Record(decision, fromOutside: true);
            Value = Read(line, decision.Now);
        }

        return true;
    }
}

/// <summary>What became of an awaited query.</summary>
public readonly record struct LineRead<T>(bool Found, T? Value);

/// <summary>
/// For a caller that awaits. Its task throws <see cref="ShardFailedException"/> where the shard gave no answer, and what the function threw.
/// </summary>
public sealed class AwaitedLineQuery<T> : LineQuery<T>
{
    private readonly TaskCompletionSource<LineRead<T>> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<Line, Moment, T> read;
    private Exception? thrown;

    public AwaitedLineQuery(LineId line, Func<Line, Moment, T> read)
    {
        Line = line;
        this.read = read;
    }

    public Task<LineRead<T>> Task => source.Task;

    /// <summary>The function only looks, so its failure is its caller's and leaves the line as it is.</summary>
    protected override T Read(Line line, Moment now)
    {
        try
        {
            return read(line, now);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            thrown = exception;
            return default!;
        }
    }

    public override void Complete(Completions batch)
    {
        if (thrown is null)
        {
            source.SetResult(new LineRead<T>(Found, Value));
        }
        else
        {
            source.SetException(thrown);
        }
    }

    public override void Fail(ShardFailure reason) => source.SetException(new ShardFailedException(reason));
}
