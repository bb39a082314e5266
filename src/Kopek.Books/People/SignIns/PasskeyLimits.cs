namespace Kopek.Books.People.SignIns;

public static class PasskeyLimits
{
    /// <summary>Of one sign-in: a person's devices, and a family's.</summary>
    public const int MostPasskeys = 10;

    /// <summary>Letters of the name that a holder gives: one line of a narrow phone.</summary>
    public const int LongestName = 40;

    /// <summary>Octets; Web Authentication Level 2, 7.1 step 17.</summary>
    public const int LongestCredential = 1023;

    /// <summary>Octets: an RSA key of 4,096 bits has 530.</summary>
    public const int LongestKey = 1024;

    /// <summary>Kept at a time; above it the oldest go. Somebody who looks at his fingerprint reader is done before a flood reaches him.</summary>
    public const int MostChallenges = 10_000;

    /// <summary>From the press of the button to the device's answer: finding the other phone takes a while.</summary>
    public static readonly TimeSpan ChallengeFor = TimeSpan.FromMinutes(5);
}
