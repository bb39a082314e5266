using Kopek.Diameter.Codec;
using static Kopek.Diameter.Dictionary.AvpType;
using static Kopek.Diameter.Dictionary.MandatoryRule;

namespace Kopek.Diameter.Dictionary;

/// <summary>AVPs of the base protocol, RFC 6733 4.5.</summary>
internal static class BaseAvps
{
    public static readonly AvpDefinition[] All =
    [
        new(1, Vendors.None, "User-Name", UTF8String, Must),
        new(25, Vendors.None, "Class", OctetString, Must),
        new(27, Vendors.None, "Session-Timeout", Unsigned32, Must),
        new(33, Vendors.None, "Proxy-State", OctetString, Must),
        new(44, Vendors.None, "Acct-Session-Id", OctetString, Must),
        new(50, Vendors.None, "Acct-Multi-Session-Id", UTF8String, Must),
        new(55, Vendors.None, "Event-Timestamp", Time, Must),
        new(85, Vendors.None, "Acct-Interim-Interval", Unsigned32, Must),
        new(257, Vendors.None, "Host-IP-Address", Address, Must),
        new(258, Vendors.None, "Auth-Application-Id", Unsigned32, Must),
        new(259, Vendors.None, "Acct-Application-Id", Unsigned32, Must),
        new(260, Vendors.None, "Vendor-Specific-Application-Id", Grouped, Must),
        new(261, Vendors.None, "Redirect-Host-Usage", Enumerated, Must),
        new(262, Vendors.None, "Redirect-Max-Cache-Time", Unsigned32, Must),
        new(263, Vendors.None, "Session-Id", UTF8String, Must),
        new(264, Vendors.None, "Origin-Host", DiameterIdentity, Must),
        new(265, Vendors.None, "Supported-Vendor-Id", Unsigned32, Must),
        new(266, Vendors.None, "Vendor-Id", Unsigned32, Must),
        new(267, Vendors.None, "Firmware-Revision", Unsigned32, MustNot),
        new(268, Vendors.None, "Result-Code", Unsigned32, Must),
        new(269, Vendors.None, "Product-Name", UTF8String, MustNot),
        new(270, Vendors.None, "Session-Binding", Enumerated, Must),
        new(271, Vendors.None, "Session-Server-Failover", Enumerated, Must),
        new(272, Vendors.None, "Multi-Round-Time-Out", Unsigned32, Must),
        new(273, Vendors.None, "Disconnect-Cause", Enumerated, Must),
        new(274, Vendors.None, "Auth-Request-Type", Enumerated, Must),
        new(276, Vendors.None, "Auth-Grace-Period", Unsigned32, Must),
        new(277, Vendors.None, "Auth-Session-State", Enumerated, Must),
        new(278, Vendors.None, "Origin-State-Id", Unsigned32, Must),
        new(279, Vendors.None, "Failed-AVP", Grouped, Must),
        new(280, Vendors.None, "Proxy-Host", DiameterIdentity, Must),
        new(281, Vendors.None, "Error-Message", UTF8String, MustNot),
        new(282, Vendors.None, "Route-Record", DiameterIdentity, Must),
        new(283, Vendors.None, "Destination-Realm", DiameterIdentity, Must),
        new(284, Vendors.None, "Proxy-Info", Grouped, Must),
        new(285, Vendors.None, "Re-Auth-Request-Type", Enumerated, Must),
        new(287, Vendors.None, "Accounting-Sub-Session-Id", Unsigned64, Must),
        new(291, Vendors.None, "Authorization-Lifetime", Unsigned32, Must),
        new(292, Vendors.None, "Redirect-Host", DiameterURI, Must),
        new(293, Vendors.None, "Destination-Host", DiameterIdentity, Must),
        new(294, Vendors.None, "Error-Reporting-Host", DiameterIdentity, MustNot),
        new(295, Vendors.None, "Termination-Cause", Enumerated, Must),
        new(296, Vendors.None, "Origin-Realm", DiameterIdentity, Must),
        new(297, Vendors.None, "Experimental-Result", Grouped, Must),
        new(298, Vendors.None, "Experimental-Result-Code", Unsigned32, Must),
        new(299, Vendors.None, "Inband-Security-Id", Unsigned32, Must),
        new(300, Vendors.None, "E2E-Sequence", Grouped, Must),
        new(480, Vendors.None, "Accounting-Record-Type", Enumerated, Must),
        new(483, Vendors.None, "Accounting-Realtime-Required", Enumerated, Must),
        new(485, Vendors.None, "Accounting-Record-Number", Unsigned32, Must),
    ];
}
