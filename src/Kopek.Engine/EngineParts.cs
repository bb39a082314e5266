using Kopek.Core;
using Kopek.Core.Roaming;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Sessions;
using Kopek.Engine.Shards;

namespace Kopek.Engine;

/// <summary>What all shards of one process share, and the shards.</summary>
internal sealed class EngineParts : IShards, IPromisePost
{
    private readonly ShardWriter[] writers;
    private Shard[] shards = [];
    private Catalogue catalogue;

    public EngineParts(IJournal journal, IEventCodec codec, Catalogue catalogue, EngineOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Writers, 1);
        Journal = journal;
        Codec = codec;
        Options = options;
        ShardCount = journal.ShardCount;
        this.catalogue = catalogue;
        writers = [.. Enumerable.Range(0, Math.Min(options.Writers, ShardCount)).Select(number => new ShardWriter(this, number))];
        Reset();
    }

    public IJournal Journal { get; }
    public IEventCodec Codec { get; }
    public EngineOptions Options { get; }
    public int ShardCount { get; }
    public int Count => ShardCount;
    public ShardWriter[] Writers => writers;
    public IReadOnlyList<Shard> Shards => shards;
    public LineDirectory Directory { get; } = new();
    public SessionDirectory Sessions { get; } = new();
    public LineChanges Changes { get; } = new();

    /// <summary>Replaced as a whole; the next decision sees the new one.</summary>
    public Catalogue Catalogue
    {
        get => Volatile.Read(ref catalogue);
        set => Volatile.Write(ref catalogue, value);
    }

    public Moment ReadClock() => new(Options.Time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Drops all state. The writers stand still.</summary>
    public void Reset()
    {
        foreach (var writer in writers)
        {
            writer.Reset(Enumerable.Range(0, ShardCount).Where(shard => shard % writers.Length == writer.Number));
        }

        shards = [.. writers.SelectMany(writer => writer.Shards).OrderBy(shard => shard.Number)];
    }

    public Shard ShardOf(int number) => shards[number];

    public void Post(ShardRequest request) => WriterOf(request).Inbox.Post(request);

    public void Post(ReadOnlySpan<ShardRequest> requests)
    {
        foreach (var writer in writers)
        {
            writer.Inbox.Post(requests, writer.Number, writers.Length, ShardCount);
        }
    }

    public void Send(Promise promise) => PostAdmitted(promise);

    public void PostAdmitted(ShardRequest request) => WriterOf(request).Inbox.PostAdmitted(request);

    private ShardWriter WriterOf(ShardRequest request) => writers[request.Home(ShardCount) % writers.Length];
}
