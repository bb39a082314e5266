using Kopek.Core.Vouchers;
using Kopek.Engine.Accounts;
using Kopek.Engine.Shards;

namespace Kopek.Web.Tests.Api.Vouchers;

/// <summary>Stands before the shards and keeps back the vouchers from one serial on, until it is opened: what is done then is done while a batch is printed.</summary>
internal sealed class PrintingDoor(IShards shards, int keptFrom) : IShards
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<ShardRequest> kept = [];
    private bool isOpen;

    public int Count => shards.Count;

    /// <summary>Over when printing came to the first that is kept back.</summary>
    public Task Reached => reached.Task;

    public void Post(ShardRequest request)
    {
        lock (kept)
        {
            if (!isOpen && request is AccountRequest { Command: VoucherCommand.Issue issue } && issue.Serial >= keptFrom)
            {
                kept.Add(request);
                reached.TrySetResult();
                return;
            }
        }

        shards.Post(request);
    }

    public void Post(ReadOnlySpan<ShardRequest> requests) => shards.Post(requests);

    public void Open()
    {
        lock (kept)
        {
            isOpen = true;
        }

        kept.ForEach(shards.Post);
    }
}
