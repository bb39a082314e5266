using Kopek.Core.Lines;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;

namespace Kopek.Web.Care.SignIns;

/// <summary>A line that was closed is nobody's any more: it leaves every sign-in before anything of it is shown.</summary>
internal static class OpenLines
{
    /// <summary>The session without closed lines; null where nobody is signed in, or the line that opens the sign-in is closed.</summary>
    public static async Task<HolderSession?> Of(CareCall call)
    {
        if (call.Session is not { } session)
        {
            return null;
        }

        var open = await Task.WhenAll(session.Lines.Select(line => call.Parts.Shards.Ask(line.Line, static (found, _) => found.Life != LineLife.Closed)));
        var closed = session.Lines.Where((_, index) => !open[index].Value).ToList();
        if (closed.Count == 0)
        {
            return session;
        }

        foreach (var line in closed)
        {
            call.Parts.SignIns?.Accounts.Forget(line.Line);
        }

        var left = session.Lines.Except(closed).ToList();
        return closed.Contains(session.Lines[0]) ? null : session with { Lines = left, Line = closed.Contains(session.Line) ? left[0] : session.Line };
    }
}
