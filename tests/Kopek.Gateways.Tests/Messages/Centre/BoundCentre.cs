using Kopek.Books.Notices;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Gateways.Messages.Smpp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kopek.Gateways.Tests.Messages.Centre;

/// <summary>Our client, bound to a centre.</summary>
internal sealed class BoundCentre : IAsyncDisposable
{
    private readonly string? folder;
    private readonly NoticeStore? own;

    private BoundCentre(int port, NoticeStore? store)
    {
        folder = store is null ? Directory.CreateTempSubdirectory("kopek-sms-").FullName : null;
        own = folder is null ? null : new NoticeStore(folder);
        Centre = new SmsCentre(Options(port), store ?? own!, NullLogger.Instance);
    }

    public SmsCentre Centre { get; }

    public static SmppOptions Options(int port) => new() { Host = "127.0.0.1", Port = port, SystemId = "kopek", Password = "secret" };

    public static Task<BoundCentre> StartAsync(NodePeer peer, NoticeStore? store = null) => StartAsync(peer.Port, store);

    public static async Task<BoundCentre> StartAsync(int port, NoticeStore? store = null, Func<string, string, string, Task<string?>>? answer = null)
    {
        var bound = new BoundCentre(port, store);
        bound.Centre.Start(answer);
        await bound.ReadyAsync();
        return bound;
    }

    /// <summary>Yields until it is bound: connecting takes its time, so nothing sleeps.</summary>
    public async Task ReadyAsync()
    {
        var begun = System.Diagnostics.Stopwatch.StartNew();
        while (!Centre.IsReady)
        {
            Assert.True(begun.Elapsed < NodePeer.Patience, "The centre was never bound.");
            await Task.Yield();
        }
    }

    public Task<SendOutcome> SendAsync(string msisdn, string text) => Centre.SendAsync(
        new OutgoingNotice(7, "k-7", new LineId(1), NoticeKind.BackOnline, NoticeChannel.Sms, NoticeLanguage.English, null, "subject", text, 1), msisdn, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Centre.DisposeAsync();
        own?.Dispose();
        if (folder is not null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
