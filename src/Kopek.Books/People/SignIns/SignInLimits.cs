namespace Kopek.Books.People.SignIns;

/// <summary>How long codes and sessions of holders live, and how often they are asked for.</summary>
public static class SignInLimits
{
    /// <summary>Digits: what people can read from one screen and type on another.</summary>
    public const int CodeDigits = 6;

    /// <summary>Of one code. With <see cref="MostCodesOfDay"/>: 50 guesses a day at one number, one in 20,000 to hit.</summary>
    public const int MostGuesses = 5;

    /// <summary>Of one number in <see cref="CodesWithin"/>: an SMS may be lost twice.</summary>
    public const int MostCodes = 3;

    /// <summary>Of one number in 24 hours.</summary>
    public const int MostCodesOfDay = 10;

    /// <summary>Of all numbers in 24 hours: what a flood may make people.db grow by.</summary>
    public const int MostCodesKept = 200_000;

    /// <summary>Lines under one sign-in, the own one counted: each page asks for all of them.</summary>
    public const int MostLines = 10;

    /// <summary>Lines of others that one sign-in keeps: what fits on a page of 14 KB.</summary>
    public const int MostFavourites = 20;

    /// <summary>UTF-16 units of the name of one: what fits on a narrow phone in two lines.</summary>
    public const int LongestFavouriteName = 40;

    /// <summary>Devices of one sign-in; the one that was used least recently is signed out.</summary>
    public const int MostSessions = 20;

    public static readonly TimeSpan CodeFor = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan CodesWithin = TimeSpan.FromMinutes(15);

    /// <summary>However much it is used.</summary>
    public static readonly TimeSpan SessionFor = TimeSpan.FromDays(30);

    /// <summary>Without any page: a trip's phone that lies in a drawer.</summary>
    public static readonly TimeSpan IdleFor = TimeSpan.FromDays(7);

    /// <summary>That it was used is stored so often, not with each page.</summary>
    internal static readonly TimeSpan SeenEvery = TimeSpan.FromHours(1);
}
