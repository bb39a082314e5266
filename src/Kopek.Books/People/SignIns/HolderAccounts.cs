using System.Security.Cryptography;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Books.People.SignIns;

/// <param name="Lines">The one that opens the sign-in first.</param>
/// <param name="Chosen">The one that the pages are about.</param>
public sealed record HolderAccount(long Id, IReadOnlyList<LineId> Lines, LineId Chosen);

/// <summary>
/// Sign-ins of holders. A number and its code open the sign-in of that line and no other: a line that somebody added to his own gives its holder nothing of
/// his. Chance and time come from the caller. Every call is one durable transaction; all throw <see cref="BooksException"/>, and then nothing was changed.
/// </summary>
public sealed class HolderAccounts
{
    private readonly PeopleStore people;
    private readonly CodeTable codes;
    private readonly AccountTable accounts;
    private readonly AccountSessionTable sessions;

    internal HolderAccounts(PeopleStore people, BooksDatabase database, PeopleKey key)
    {
        this.people = people;
        codes = new CodeTable(database, key);
        accounts = new AccountTable(database);
        sessions = new AccountSessionTable(database);
        Passkeys = new HolderPasskeys(people, database, key, sessions);
        Favourites = new HolderFavourites(people, new FavouriteTable(database), key);
    }

    /// <summary>What opens a sign-in without a code.</summary>
    public HolderPasskeys Passkeys { get; }

    public HolderFavourites Favourites { get; }

    /// <summary>Notes that a code was asked for; the caller sends it when the answer is <see cref="CodeRequest.Made"/>. Takes as long for a number that nobody has.</summary>
    /// <param name="code">Made by chance; kept as a keyed hash.</param>
    public CodeRequest Ask(CodeWish wish, string code, Moment now)
    {
        ArgumentNullException.ThrowIfNull(wish);
        return people.Write(() => codes.Ask(wish, code, now));
    }

    /// <summary>With the right code a session begins; every guess is counted. A code signs in once, however often its form comes.</summary>
    /// <param name="token">256 bits of chance; kept as a hash.</param>
    public GuessOutcome SignIn(string wish, string code, string token, Moment now) => people.Write(() =>
    {
        var (outcome, line, _) = codes.Guess(wish, CodeUse.SignIn, null, code, now);
        if (outcome == GuessOutcome.Right)
        {
            sessions.Begin(token, accounts.Of(line, now), line, now);
        }

        return outcome;
    });

    /// <summary>With the right code another line is under the sign-in, and in this session the chosen one.</summary>
    public GuessOutcome AddLine(string wish, string code, long account, string token, Moment now) => people.Write(() =>
    {
        var (outcome, line, _) = codes.Guess(wish, CodeUse.AddLine, account, code, now);
        if (outcome != GuessOutcome.Right)
        {
            return outcome;
        }

        var lines = accounts.Lines(account);
        if (!lines.Contains(line))
        {
            if (lines.Count >= SignInLimits.MostLines)
            {
                return GuessOutcome.Full;
            }

            accounts.Add(account, line, now);
        }

        sessions.Choose(token, line);
        return outcome;
    });

    /// <summary>With the right code the address that it was sent to may get codes of this line.</summary>
    public GuessOutcome ConfirmEmail(string wish, string code, long account, Moment now) => people.Write(() =>
    {
        var (outcome, line, address) = codes.Guess(wish, CodeUse.ConfirmEmail, account, code, now);
        if (outcome == GuessOutcome.Right)
        {
            accounts.ConfirmEmail(line, address);
        }

        return outcome;
    });

    /// <summary>Whether this address answered a code for the line, and no other since.</summary>
    public bool IsConfirmed(LineId line, string email) =>
        people.Read(() => accounts.Email(line)) is { } confirmed && CryptographicOperations.FixedTimeEquals(confirmed, codes.SubjectOf(email));

    /// <summary>Who is signed in with a token; null for one that is not known, was signed out, or is over.</summary>
    public HolderAccount? Find(string token, Moment now)
    {
        var (found, seen) = people.Read<(HolderAccount?, Moment)>(() =>
            sessions.Find(token, now) is { } session ? (new HolderAccount(session.Account, accounts.Lines(session.Account), session.Line), session.Seen) : default);
        if (found is not null && now >= seen + SignInLimits.SeenEvery)
        {
            people.Write(() => sessions.Touch(token, now));
        }

        return found;
    }

    /// <summary>The pages of this session are about another of its lines; false where the line is none of them.</summary>
    public bool Choose(string token, LineId line, Moment now) => people.Write(() =>
    {
        var isOne = sessions.Find(token, now) is { } session && accounts.Lines(session.Account).Contains(line);
        if (isOne)
        {
            sessions.Choose(token, line);
        }

        return isOne;
    });

    /// <summary>Takes a line off. The one that opens the sign-in stays.</summary>
    public void TakeOff(long account, LineId line) => people.Write(() => accounts.TakeOff(account, line));

    /// <summary>Under how many sign-ins of others a line is.</summary>
    public long Others(LineId line) => people.Read(() => accounts.Others(line));

    /// <summary>Takes a line off the sign-ins of all others: its holder no longer wants to be seen.</summary>
    public void EndOthers(LineId line) => people.Write(() => accounts.EndOthers(line));

    /// <summary>The line has ended, or is somebody else's: it is under no sign-in, and what it opened is gone with its sessions.</summary>
    public void Forget(LineId line) => people.Write(() => accounts.Forget(line));

    /// <summary>Signs out: every copy of the cookie is worth nothing.</summary>
    public void End(string token) => people.Write(() => sessions.End(token));

    public void EndAll(long account) => people.Write(() => sessions.EndAll(account));
}
