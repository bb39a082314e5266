using Kopek.Diameter.Codec;

namespace Kopek.Bench.Diameter;

/// <summary>Walks all AVPs of a CCR-U, groups included, as the Gy layer does.</summary>
public sealed class CcrUpdateReading
{
    private readonly byte[] message;

    public CcrUpdateReading()
    {
        Span<byte> octets = stackalloc byte[CcrUpdate.MaxLength];
        message = octets[..CcrUpdate.Write(octets)].ToArray();
    }

    /// <summary>What the last run found: kept, so that no compiler can leave the work out.</summary>
    public int Found { get; private set; }

    public void Run()
    {
        AvpReader reader = AvpReader.OfMessage(message);
        Found = Walk(ref reader);
    }

    private static int Walk(ref AvpReader reader)
    {
        int found = 0;
        while (reader.MoveNext())
        {
            found++;
            if (reader.Code is AvpCodes.SubscriptionId or AvpCodes.MultipleServicesCreditControl or AvpCodes.RequestedServiceUnit or AvpCodes.UsedServiceUnit)
            {
                AvpReader group = reader.Group();
                found += Walk(ref group);
            }
        }

        return reader.Failed ? throw new InvalidOperationException("the sample is malformed") : found;
    }
}
