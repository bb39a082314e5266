using System.Buffers.Text;
using CsCheck;
using Kopek.Books.People.SignIns;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Web.Care.Passkeys;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Tests.Care.Passkeys;

/// <summary>What a stranger sends instead of an answer is refused, whatever it is; and for which hosts passkeys are made.</summary>
public sealed class PasskeyCeremonyTests
{
    private static readonly PasskeySite site = new("kopek.example", "https://kopek.example");
    private static readonly byte[] challenge = new byte[32];
    private static readonly byte[] user = [7];

    [Fact]
    public async Task One_changed_octet_anywhere_makes_an_answer_wrong()
    {
        using var device = new SoftDevice();
        var made = Read(device.Make(PasskeyCeremony.CreateOptions(site, challenge, user, "", []), site.Origin));
        var registered = await PasskeyCeremony.Register(site, challenge, user, made);
        Assert.NotNull(registered);
        var passkey = new Passkey(1, 1, new LineId(1), registered.Id, registered.PublicKey, 0, "", Moment.Beginning, null);
        var used = Read(device.Answer(PasskeyCeremony.GetOptions(site, challenge), site.Origin));
        Assert.Equal(0u, await PasskeyCeremony.Verify(site, challenge, passkey, user, used));

        // Each octet of what is signed and of the signature, in turn; of the signature all but the tag around its two numbers, which says nothing.
        foreach (var (octets, change) in ((byte[], Func<byte[], PasskeyAnswer>)[])[(used.Client, other => used with { Client = other }), (used.Data, other => used with { Data = other }),
            (used.Signature!, other => used with { Signature = other }), (used.User!, other => used with { User = other })])
        {
            for (var place = octets == used.Signature ? 1 : 0; place < octets.Length; place++)
            {
                byte[] changed = [.. octets];
                changed[place] ^= 1;
                Assert.True(await PasskeyCeremony.Verify(site, challenge, passkey, user, change(changed)) is null, $"octet {place} of {octets.Length} does not matter");
            }
        }
    }

    [Fact]
    public void Octets_that_are_no_answer_are_refused_and_throw_nothing()
    {
        using var device = new SoftDevice();
        var made = Read(device.Make(PasskeyCeremony.CreateOptions(site, challenge, user, "", []), site.Origin));
        Gen.Select(Gen.Int[0, made.Data.Length - 1], Gen.Byte.Array[0, 60]).Sample((place, noise) =>
        {
            byte[] broken = [.. made.Data.AsSpan(0, place), .. noise];
            // Nobody signs a key that is new: one of the same length with other octets is an answer, of a passkey that will never open anything. A longer one
            // may begin with the whole answer, and what is behind it is not read.
            if (broken.Length >= made.Data.Length)
            {
                return;
            }

            Assert.Null(PasskeyCeremony.Register(site, challenge, user, made with { Data = broken, Client = made.Client }).GetAwaiter().GetResult());
            Assert.Null(PasskeyCeremony.Register(site, challenge, user, made with { Client = noise }).GetAwaiter().GetResult());
        }, iter: 2000);
    }

    [Theory]
    [InlineData("https", "kopek.example", "kopek.example", "https://kopek.example")]
    [InlineData("https", "Kopek.Example:8443", "kopek.example", "https://kopek.example:8443")]
    [InlineData("https", "копейка.рф", "xn--80ajmccvh.xn--p1ai", "https://xn--80ajmccvh.xn--p1ai")]
    [InlineData("http", "localhost:5080", "localhost", "http://localhost:5080")]
    [InlineData("http", "kopek.example", null, null)]
    [InlineData("https", "192.0.2.7", null, null)]
    [InlineData("http", "127.0.0.1:5080", null, null)]
    [InlineData("https", "[2001:db8::1]", null, null)]
    [InlineData("https", "", null, null)]
    public void Passkeys_are_for_the_host_as_browsers_name_it_over_https_or_on_localhost(string scheme, string host, string? domain, string? origin)
    {
        var http = new DefaultHttpContext();
        (http.Request.Scheme, http.Request.Host) = (scheme, new HostString(host));
        var found = PasskeySite.Of(http.Request);
        Assert.Equal((domain, origin), (found?.Domain, found?.Origin));
    }

    private static PasskeyAnswer Read(Dictionary<string, string> fields)
    {
        byte[]? Octets(string name) => fields.TryGetValue(name, out var text) ? Base64Url.DecodeFromChars(text) : null;
        return new PasskeyAnswer(Octets("credential")!, Octets("client")!, Octets("data")!, Octets("signature"), Octets("user"));
    }
}
