using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kopek.Diameter.Codec;

namespace Kopek.Gy.Tests.Sessions;

public sealed class TlsTests
{
    [Fact]
    public async Task Gy_is_served_under_TLS()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ocs.kopek.example", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        await using var live = await LiveGy.StartAsync(certificate: certificate);
        var trust = new SslClientAuthenticationOptions
        {
            TargetHost = "ocs.kopek.example",
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString(),
        };
        await using var core = await live.ConnectAsync(tls: trust);
        Assert.Equal(ResultCodes.Success, (await LiveGy.AskAsync(core, Ccr.I(new Mscc(Requested: new Units())))).ResultCode);
    }
}
