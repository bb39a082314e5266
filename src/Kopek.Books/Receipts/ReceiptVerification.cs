using System.Diagnostics;
using Kopek.Books.Receipts.Forms;
using Kopek.Books.Receipts.Keys;

namespace Kopek.Books.Receipts;

/// <summary>What a check of a receipt found. The API shows the name in snake case.</summary>
public enum ReceiptVerdict
{
    /// <summary>Signed by the key that it names, and as it was signed.</summary>
    Genuine = 1,

    /// <summary>Something in it is not as it was signed.</summary>
    Altered = 2,

    /// <summary>It names a key that is not among those it was checked with: another deployment's, or a forger's.</summary>
    UnknownKey = 3,

    /// <summary>It has not the shape of a receipt.</summary>
    NotAReceipt = 4,
}

/// <summary>Checks receipts with public keys alone: no database, no secret.</summary>
public static class ReceiptVerification
{
    /// <summary>Bytes of a receipt's JSON; a real one has about a thousand.</summary>
    public const int MostBytes = 4096;

    public static ReceiptVerdict Check(PublicReceipt receipt, PublicKeys keys)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(keys);
        byte[] canonical;
        byte[] signature;
        try
        {
            canonical = CanonicalReceipt.Bytes(receipt);
            signature = Convert.FromHexString(receipt.Signature);
        }
        catch (Exception none) when (none is ArgumentException or FormatException)
        {
            return ReceiptVerdict.Altered;
        }

        return keys.Verifies(receipt.KeyId, canonical, signature) switch
        {
            true => ReceiptVerdict.Genuine,
            false => ReceiptVerdict.Altered,
            null => ReceiptVerdict.UnknownKey,
        };
    }

    /// <summary>Also checks that the part which not all may see is the one that was sealed.</summary>
    public static ReceiptVerdict Check(Receipt receipt, PublicKeys keys)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return CanonicalReceipt.Seal(receipt.Private) == receipt.Public.Seal ? Check(receipt.Public, keys) : ReceiptVerdict.Altered;
    }

    /// <summary>Checks a receipt's JSON; the receipt is null where it is none.</summary>
    public static (ReceiptVerdict Verdict, PublicReceipt? Receipt) CheckJson(ReadOnlySpan<byte> json, PublicKeys keys)
    {
        if (json.Length > MostBytes || ReceiptJsonReader.Read(json) is not var (receipt, opened))
        {
            return (ReceiptVerdict.NotAReceipt, null);
        }

        return (opened is null ? Check(receipt, keys) : Check(new Receipt(receipt, opened), keys), receipt);
    }

    /// <summary>One plain sentence for whoever asked.</summary>
    public static string Sentence(ReceiptVerdict verdict) => verdict switch
    {
        ReceiptVerdict.Genuine => "Genuine: signed by the key that it names, and unaltered.",
        ReceiptVerdict.Altered => "Altered: something in it is not as it was signed. Believe none of it.",
        ReceiptVerdict.UnknownKey => "Unknown key: it was not signed by this deployment, or its keys are not all here.",
        ReceiptVerdict.NotAReceipt => "Not a receipt: it has not the shape of one.",
        _ => throw new UnreachableException($"{verdict} has no sentence."),
    };
}
