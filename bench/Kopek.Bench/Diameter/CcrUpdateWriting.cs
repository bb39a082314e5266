namespace Kopek.Bench.Diameter;

/// <summary>Writes a CCR-U into a buffer that is there already.</summary>
public sealed class CcrUpdateWriting
{
    private readonly byte[] octets = new byte[CcrUpdate.MaxLength];

    /// <summary>Octets of the last run: kept, so that no compiler can leave the work out.</summary>
    public int Written { get; private set; }

    public void Run() => Written = CcrUpdate.Write(octets);
}
