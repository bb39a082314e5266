using Kopek.Books.People.SignIns;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;

namespace Kopek.Web.Care.SignIns;

/// <summary>What holders sign in with. The host owns both.</summary>
public sealed record HolderSignIns(HolderAccounts Accounts, ICodeSender Codes);

/// <summary>Who is signed in, by people.db, with the numbers that lead to his lines now.</summary>
internal sealed class HolderSessions(HolderAccounts accounts, Func<LineDirectory> directory, TimeProvider time) : IHolderSessions
{
    /// <summary>Null too where the number of the line that opens the sign-in leads to another line now.</summary>
    public HolderSession? Find(string token)
    {
        if (accounts.Find(token, new Moment(time.GetUtcNow().ToUnixTimeMilliseconds())) is not { } account)
        {
            return null;
        }

        var lines = account.Lines.Select(Held).OfType<HeldLine>().ToList();
        if (lines.Count == 0 || lines[0].Line != account.Lines[0])
        {
            return null;
        }

        var chosen = lines.FindIndex(line => line.Line == account.Chosen);
        return new HolderSession(account.Id, lines, lines[Math.Max(chosen, 0)]);
    }

    private HeldLine? Held(LineId line)
    {
        var known = directory();
        return known.NumbersOf(line)?.Msisdn is { } msisdn && known.TryFind(DirectoryKind.Msisdn, msisdn, out var now) && now == line ? new HeldLine(line, msisdn) : null;
    }
}
