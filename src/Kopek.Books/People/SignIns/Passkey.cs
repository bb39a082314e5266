using Kopek.Core;
using Kopek.Core.Lines;

namespace Kopek.Books.People.SignIns;

/// <summary>A key pair of a holder's device that signs him in (W3C Web Authentication, "public key credential"). None of it is secret: the private key never leaves the device.</summary>
/// <param name="Id">Ours, for forms.</param>
/// <param name="Account">The sign-in that it opens.</param>
/// <param name="Line">The line that this sign-in belongs to.</param>
/// <param name="Credential">The device's name for it, 1 to 1,023 octets.</param>
/// <param name="PublicKey">In COSE's form (RFC 9052 7).</param>
/// <param name="Counter">The device's signature counter when it was last used; always zero where passkeys are kept on several devices.</param>
/// <param name="Name">What the holder calls it; may be empty.</param>
/// <param name="Used">Null: never yet.</param>
public sealed record Passkey(long Id, long Account, LineId Line, byte[] Credential, byte[] PublicKey, uint Counter, string Name, Moment Made, Moment? Used)
{
    /// <summary>
    /// Whether a counter may follow another: it grows, or the device counts nothing and both are zero. One that stands still or goes back is the mark of a
    /// copied device or of an answer that was sent before (Web Authentication Level 2, 7.2 step 21).
    /// </summary>
    public static bool MayFollow(uint stored, uint shown) => shown > stored || (shown == 0 && stored == 0);
}

/// <param name="Name">At most <see cref="PasskeyLimits.LongestName"/>.</param>
public sealed record NewPasskey(long Account, byte[] Credential, byte[] PublicKey, uint Counter, string Name);

/// <summary>What a challenge was made for; its answer is good for nothing else. Stored: never renumber.</summary>
public enum PasskeyUse
{
    SignIn = 1,
    Add = 2,
}

public enum PasskeyAdded
{
    Done,

    /// <summary>The sign-in has it already.</summary>
    Repeated,

    /// <summary>The sign-in has as many as it may.</summary>
    Full,

    /// <summary>It is another's, or no device makes such.</summary>
    Refused,
}
