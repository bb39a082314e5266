using Kopek.Core.Lines;

namespace Kopek.Books.People.SignIns;

/// <summary>What a code is for; it works for nothing else. Stored: never renumber.</summary>
public enum CodeUse
{
    SignIn = 1,
    AddLine = 2,
    ConfirmEmail = 3,
}

/// <summary>Somebody asks for a code.</summary>
/// <param name="Id">Of the form that asks, nobody can guess it: the code works only together with it, and the same form again makes no other code.</param>
/// <param name="Subject">The number in digits, or the e-mail address to be confirmed: codes are counted by it. Kept as a keyed hash.</param>
/// <param name="Line">Null for a number that nobody has: its code is made and counted all the same, and fits nothing.</param>
/// <param name="Account">Who asks, where he is signed in.</param>
public sealed record CodeWish(string Id, CodeUse Use, string Subject, LineId? Line, long? Account = null)
{
    public override string ToString() => $"code for {Use}";
}

public enum CodeRequest
{
    /// <summary>It is to be sent now; earlier codes of the number fit no more.</summary>
    Made,

    /// <summary>The same form came before: nothing is to be sent.</summary>
    Repeated,

    /// <summary>The id belongs to another wish.</summary>
    Conflict,

    /// <summary>The number had as many as it may.</summary>
    TooMany,
}

public enum GuessOutcome
{
    Right,
    Wrong,

    /// <summary>It was right, once, before.</summary>
    Used,

    /// <summary>Too late, too many guesses, a newer code, or never asked for.</summary>
    Over,

    /// <summary>Right, but the sign-in holds as many lines as it may.</summary>
    Full,
}
