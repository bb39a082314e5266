using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Kopek.Core.Orders;

namespace Kopek.Core.Accounts;

/// <summary>128 bits of a name: the first half of its SHA-256. For accounts that are found by a code: an operator's receipts, a partner's float, a till.</summary>
public static class NamedKey
{
    public static OrderId Of(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        return new OrderId(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }
}
