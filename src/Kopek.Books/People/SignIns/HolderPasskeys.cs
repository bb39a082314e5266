using System.Globalization;
using Kopek.Books.Storage;
using Kopek.Core;

namespace Kopek.Books.People.SignIns;

/// <summary>
/// Passkeys of holders and the challenges that they answer. A passkey opens the sign-in that it was added to and ends with it. Whether an answer is rightly
/// signed is the caller's matter; that it is answered once, in time and with a counter that grows, is kept here. Every call is one durable transaction; all throw
/// <see cref="BooksException"/>, and then nothing was changed.
/// </summary>
public sealed class HolderPasskeys
{
    private readonly PeopleStore people;
    private readonly PeopleKey key;
    private readonly PasskeyTable passkeys;
    private readonly PasskeyChallengeTable challenges;
    private readonly AccountSessionTable sessions;

    internal HolderPasskeys(PeopleStore people, BooksDatabase database, PeopleKey key, AccountSessionTable sessions)
    {
        this.people = people;
        this.key = key;
        this.sessions = sessions;
        passkeys = new PasskeyTable(database);
        challenges = new PasskeyChallengeTable(database, key);
    }

    /// <summary>What devices know a sign-in by (the user handle): 32 octets that say nothing of a number, the same each time.</summary>
    public byte[] UserOf(long account) => key.Hash("passkey user", account.ToString(CultureInfo.InvariantCulture));

    /// <summary>Keeps a challenge until its answer comes, for <see cref="PasskeyLimits.ChallengeFor"/>.</summary>
    /// <param name="browser">256 bits of chance that only the browser has which asks; kept as a keyed hash.</param>
    /// <param name="account">Who asks; null where nobody is signed in.</param>
    public void Ask(string browser, PasskeyUse use, long? account, byte[] challenge, Moment now) => people.Write(() => challenges.Add(browser, use, account, challenge, now));

    /// <summary>The challenge of this browser, once: whoever takes it has the one try.</summary>
    public byte[]? Take(string browser, PasskeyUse use, long? account, Moment now) => people.Write(() => challenges.Take(browser, use, account, now));

    /// <summary>In the order in which they were made; ten at most.</summary>
    public IReadOnlyList<Passkey> Of(long account) => people.Read(() => passkeys.Of(account));

    public Passkey? Find(byte[] credential) => people.Read(() => passkeys.Find(credential));

    public PasskeyAdded Add(NewPasskey made, Moment now)
    {
        ArgumentNullException.ThrowIfNull(made);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(made.Name.Length, PasskeyLimits.LongestName);
        if (made.Credential.Length is 0 or > PasskeyLimits.LongestCredential || made.PublicKey.Length is 0 or > PasskeyLimits.LongestKey)
        {
            return PasskeyAdded.Refused;
        }

        return people.Write(() =>
        {
            if (passkeys.Find(made.Credential) is { } known)
            {
                return known.Account == made.Account ? PasskeyAdded.Repeated : PasskeyAdded.Refused;
            }

            if (passkeys.Of(made.Account).Count >= PasskeyLimits.MostPasskeys)
            {
                return PasskeyAdded.Full;
            }

            passkeys.Add(made, now);
            return PasskeyAdded.Done;
        });
    }

    /// <summary>A session begins by an answer that was rightly signed. False where the passkey was taken off meanwhile, or its counter went back.</summary>
    /// <param name="token">256 bits of chance; kept as a hash.</param>
    public bool SignIn(Passkey passkey, uint counter, string token, Moment now)
    {
        ArgumentNullException.ThrowIfNull(passkey);
        return people.Write(() =>
        {
            if (passkeys.Find(passkey.Credential) is not { } known || known.Id != passkey.Id || !Passkey.MayFollow(known.Counter, counter))
            {
                return false;
            }

            passkeys.Use(known.Id, counter, now);
            sessions.Begin(token, known.Account, known.Line, now, known.Id);
            return true;
        });
    }

    /// <summary>Takes a passkey off its sign-in and ends the sessions that it opened. One of somebody else stays.</summary>
    public void Remove(long account, long id) => people.Write(() => passkeys.Remove(account, id));
}
