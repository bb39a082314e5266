using System.Buffers.Text;
using Fido2NetLib;
using Fido2NetLib.Objects;
using Kopek.Books.People.SignIns;

namespace Kopek.Web.Care.Passkeys;

/// <summary>
/// Making and using a passkey, as W3C Web Authentication Level 2 says (7.1, 7.2): what the browser is asked for, and whether its answer is right. The only place
/// that knows the library which reads and verifies answers.
/// </summary>
internal static class PasskeyCeremony
{
    /// <summary>What every device has: P-256, or RSA on computers whose chip has no other.</summary>
    private static readonly PubKeyCredParam[] algorithms = [PubKeyCredParam.ES256, PubKeyCredParam.RS256];

    /// <summary>
    /// The device keeps it with whom it is for, so that nobody types a number; and it asks for a finger, face or PIN each time: a passkey stands alone, whoever
    /// finds a security key or an open phone must not have it.
    /// </summary>
    private static readonly AuthenticatorSelection selection = new() { ResidentKey = ResidentKeyRequirement.Required, UserVerification = UserVerificationRequirement.Required };

    /// <summary>For navigator.credentials.create, in JSON.</summary>
    /// <param name="known">Passkeys that the sign-in has: a device that has one of them makes no second.</param>
    public static string CreateOptions(PasskeySite site, byte[] challenge, byte[] user, string name, IEnumerable<Passkey> known) =>
        Creation(site, challenge, user, name, [.. known.Select(one => new PublicKeyCredentialDescriptor(one.Credential))]).ToJson();

    /// <summary>For navigator.credentials.get, in JSON. It names no passkey: the device offers those that it has for this host.</summary>
    public static string GetOptions(PasskeySite site, byte[] challenge) => Assertion(site, challenge).ToJson();

    /// <summary>The passkey that was made for this challenge at this site; null where the answer is anything else.</summary>
    public static Task<RegisteredPublicKeyCredential?> Register(PasskeySite site, byte[] challenge, byte[] user, PasskeyAnswer answer) => Judge(async () =>
    {
        var raw = new AuthenticatorAttestationRawResponse
        {
            Id = Base64Url.EncodeToString(answer.Credential),
            RawId = answer.Credential,
            Type = PublicKeyCredentialType.PublicKey,
            Response = new AuthenticatorAttestationRawResponse.AttestationResponse { AttestationObject = answer.Data, ClientDataJson = answer.Client, Transports = [] },
            ClientExtensionResults = new AuthenticationExtensionsClientOutputs(),
        };

        // We ask for no attestation. Browsers send none, or the device's signature of itself; the other forms, with chains of certificates, are not even read.
        if (AuthenticatorAttestationResponse.Parse(raw).AttestationObject.Fmt is not ("none" or "packed"))
        {
            return null;
        }

        var made = await new Fido2(Configuration(site)).MakeNewCredentialAsync(new MakeNewCredentialParams
        {
            AttestationResponse = raw,
            OriginalOptions = Creation(site, challenge, user, "", []),
            IsCredentialIdUniqueToUserCallback = static (_, _) => Task.FromResult(true), // The store refuses one that is another's.
        });
        return made.Id.AsSpan().SequenceEqual(answer.Credential) ? made : null;
    });

    /// <summary>The device's counter, where the answer is of this passkey, for this challenge, at this site, and by whom the device knows as this user. Null else.</summary>
    public static async Task<uint?> Verify(PasskeySite site, byte[] challenge, Passkey passkey, byte[] user, PasskeyAnswer answer)
    {
        // A passkey that needs no number always says whose it is; the library asks only where it does.
        if (answer.Signature is null || answer.User is null || !answer.User.AsSpan().SequenceEqual(user))
        {
            return null;
        }

        var verified = await Judge(async () => await new Fido2(Configuration(site)).MakeAssertionAsync(new MakeAssertionParams
        {
            AssertionResponse = new AuthenticatorAssertionRawResponse
            {
                Id = Base64Url.EncodeToString(answer.Credential),
                RawId = answer.Credential,
                Type = PublicKeyCredentialType.PublicKey,
                Response = new AuthenticatorAssertionRawResponse.AssertionResponse { AuthenticatorData = answer.Data, ClientDataJson = answer.Client, Signature = answer.Signature, UserHandle = answer.User },
                ClientExtensionResults = new AuthenticationExtensionsClientOutputs(),
            },
            OriginalOptions = Assertion(site, challenge),
            StoredPublicKey = passkey.PublicKey,
            StoredSignatureCounter = passkey.Counter,
            IsUserHandleOwnerOfCredentialIdCallback = static (_, _) => Task.FromResult(true), // Compared above.
        }));
        return verified is { } right && Passkey.MayFollow(passkey.Counter, right.SignCount) ? right.SignCount : null;
    }

    private static CredentialCreateOptions Creation(PasskeySite site, byte[] challenge, byte[] user, string name, PublicKeyCredentialDescriptor[] known) =>
        CredentialCreateOptions.Create(Configuration(site), challenge, new Fido2User { Id = user, Name = name, DisplayName = name }, selection,
            AttestationConveyancePreference.None, known, null, algorithms);

    private static AssertionOptions Assertion(PasskeySite site, byte[] challenge) =>
        AssertionOptions.Create(Configuration(site), challenge, [], UserVerificationRequirement.Required, null);

    private static Fido2Configuration Configuration(PasskeySite site) => new()
    {
        RPID = site.Domain,
        RPName = "Kopek",
        Origins = new HashSet<string> { site.Origin },
        AllowCrossOriginRequests = false,
        Timeout = (uint)PasskeyLimits.ChallengeFor.TotalMilliseconds,
    };

    /// <summary>The library says no by exceptions, and what it reads (CBOR, JSON, keys) throws each its own: whichever it is, a stranger's octets were no answer.</summary>
    private static async Task<T?> Judge<T>(Func<Task<T?>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            return null;
        }
    }
}
