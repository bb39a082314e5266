using Kopek.Diameter.Codec;
using Kopek.Diameter.Dictionary;

namespace Kopek.Diameter.Tests.Codec;

/// <summary>Each kind of bad octets: the Result-Code it gives and the Failed-AVP that goes back.</summary>
public sealed class MalformationTests
{
    [Theory]
    // Origin-Host, length 7: below its own header. Only the header is trusted, and its length is mended.
    [InlineData("0000010840000007", "0000010840000008")]
    // Origin-Host, length 40 of 12 that are there.
    [InlineData("000001084000002861626364", "0000010840000008")]
    // CC-Request-Number, length 7: the least value of an Unsigned32 is four zeros.
    [InlineData("0000019f40000007", "0000019f4000000c00000000")]
    // 3GPP, V bit, length 11: below a header with a vendor.
    [InlineData("00000369c000000b000028af", "00000369c000000c000028af")]
    // Three octets, no whole header: filled up with zeros.
    [InlineData("0000010840000009610000000000", "00000000" + "00000008", 12)]
    public void A_wrong_length_is_5014_with_a_header_that_is_right(string avps, string failedAvp, int before = 0)
    {
        byte[] message = [.. new byte[20], .. Convert.FromHexString(avps)];
        AvpReader reader = AvpReader.OfMessage(message);
        while (reader.MoveNext())
        {
        }

        Assert.Equal(ResultCodes.InvalidAvpLength, reader.Fault.ResultCode);
        Assert.Equal(20 + before, reader.Fault.Offset);
        Assert.Equal(failedAvp, FailedAvp(reader.Fault, message));
    }

    [Fact]
    public void A_number_of_another_size_than_its_type_is_5014()
    {
        byte[] message = WithAvp((ref AvpWriter writer) => writer.WriteOctets(AvpCodes.CcRequestNumber, [1, 2, 3]));
        AvpReader reader = AvpReader.OfMessage(message);
        Assert.True(reader.MoveNext());
        Assert.False(reader.TryReadUnsigned32(out _));
        Assert.False(reader.MoveNext());
        Assert.Equal((ResultCodes.InvalidAvpLength, AvpCodes.CcRequestNumber), (reader.Fault.ResultCode, reader.Fault.AvpCode));
        Assert.Equal("0000019f4000000c00000000", FailedAvp(reader.Fault, message));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(9)]
    public void A_64_bit_number_takes_eight_octets(int length)
    {
        byte[] message = WithAvp((ref AvpWriter writer) => writer.WriteZeros(AvpCodes.CcTotalOctets, length));
        AvpReader reader = AvpReader.OfMessage(message);
        Assert.True(reader.MoveNext());
        Assert.False(reader.TryReadUnsigned64(out _));
        Assert.Equal(ResultCodes.InvalidAvpLength, reader.Fault.ResultCode);
    }

    [Fact]
    public void Text_that_is_no_UTF8_is_5004_with_the_AVP_itself()
    {
        byte[] message = WithAvp((ref AvpWriter writer) => writer.WriteOctets(AvpCodes.SessionId, [0x61, 0xFF]));
        AvpReader reader = AvpReader.OfMessage(message);
        Assert.True(reader.MoveNext());
        Assert.False(reader.TryReadUtf8(out _));
        Assert.Equal(ResultCodes.InvalidAvpValue, reader.Fault.ResultCode);
        Assert.Equal("000001074000000a61ff0000", FailedAvp(reader.Fault, message));
    }

    [Theory]
    [InlineData("00")]
    [InlineData("00017f0000")]
    [InlineData("00027f000001")]
    public void An_address_that_does_not_fit_its_family_is_5014(string value)
    {
        byte[] message = WithAvp((ref AvpWriter writer) => writer.WriteOctets(AvpCodes.HostIPAddress, Convert.FromHexString(value)));
        AvpReader reader = AvpReader.OfMessage(message);
        Assert.True(reader.MoveNext());
        Assert.False(reader.TryReadAddress(out _, out _));
        Assert.Equal(ResultCodes.InvalidAvpLength, reader.Fault.ResultCode);
    }

    [Fact]
    public void A_missing_AVP_is_5005_with_an_empty_one_of_its_type()
    {
        Assert.Equal("0000019f4000000c00000000", FailedAvp(DiameterFault.Missing(AvpCodes.CcRequestNumber), []));
        Assert.Equal("0000010740000008", FailedAvp(DiameterFault.Missing(AvpCodes.SessionId), []));
        Assert.Equal("00000369c000000c000028af", FailedAvp(DiameterFault.Missing(ThreeGppAvpCodes.ServiceInformation, Vendors.ThreeGpp), []));
    }

