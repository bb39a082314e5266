using System.Text;
using System.Text.Json.Nodes;
using Kopek.Books.Receipts;
using Kopek.Books.Receipts.Keys;
using Kopek.Books.Storage;
using Kopek.Core;

namespace Kopek.Books.Tests.Receipts;

public sealed class ReceiptKeysTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kopek-keys-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string KeyPath => Path.Combine(folder, KeyFile.Name);

    [Fact]
    public void Signatures_and_key_ids_are_those_of_the_standards()
    {
        // RFC 8032 7.1, tests 1 and 2; RFC 8037 A.3 for the thumbprint of the first.
        var first = new SigningKey(Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"), new Moment(0));
        Assert.Equal("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", Convert.ToHexStringLower(first.Public));
        Assert.Equal("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", first.Id);
        Assert.Equal(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            Convert.ToHexStringLower(first.Sign([])));
        var second = new SigningKey(Convert.FromHexString("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"), new Moment(0));
        Assert.Equal(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            Convert.ToHexStringLower(second.Sign([0x72])));
    }

    [Fact]
    public void The_first_start_makes_a_key_for_the_owner_only_and_the_next_has_the_same()
    {
        var first = ReceiptKeys.Open(folder).Sign(ReceiptSamples.Payment());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        }

        Assert.Equal(first, ReceiptKeys.Open(folder).Sign(ReceiptSamples.Payment()));
        Assert.DoesNotContain("secret", File.ReadAllText(Path.Combine(folder, ReceiptKeys.PublicName)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_key_signs_from_its_time_on_and_old_receipts_stay_as_they_are()
    {
        var before = ReceiptKeys.Open(folder).Sign(ReceiptSamples.Payment());
        var id = ReceiptKeys.Rotate(folder, ReceiptSamples.At + TimeSpan.FromHours(1));
        var keys = ReceiptKeys.Open(folder);
        Assert.Equal(before, keys.Sign(ReceiptSamples.Payment()));
        var after = keys.Sign(ReceiptSamples.Payment(200) with { IssuedAt = ReceiptSamples.At + TimeSpan.FromHours(1) });
        Assert.Equal(id, after.Public.KeyId);
        Assert.All((Receipt[])[before, after], receipt => Assert.Equal(ReceiptVerdict.Genuine, ReceiptVerification.Check(receipt, keys.Public)));
    }

    [Fact]
    public void A_key_whose_seed_is_destroyed_is_still_known_in_public()
    {
        var before = ReceiptKeys.Open(folder).Sign(ReceiptSamples.Payment());
        ReceiptKeys.Rotate(folder, ReceiptSamples.At);
        var lines = File.ReadAllLines(KeyPath).Where(line => !line.StartsWith("key 0 ", StringComparison.Ordinal)).ToArray();
        File.WriteAllLines(KeyPath, lines);
        var keys = ReceiptKeys.Open(folder);
        Assert.Equal(2, keys.Public.Ids.Count);
        Assert.Equal(ReceiptVerdict.Genuine, ReceiptVerification.Check(before, keys.Public));
        Assert.Equal(before.Public.Token, keys.Sign(ReceiptSamples.Payment()).Public.Token);
    }

    [Fact]
    public void A_key_that_others_can_read_or_that_is_lost_or_broken_is_refused_and_nothing_of_it_is_told()
    {
        ReceiptKeys.Open(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            Assert.Contains("chmod 600", Assert.Throws<BooksException>(() => ReceiptKeys.Open(folder)).Message, StringComparison.Ordinal);
            File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var secret = File.ReadAllText(KeyPath);
        File.WriteAllText(KeyPath, secret.Replace("key 0 ", "key 0 zz", StringComparison.Ordinal));
        var broken = Assert.Throws<BooksException>(() => ReceiptKeys.Open(folder)).Message;
        Assert.DoesNotContain(secret.Split('\n')[1].Split(' ')[1], broken, StringComparison.Ordinal);
        File.Delete(KeyPath);
        Assert.Contains("is missing", Assert.Throws<BooksException>(() => ReceiptKeys.Open(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_public_keys_are_a_key_set_without_anything_private_and_are_read_back()
    {
        var keys = ReceiptSamples.Keys().Public;
        Assert.Equal(
            """{"keys":[{"kty":"OKP","crv":"Ed25519","use":"sig","alg":"EdDSA","kid":"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}""",
            Encoding.UTF8.GetString(keys.Json()));
        Assert.Equal(keys.Ids, PublicKeys.Parse(keys.Json()).Ids);
        Assert.Null(JsonNode.Parse(keys.Json())!["keys"]![0]!["d"]);
        Assert.Empty(PublicKeys.Parse("""{"keys":[{"kty":"RSA","crv":"P-256"}]}"""u8).Ids);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":7}""")]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"?"}]}""")]
    [InlineData("""{"keys":[{"kty":"OKP","crv":"Ed25519"}]}""")]
    public void What_is_no_key_set_is_refused(string text) => Assert.Throws<FormatException>(() => PublicKeys.Parse(Encoding.UTF8.GetBytes(text)));
}
