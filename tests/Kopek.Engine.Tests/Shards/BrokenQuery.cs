using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Lines;
using Kopek.Engine.Shards;

namespace Kopek.Engine.Tests.Shards;

/// <summary>A rule that breaks: it stops the shard of its line.</summary>
internal sealed class BrokenQuery : LineQuery<int>
{
    protected override int Read(Line line, Moment now) => throw new InvalidOperationException("as the test wanted");

    public override void Complete(Completions batch) => Assert.Fail("It was answered.");

    public override void Fail(ShardFailure reason) => Assert.Equal(ShardFailure.ShardStopped, reason);
}