    [Fact]
    public void An_unknown_AVP_with_the_M_bit_is_5001_and_one_without_it_is_none()
    {
        byte[] message = WithAvp((ref AvpWriter writer) => writer.WriteOctets(3999, [1, 2, 3, 4], 99999));
        Assert.Equal(ResultCodes.AvpUnsupported, MessageCheck.Judge(message).ResultCode);
        Assert.Equal("00000f9fc00000100001869f01020304", FailedAvp(MessageCheck.Judge(message), message));
        byte[] optional = WithAvp((ref AvpWriter writer) => writer.WriteOctets(3999, [1, 2, 3, 4], 99999, AvpFlags.None));
        Assert.True(MessageCheck.Judge(optional).IsNone);
    }

    [Fact]
    public void The_M_bit_where_the_specification_forbids_it_is_3009()
    {
        byte[] message = WithAvp((ref AvpWriter writer) => writer.WriteText(AvpCodes.ProductName, "x"));
        Assert.Equal(ResultCodes.InvalidAvpBits, MessageCheck.Judge(message).ResultCode);
    }

    [Fact]
    public void A_request_with_the_E_bit_is_3008()
    {
        byte[] message = Messages.Dwr();
        message[4] |= (byte)CommandFlags.Error;
        Assert.Equal(ResultCodes.InvalidHdrBits, MessageCheck.Judge(message).ResultCode);
    }

    [Fact]
    public void A_fault_inside_groups_points_at_the_AVP_in_the_message()
    {
        byte[] message = WithAvp((ref AvpWriter writer) =>
        {
            int outer = writer.BeginGroup(AvpCodes.MultipleServicesCreditControl);
            writer.WriteUnsigned32(AvpCodes.RatingGroup, 1);
            int inner = writer.BeginGroup(AvpCodes.UsedServiceUnit);
            writer.WriteOctets(AvpCodes.CcTotalOctets, [1, 2]);
            writer.EndGroup(inner);
            writer.EndGroup(outer);
        });
        DiameterFault fault = MessageCheck.Judge(message);
        Assert.Equal((ResultCodes.InvalidAvpLength, AvpCodes.CcTotalOctets, 20 + 8 + 12 + 8), (fault.ResultCode, fault.AvpCode, fault.Offset));
        Assert.Equal("000001a5400000100000000000000000", FailedAvp(fault, message));
    }

    [Theory]
    [InlineData(DiameterLimits.MaxDepth - 1, 0u)]
    [InlineData(DiameterLimits.MaxDepth, ResultCodes.UnableToComply)]
    public void Groups_nest_to_the_limit_and_no_further(int groups, uint resultCode)
    {
        byte[] message = WithAvp((ref AvpWriter writer) =>
        {
            var starts = new int[groups];
            for (int i = 0; i < groups; i++)
            {
                starts[i] = writer.BeginGroup(AvpCodes.CcMoney);
            }

            for (int i = groups - 1; i >= 0; i--)
            {
                writer.EndGroup(starts[i]);
            }
        });
        Assert.Equal(resultCode, MessageCheck.Judge(message).ResultCode);
    }

    [Theory]
    [InlineData(DiameterLimits.MaxAvpsPerLevel, 0u)]
    [InlineData(DiameterLimits.MaxAvpsPerLevel + 1, ResultCodes.UnableToComply)]
    public void A_level_holds_AVPs_to_the_limit_and_no_more(int avps, uint resultCode)
    {
        byte[] message = WithAvp((ref AvpWriter writer) =>
        {
            for (int i = 0; i < avps; i++)
            {
                writer.WriteOctets(AvpCodes.Class, []);
            }
        });
        Assert.Equal(resultCode, MessageCheck.Judge(message).ResultCode);
    }

    [Fact]
    public void The_last_AVP_of_a_group_may_lack_its_padding()
    {
        byte[] group = Convert.FromHexString("000001bb40000011" + "000001bc40000009" + "37");
        AvpReader reader = AvpReader.OfAvps(group);
        Assert.True(reader.MoveNext());
        AvpReader inner = reader.Group();
        Assert.True(inner.MoveNext());
        Assert.Equal("7"u8.ToArray(), inner.Data.ToArray());
        Assert.False(inner.MoveNext());
        Assert.False(inner.Failed);
    }

    private static byte[] WithAvp(Messages.Body body) => Messages.Request(CommandCodes.CreditControl, Applications.CreditControl, body);

    /// <summary>What stands inside Failed-AVP.</summary>
    private static string FailedAvp(DiameterFault fault, byte[] message)
    {
        var buffer = new byte[1024];
        var writer = new AvpWriter(buffer);
        fault.WriteFailedAvp(ref writer, message);
        AvpReader reader = AvpReader.OfAvps(buffer.AsSpan(0, writer.Written));
        Assert.True(reader.MoveNext());
        Assert.Equal(AvpCodes.FailedAvp, reader.Code);
        return Convert.ToHexStringLower(reader.Data);
    }
}
