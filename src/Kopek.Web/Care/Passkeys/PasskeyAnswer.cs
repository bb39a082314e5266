using System.Buffers.Text;
using Kopek.Books.People.SignIns;
using Kopek.Web.Pages;

namespace Kopek.Web.Care.Passkeys;

/// <summary>What a device answered, as the script put it into the form: each field is octets in base64url.</summary>
/// <param name="Credential">Which passkey.</param>
/// <param name="Client">clientDataJSON: what the browser says it was asked, and by whom.</param>
/// <param name="Data">attestationObject where a passkey was made, authenticatorData where one was used.</param>
/// <param name="Signature">Null where one was made.</param>
/// <param name="User">Whose it is, as the device kept it; null where one was made.</param>
internal sealed record PasskeyAnswer(byte[] Credential, byte[] Client, byte[] Data, byte[]? Signature, byte[]? User)
{
    /// <summary>Octets of one field: an attestation of ours has some 300, with an RSA key and the longest name of a credential 2,000.</summary>
    private const int MostBytes = 4 << 10;

    /// <summary>Null where a field is missing or is none of ours.</summary>
    public static PasskeyAnswer? Read(PostedForm form) =>
        Octets(form, "credential") is { Length: <= PasskeyLimits.LongestCredential } credential && Octets(form, "client") is { } client && Octets(form, "data") is { } data
            ? new PasskeyAnswer(credential, client, data, Octets(form, "signature"), Octets(form, "user")) : null;

    private static byte[]? Octets(PostedForm form, string name)
    {
        var text = form.Long(name, MostBytes * 4 / 3);
        return text.Length > 0 && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
    }
}
