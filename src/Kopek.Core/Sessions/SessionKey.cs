namespace Kopek.Core.Sessions;

/// <summary>
/// A Diameter Session-Id as 128 bits of its hash. The text itself stays out of the journal, because some cores write the IMSI into it.
/// </summary>
public readonly record struct SessionKey(ulong High, ulong Low)
{
    public override string ToString() => $"{High:x16}{Low:x16}";
}
