using Kopek.Core.Sessions;
using Kopek.Diameter.Codec;

namespace Kopek.Gy.Tests;

/// <summary>Units as an RSU or USU carries them; null is an AVP that is not there.</summary>
internal sealed record Units(ulong? Total = null, ulong? In = null, ulong? Out = null, uint? Time = null, uint? TariffChange = null, long? Digits = null, int? Exponent = null, uint? Currency = null)
{
    public void Write(ref AvpWriter writer, uint code)
    {
        var group = writer.BeginGroup(code);
        if (TariffChange is { } change)
        {
            writer.WriteUnsigned32(AvpCodes.TariffChangeUsage, change);
        }

        if (Time is { } seconds)
        {
            writer.WriteUnsigned32(AvpCodes.CcTime, seconds);
        }

        if (Digits is { } digits)
        {
            WriteMoney(ref writer, digits);
        }

        foreach (var (octetCode, octets) in new[] { (AvpCodes.CcTotalOctets, Total), (AvpCodes.CcInputOctets, In), (AvpCodes.CcOutputOctets, Out) })
        {
            if (octets is { } value)
            {
                writer.WriteUnsigned64(octetCode, value);
            }
        }

        writer.EndGroup(group);
    }

    private void WriteMoney(ref AvpWriter writer, long digits)
    {
        var money = writer.BeginGroup(AvpCodes.CcMoney);
        var unit = writer.BeginGroup(AvpCodes.UnitValue);
        writer.WriteInteger64(AvpCodes.ValueDigits, digits);
        if (Exponent is { } exponent)
        {
            writer.WriteInteger32(AvpCodes.Exponent, exponent);
        }

        writer.EndGroup(unit);
        if (Currency is { } currency)
        {
            writer.WriteUnsigned32(AvpCodes.CurrencyCode, currency);
        }

        writer.EndGroup(money);
    }
}

/// <summary>One Multiple-Services-Credit-Control.</summary>
internal sealed record Mscc(uint? RatingGroup = 1, uint? Service = null, Units? Requested = null, params Units[] Used);

/// <summary>A CCR as a core writes it, with every part to be changed by a test.</summary>
internal sealed record Ccr(CcRequestType Type, uint Number)
{
    public const int MostOctets = 128 * 1024;

    public delegate void WriteAvps(ref AvpWriter writer);

    public string? SessionId { get; init; } = "pgw.core.example;1;1";
    public string? OriginHost { get; init; } = "pgw.core.example";
    public string? OriginRealm { get; init; } = "core.example";
    public string? DestinationHost { get; init; }
    public uint? Application { get; init; } = Applications.CreditControl;
    public string? Msisdn { get; init; } = "79000000001";
    public string? Imsi { get; init; }
    public uint? Action { get; init; }
    public long Timestamp { get; init; } = 1_790_000_000;
    public string? Network { get; init; }
    public IReadOnlyList<Mscc> Services { get; init; } = [];
    public Units? Requested { get; init; }
    public Units? Used { get; init; }
    public bool Retransmitted { get; init; }
    public WriteAvps? Extra { get; init; }

    public static Ccr I(params Mscc[] services) => new(CcRequestType.Initial, 0) { Services = services };

    public static Ccr U(uint number, params Mscc[] services) => new(CcRequestType.Update, number) { Services = services };

    public static Ccr T(uint number, params Mscc[] services) => new(CcRequestType.Termination, number) { Services = services };

    public static Ccr Event(RequestedAction action, Units? requested) => new(CcRequestType.Event, 0) { Action = (uint)action, Requested = requested };

    public byte[] Encode(uint hopByHop = 1, uint endToEnd = 1)
    {
        var octets = new byte[MostOctets];
        var writer = new AvpWriter(octets);
        var flags = CommandFlags.Request | CommandFlags.Proxiable | (Retransmitted ? CommandFlags.Retransmitted : CommandFlags.None);
        var start = writer.BeginMessage(new DiameterHeader(1, 0, flags, CommandCodes.CreditControl, Applications.CreditControl, hopByHop, endToEnd));
        Text(ref writer, AvpCodes.SessionId, SessionId);
        Text(ref writer, AvpCodes.OriginHost, OriginHost);
        Text(ref writer, AvpCodes.OriginRealm, OriginRealm);
        Text(ref writer, AvpCodes.DestinationRealm, "kopek.example");
        Text(ref writer, AvpCodes.DestinationHost, DestinationHost);
        Number32(ref writer, AvpCodes.AuthApplicationId, Application);
        Text(ref writer, AvpCodes.ServiceContextId, "32251@3gpp.org");
        writer.WriteUnsigned32(AvpCodes.CcRequestType, (uint)Type);
        writer.WriteUnsigned32(AvpCodes.CcRequestNumber, Number);
        writer.WriteTime(AvpCodes.EventTimestamp, Timestamp);
        Subscription(ref writer, 1, Imsi);
        Subscription(ref writer, 0, Msisdn);
        Number32(ref writer, AvpCodes.RequestedAction, Action);
        Requested?.Write(ref writer, AvpCodes.RequestedServiceUnit);
        Used?.Write(ref writer, AvpCodes.UsedServiceUnit);
        foreach (var service in Services)
        {
            Service(ref writer, service);
        }

        PacketSwitched(ref writer);
        Extra?.Invoke(ref writer);
        writer.EndMessage(start);
        Assert.False(writer.Overflowed);
        return octets[..writer.Written];
    }

    private void PacketSwitched(ref AvpWriter writer)
    {
        var information = writer.BeginGroup(ThreeGppAvpCodes.ServiceInformation, Vendors.ThreeGpp);
        var packet = writer.BeginGroup(ThreeGppAvpCodes.PSInformation, Vendors.ThreeGpp);
        writer.WriteUnsigned32(ThreeGppAvpCodes.ChargingId, 7, Vendors.ThreeGpp);
        writer.WriteInteger32(ThreeGppAvpCodes.PDPType, 0, Vendors.ThreeGpp);
        if (Network is { } network)
        {
            writer.WriteText(ThreeGppAvpCodes.SGSNMCCMNC, network, Vendors.ThreeGpp);
        }

        writer.WriteText(AvpCodes.CalledStationId, "internet");
        writer.EndGroup(packet);
        writer.EndGroup(information);
    }

    private static void Service(ref AvpWriter writer, Mscc service)
    {
        var group = writer.BeginGroup(AvpCodes.MultipleServicesCreditControl);
        service.Requested?.Write(ref writer, AvpCodes.RequestedServiceUnit);
        foreach (var used in service.Used)
        {
            used.Write(ref writer, AvpCodes.UsedServiceUnit);
        }

        Number32(ref writer, AvpCodes.ServiceIdentifier, service.Service);
        Number32(ref writer, AvpCodes.RatingGroup, service.RatingGroup);
        writer.EndGroup(group);
    }

    private static void Subscription(ref AvpWriter writer, uint type, string? data)
    {
        if (data is not null)
        {
            var group = writer.BeginGroup(AvpCodes.SubscriptionId);
            writer.WriteUnsigned32(AvpCodes.SubscriptionIdType, type);
            writer.WriteText(AvpCodes.SubscriptionIdData, data);
            writer.EndGroup(group);
        }
    }

    private static void Text(ref AvpWriter writer, uint code, string? text)
    {
        if (text is not null)
        {
            writer.WriteText(code, text);
        }
    }

    private static void Number32(ref AvpWriter writer, uint code, uint? value)
    {
        if (value is { } number)
        {
            writer.WriteUnsigned32(code, number);
        }
    }
}
