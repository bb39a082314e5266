using System.Diagnostics.CodeAnalysis;
using Kopek.Core.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Lines;

/// <summary>
/// Makes a line with its number and SIM, once for ever, on the shard of its order. A number that leads to another line already is a refusal that names
/// which (<see cref="RefusalCode.MsisdnTaken"/> and its like). <see cref="OrderRequest.Command"/> is a <see cref="LineCommand.Open"/>.
/// </summary>
public abstract class OpenLineRequest : OrderRequest
{
    private readonly LineNumbers numbers = null!;

    /// <summary>Throws <see cref="ArgumentException"/> where one is malformed: ask <see cref="LineNumbers.FirstMalformed"/> before.</summary>
    public required LineNumbers Numbers
    {
        get => numbers;
        [MemberNotNull(nameof(numbers))]
        init => numbers = value.FirstMalformed() is null ? value : throw new ArgumentException($"Malformed {value.FirstMalformed()}.", nameof(value));
    }

    internal override bool Run(Shard shard) => OrderSteps.OpenLine(shard, this);
}

/// <summary>For a caller that awaits. Its task throws <see cref="ShardFailedException"/> where the shard gave no answer.</summary>
public sealed class AwaitedOpenLine : OpenLineRequest
{
    private readonly TaskCompletionSource<OrderAnswer> source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<OrderAnswer> Task => source.Task;

    public override void Complete(Completions batch) => source.SetResult(Answer);

    public override void Fail(ShardFailure reason) => source.SetException(new ShardFailedException(reason));
}
