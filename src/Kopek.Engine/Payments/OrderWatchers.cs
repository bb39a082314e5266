using System.Collections.Concurrent;
using Kopek.Core.Accounts;
using Kopek.Core.TopUps;

namespace Kopek.Engine.Payments;

/// <summary>Who waits for an order to become something: a request that answers when the line is credited, a page that shows it.</summary>
internal sealed class OrderWatchers
{
    private readonly ConcurrentDictionary<AccountKey, List<Watch>> watching = [];

    public Watch Begin(AccountKey key, Func<TopUpOrder, bool> wished)
    {
        var watch = new Watch(this, key, wished);
        while (true)
        {
            var list = watching.GetOrAdd(key, _ => []);
            lock (list)
            {
                if (watching.TryGetValue(key, out var current) && ReferenceEquals(current, list))
                {
                    list.Add(watch);
                    return watch;
                }
            }
        }
    }

    public void Tell(TopUpOrder order)
    {
        if (!watching.TryGetValue(order.Key, out var list))
        {
            return;
        }

        lock (list)
        {
            foreach (var watch in list)
            {
                watch.Tell(order);
            }
        }
    }

    private void End(Watch watch)
    {
        if (!watching.TryGetValue(watch.Key, out var list))
        {
            return;
        }

        lock (list)
        {
            list.Remove(watch);
            if (list.Count == 0)
            {
                watching.TryRemove(watch.Key, out _);
            }
        }
    }

    internal sealed class Watch(OrderWatchers watchers, AccountKey key, Func<TopUpOrder, bool> wished) : IDisposable
    {
        private readonly TaskCompletionSource<TopUpOrder> source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public AccountKey Key { get; } = key;
        public Task<TopUpOrder> Task => source.Task;

        public void Tell(TopUpOrder order)
        {
            if (wished(order))
            {
                source.TrySetResult(order);
            }
        }

        public void Dispose() => watchers.End(this);
    }
}
