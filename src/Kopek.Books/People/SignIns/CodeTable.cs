using System.Security.Cryptography;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Books.People.SignIns;

/// <summary>The rows of one-time codes. No code, number or address stands in them, only keyed hashes. Only used inside the store's gate.</summary>
internal sealed class CodeTable
{
    private const long Open = 1;
    private const long Used = 2;
    private const long Void = 3;
    private static readonly TimeSpan day = TimeSpan.FromDays(1);

    private readonly PeopleKey key;
    private readonly BooksStatement find;
    private readonly BooksStatement count;
    private readonly BooksStatement all;
    private readonly BooksStatement end;
    private readonly BooksStatement add;
    private readonly BooksStatement guess;
    private readonly BooksStatement prune;

    public CodeTable(BooksDatabase database, PeopleKey key)
    {
        this.key = key;
        find = database.Prepare("SELECT number, use, account, line, code, at, guesses, state FROM sign_in_codes WHERE id = ?1");
        count = database.Prepare("SELECT count(*), coalesce(sum(at > ?2), 0) FROM sign_in_codes WHERE number = ?1");
        all = database.Prepare("SELECT count(*) FROM sign_in_codes");
        end = database.Prepare("UPDATE sign_in_codes SET state = 3 WHERE number = ?1 AND state = 1");
        add = database.Prepare("INSERT INTO sign_in_codes (id, number, use, account, line, code, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        guess = database.Prepare("UPDATE sign_in_codes SET guesses = guesses + 1, state = ?2 WHERE id = ?1");
        prune = database.Prepare("DELETE FROM sign_in_codes WHERE at <= ?1");
    }

    public CodeRequest Ask(CodeWish wish, string code, Moment now)
    {
        prune.Bind(1, (now + -day).UnixMilliseconds).Run();
        var (id, number) = (IdOf(wish.Id), SubjectOf(wish.Subject));
        if (Find(id) is { } known)
        {
            return known.Number.AsSpan().SequenceEqual(number) && known.Use == wish.Use && known.Account == wish.Account ? CodeRequest.Repeated : CodeRequest.Conflict;
        }

        count.Bind(1, number).Bind(2, (now + -SignInLimits.CodesWithin).UnixMilliseconds).Step();
        var isTooMany = count.Long(0) >= SignInLimits.MostCodesOfDay || count.Long(1) >= SignInLimits.MostCodes;
        count.Reset();
        all.Step();
        isTooMany |= all.Long(0) >= SignInLimits.MostCodesKept;
        all.Reset();
        if (isTooMany)
        {
            return CodeRequest.TooMany;
        }

        end.Bind(1, number).Run();
        add.Bind(1, id).Bind(2, number).Bind(3, (long)wish.Use).Bind(4, wish.Account).Bind(5, wish.Line?.Value).Bind(6, CodeOf(wish.Id, code)).Bind(7, now.UnixMilliseconds).Run();
        return CodeRequest.Made;
    }

    /// <summary>One guess. Each is counted, right or wrong, before anything is done with it.</summary>
    public (GuessOutcome Outcome, LineId Line, byte[] Subject) Guess(string wish, CodeUse use, long? account, string code, Moment now)
    {
        var id = IdOf(wish);
        if (Find(id) is not { } known || known.Use != use || known.Account != account)
        {
            return (GuessOutcome.Over, default, []);
        }

        var fits = CryptographicOperations.FixedTimeEquals(known.Code, CodeOf(wish, code)) & known.Line is not null;
        if (known.State != Open || now >= known.At + SignInLimits.CodeFor || known.Guesses >= SignInLimits.MostGuesses)
        {
            return (known.State == Used && fits ? GuessOutcome.Used : GuessOutcome.Over, default, []);
        }

        var isLast = known.Guesses + 1 >= SignInLimits.MostGuesses;
        guess.Bind(1, id).Bind(2, fits ? Used : isLast ? Void : Open).Run();
        return fits ? (GuessOutcome.Right, known.Line!.Value, known.Number) : (isLast ? GuessOutcome.Over : GuessOutcome.Wrong, default, []);
    }

    public byte[] SubjectOf(string subject) => key.Hash("sign-in subject", subject);

    private byte[] IdOf(string wish) => key.Hash("sign-in wish", wish);

    private byte[] CodeOf(string wish, string code) => key.Hash("sign-in code", wish, code);

    private Row? Find(byte[] id)
    {
        if (!find.Bind(1, id).Step())
        {
            return null;
        }

        var row = new Row(find.Blob(0).ToArray(), (CodeUse)find.Long(1), find.IsNull(2) ? null : find.Long(2), find.IsNull(3) ? null : new LineId(find.Long(3)),
            find.Blob(4).ToArray(), new Moment(find.Long(5)), find.Long(6), find.Long(7));
        find.Reset();
        return row;
    }

    private sealed record Row(byte[] Number, CodeUse Use, long? Account, LineId? Line, byte[] Code, Moment At, long Guesses, long State);
}
