using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using Kopek.Diameter.Client;
using Kopek.Diameter.Codec;
using Kopek.Diameter.Tests.Peers;

namespace Kopek.Diameter.Tests.Client;

public sealed class TlsTests
{
    [Fact]
    public async Task The_same_handler_serves_a_TLS_listener()
    {
        using X509Certificate2 certificate = SelfSigned("ocs.kopek.example");
        await using LiveServer server = await LiveServer.StartAsync(certificate: certificate);
        var tls = new SslClientAuthenticationOptions
        {
            TargetHost = "ocs.kopek.example",
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString(),
        };
        await using DiameterClient client = await server.ConnectAsync(tls: tls);

        byte[]?[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => client.Peer.SendRequestAsync(Messages.Ccr(ballast: 1000), RawPeer.Patience)));

        Assert.All(answers, answer => Assert.Equal(ResultCodes.Success, Messages.ResultCode(answer)));
    }

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
