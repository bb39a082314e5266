using Kopek.Books.People.SignIns;
using Kopek.Web.Care.SignIns;

namespace Kopek.Web.Care.Passkeys;

/// <summary>
/// Signing in by a passkey: nobody types a number, so nobody learns whether one is known. Whatever is wrong with an answer, the page says the same. Requests are
/// limited by address as all forms are; no SMS is sent, and a signature is not guessed.
/// </summary>
internal static class PasskeySignIn
{
    public static Task Ask(CareCall call) => call.Parts.SignIns is not null && PasskeySite.Of(call.Http.Request) is { } site
        ? PasskeyAsking.Ask(call, PasskeyUse.SignIn, null, challenge => PasskeyCeremony.GetOptions(site, challenge))
        : PasskeyAsking.None(call);

    public static async Task Enter(CareCall call)
    {
        if (call.Parts.SignIns is not null && PasskeySite.Of(call.Http.Request) is { } site && await Prove(call, site) is var (passkey, counter) && await Begin(call, passkey, counter) is { } token)
        {
            await SignInEndpoint.Began(call, token);
            return;
        }

        await SignInEndpoint.Show(call, "passkey.refused");
    }

    /// <summary>The passkey whose device answered this browser's challenge, and its counter; null for anything else.</summary>
    private static async Task<(Passkey Passkey, uint Counter)?> Prove(CareCall call, PasskeySite site)
    {
        var passkeys = call.Parts.SignIns!.Accounts.Passkeys;
        return PasskeyAsking.Take(call, PasskeyUse.SignIn, null) is { } challenge && PasskeyAnswer.Read(call.Form) is { } answer
            && passkeys.Find(answer.Credential) is { } passkey && await PasskeyCeremony.Verify(site, challenge, passkey, passkeys.UserOf(passkey.Account), answer) is { } counter
            ? (passkey, counter) : null;
    }

    /// <summary>The token of a session that began; null where its line was closed, or its number leads to another line now: what it opened is gone.</summary>
    private static async Task<string?> Begin(CareCall call, Passkey passkey, uint counter)
    {
        var (accounts, earlier) = (call.Parts.SignIns!.Accounts, call.Session);
        // Made anew at each sign-in: a token that somebody planted before is worth nothing.
        var token = HolderCookie.NewToken();
        if (!accounts.Passkeys.SignIn(passkey, counter, token, call.Parts.Now))
        {
            return null;
        }

        call.Session = call.Parts.Sessions!.Find(token);
        if (await OpenLines.Of(call) is not null)
        {
            return token;
        }

        accounts.End(token);
        call.Session = earlier;
        return null;
    }
}
