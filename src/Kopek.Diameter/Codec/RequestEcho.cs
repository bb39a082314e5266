namespace Kopek.Diameter.Codec;

/// <summary>What every answer repeats of its request.</summary>
public static class RequestEcho
{
    /// <summary>Copies Session-Id to the front of an answer; nothing where the request has none that can be read.</summary>
    public static void WriteSessionId(ref AvpWriter writer, scoped ReadOnlySpan<byte> request)
    {
        AvpReader reader = AvpReader.OfMessage(request);
        while (reader.MoveNext())
        {
            if (reader is { Code: AvpCodes.SessionId, VendorId: 0 })
            {
                writer.WriteRaw(reader.Avp);
                return;
            }
        }
    }

    /// <summary>Copies every Proxy-Info in its order, so that proxies on the way recognise the answer (RFC 6733 6.2).</summary>
    public static void WriteProxyInfo(ref AvpWriter writer, scoped ReadOnlySpan<byte> request)
    {
        AvpReader reader = AvpReader.OfMessage(request);
        while (reader.MoveNext())
        {
            if (reader is { Code: AvpCodes.ProxyInfo, VendorId: 0 })
            {
                writer.WriteRaw(reader.Avp);
            }
        }
    }
}
