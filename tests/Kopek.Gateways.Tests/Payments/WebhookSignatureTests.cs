using Kopek.Core;
using Kopek.Engine.Payments;
using Kopek.Gateways.Payments;

namespace Kopek.Gateways.Tests.Payments;

public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_0123456789abcdef";
    private static readonly Moment Now = new(1_764_115_200_000);
    private static readonly byte[] Body = "{\"id\":\"evt_1\"}"u8.ToArray();

    [Theory]
    [InlineData(0, WebhookVerdict.Genuine)]
    [InlineData(300, WebhookVerdict.Genuine)]
    [InlineData(301, WebhookVerdict.Stale)]
    [InlineData(-300, WebhookVerdict.Genuine)]
    [InlineData(-301, WebhookVerdict.Stale)]
    public void Five_minutes_are_borne_in_both_directions(int seconds, WebhookVerdict expected) =>
        Assert.Equal(expected, Check(WebhookSignature.Sign(Secret, Now, Body), at: Now + TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Any_of_several_secrets_and_any_of_several_signatures_will_do()
    {
        var header = WebhookSignature.Sign(Secret, Now, Body);
        Assert.Equal(WebhookVerdict.Genuine, WebhookSignature.Check(header, Body, ["whsec_new", Secret], Now));
        Assert.Equal(WebhookVerdict.Genuine, Check(header.Replace(",v1=", $",v1={new string('0', 64)},v1=", StringComparison.Ordinal)));
        Assert.Equal(WebhookVerdict.Forged, WebhookSignature.Check(header, Body, ["whsec_new"], Now));
        Assert.Equal(WebhookVerdict.Forged, WebhookSignature.Check(header, Body, [], Now));
    }

    [Fact]
    public void A_changed_octet_of_the_body_or_another_time_is_forged()
    {
        var header = WebhookSignature.Sign(Secret, Now, Body);
        Assert.Equal(WebhookVerdict.Forged, WebhookSignature.Check(header, "{\"id\":\"evt_2\"}"u8, [Secret], Now));
        Assert.Equal(WebhookVerdict.Forged, Check(header.Replace("t=1764115200", "t=1764115201", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=,v1=")]
    [InlineData("v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=1764115200")]
    [InlineData("t=1764115200,v1=zz00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=999999999999,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=-1,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=99999999999999999999,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    public void A_header_that_is_none_is_forged(string? header) => Assert.Equal(WebhookVerdict.Forged, Check(header));

    [Fact]
    public void The_most_distant_time_is_stale_and_breaks_nothing() =>
        Assert.Equal(WebhookVerdict.Stale, Check(WebhookSignature.Sign(Secret, new Moment(999_999_999_999_000), Body)));

    [Fact]
    public void An_older_scheme_is_not_accepted() =>
        Assert.Equal(WebhookVerdict.Forged, Check(WebhookSignature.Sign(Secret, Now, Body).Replace("v1=", "v0=", StringComparison.Ordinal)));

    private static WebhookVerdict Check(string? header, Moment? at = null) => WebhookSignature.Check(header, Body, [Secret], at ?? Now);
}
