using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Journalling;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;

namespace Kopek.Web.Tests.Care;

/// <summary>Ends lines: their numbers may then be somebody else's.</summary>
internal static class ClosedLine
{
    public static async Task Close(LiveApi api, string msisdn)
    {
        var line = Of(api, msisdn);
        var request = new AwaitedOrder { Order = new OrderId(9, (ulong)line.Value), Digest = OrderKey.Digest("close"), Line = line, Command = new LineCommand.Close() };
        api.Engine.Shards.Post(request);
        Assert.True((await request.Task).Outcome?.IsDone);
    }

    public static LineId Of(LiveApi api, string msisdn)
    {
        Assert.True(api.Engine.Directory.TryFind(DirectoryKind.Msisdn, msisdn, out var line));
        return line;
    }
}
