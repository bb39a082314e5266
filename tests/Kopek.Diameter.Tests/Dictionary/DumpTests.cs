using Kopek.Diameter.Codec;
using Kopek.Diameter.Dictionary;
using Kopek.Diameter.Tests.Codec;

namespace Kopek.Diameter.Tests.Dictionary;

public sealed class DumpTests
{
    [Fact]
    public void A_request_is_shown_with_names_and_values_and_without_its_subscriber()
    {
        string text = DiameterDump.ToText(Corpus.All["ccr-update-open5gs"]);

        Assert.StartsWith("CCR (272), application 4, flags Proxiable, Request, ", text, StringComparison.Ordinal);
        Assert.Contains("  Service-Context-Id: 32251@3gpp.org\n", text, StringComparison.Ordinal);
        Assert.Contains("    Subscription-Id-Data: *******0001\n", text, StringComparison.Ordinal);
        Assert.Contains("      CC-Input-Octets: 400000\n", text, StringComparison.Ordinal);
        Assert.Contains("      3GPP-SGSN-MCC-MNC: 25001\n", text, StringComparison.Ordinal);
        Assert.Contains("      PDP-Address: 10.45.0.2\n", text, StringComparison.Ordinal);
        Assert.Contains("  3GPP-User-Location-Info: (13 octets of location)\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("79000000001", text, StringComparison.Ordinal);
        Assert.DoesNotContain("250010000000001", text, StringComparison.Ordinal);
        Assert.DoesNotContain("malformed", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_identifier_is_hidden_whole()
    {
        byte[] message = Messages.Request(CommandCodes.CreditControl, 4, (ref AvpWriter writer) => writer.WriteText(AvpCodes.SubscriptionIdData, "1234567"));
        Assert.Contains("Subscription-Id-Data: *******\n", DiameterDump.ToText(message), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_break_in_a_text_is_no_line_break_in_the_dump()
    {
        byte[] message = Messages.Request(CommandCodes.CreditControl, 4, (ref AvpWriter writer) => writer.WriteText(AvpCodes.SessionId, "a\nResult-Code: 2001"));
        Assert.Contains("Session-Id: a?Result-Code: 2001\n", DiameterDump.ToText(message), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_malformed_is_named_where_it_stands()
    {
        byte[] message = [.. Messages.Dwr()];
        message[20 + 7] = 200;
        Assert.Contains("malformed: 5014 at octet 20, Origin-Host\n", DiameterDump.ToText(message), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Corpus.Names), MemberType = typeof(Corpus))]
    public void Every_message_of_the_corpus_is_named_throughout(string name)
    {
        string text = DiameterDump.ToText(Corpus.All[name]);
        Assert.DoesNotContain("AVP ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("not of its type", text, StringComparison.Ordinal);
    }
}
