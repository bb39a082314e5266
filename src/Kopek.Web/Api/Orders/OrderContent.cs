using System.Buffers;
using System.Globalization;
using System.Text;
using Kopek.Core.Lines;
using Kopek.Engine.Orders;
using Kopek.Web.Api.Bodies;

namespace Kopek.Web.Api.Orders;

/// <summary>
/// What an order asks for, in a form that equal requests share however they are written: route, line and each member in a fixed order. Its digest is
/// kept for 30 days, so the form may only change together with its version.
/// </summary>
internal static class OrderContent
{
    private const char Version = '1';
    private const char Separator = '\n';

    public static ContentDigest Digest(string route, LineId line, in CommandBody body)
    {
        var text = new StringBuilder(96);
        text.Append(Version).Append(Separator).Append(route).Append(Separator).Append(CultureInfo.InvariantCulture, $"{line.Value}");
        if (body.Present.HasFlag(BodyMembers.Amount))
        {
            Add(text, BodyMembers.Amount, string.Create(CultureInfo.InvariantCulture, $"{body.Amount.Kopeks} {body.Currency}"));
        }

        Add(text, BodyMembers.Pack, body.Pack);
        Add(text, BodyMembers.Plan, body.Plan);
        Add(text, BodyMembers.When, body.When);
        Add(text, BodyMembers.Msisdn, body.Msisdn);
        Add(text, BodyMembers.Imsi, body.Imsi);
        Add(text, BodyMembers.Iccid, body.Iccid);
        Add(text, BodyMembers.TimeZone, body.TimeZone);
        Add(text, BodyMembers.Region, body.Region);
        Add(text, BodyMembers.Reason, body.Reason);
        return Digest(text);
    }

    private static ContentDigest Digest(StringBuilder text)
    {
        var content = text.ToString();
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(content.Length));
        try
        {
            return OrderKey.Digest(bytes.AsSpan(0, Encoding.UTF8.GetBytes(content, bytes)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>With its length, so that no text can pass for two members.</summary>
    private static void Add(StringBuilder text, BodyMembers member, string? value)
    {
        if (value is not null)
        {
            text.Append(Separator).Append(CultureInfo.InvariantCulture, $"{(int)member}:{value.Length}:").Append(value);
        }
    }
}
