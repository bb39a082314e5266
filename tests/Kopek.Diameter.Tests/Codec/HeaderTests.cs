using CsCheck;

using Kopek.Diameter.Codec;

namespace Kopek.Diameter.Tests.Codec;

public sealed class HeaderTests
{
    [Fact]
    public void The_header_is_written_as_RFC_6733_3_draws_it()
    {
        var octets = new byte[20];
        new DiameterHeader(1, 0x0001F4, CommandFlags.Request | CommandFlags.Proxiable, 272, 4, 0xA1B2C3D4, 0x01020304).Write(octets);
        Assert.Equal("010001f4c000011000000004a1b2c3d401020304", Convert.ToHexStringLower(octets));
    }

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Select(Gen.Byte, Gen.Int[0, 0xFFFFFF], Gen.Int[0, 15], Gen.UInt[0, 0xFFFFFF], Gen.UInt, Gen.UInt, Gen.UInt)
            .Select((version, length, flags, command, application, hopByHop, endToEnd) =>
                new DiameterHeader(version, length, (CommandFlags)(flags << 4), command, application, hopByHop, endToEnd))
            .Sample(header =>
            {
                var octets = new byte[20];
                header.Write(octets);
                Assert.Equal(header, DiameterHeader.Read(octets));
            });

    [Theory]
    [InlineData(1, 20, 0u)]
    [InlineData(1, 65536, 0u)]
    [InlineData(0, 20, ResultCodes.UnsupportedVersion)]
    [InlineData(2, 20, ResultCodes.UnsupportedVersion)]
    [InlineData(1, 0, ResultCodes.InvalidMessageLength)]
    [InlineData(1, 16, ResultCodes.InvalidMessageLength)]
    [InlineData(1, 22, ResultCodes.InvalidMessageLength)]
    [InlineData(1, 65540, ResultCodes.InvalidMessageLength)]
    [InlineData(1, 0xFFFFFC, ResultCodes.InvalidMessageLength)]
    public void Version_and_length_are_judged_on_both_sides_of_their_bounds(byte version, int length, uint resultCode) =>
        Assert.Equal(resultCode, new DiameterHeader(version, length, CommandFlags.Request, 280, 0, 1, 1).Check(DiameterLimits.MaxMessageLength).ResultCode);

    [Theory]
    [InlineData(ResultCodes.Success, CommandFlags.Proxiable)]
    [InlineData(ResultCodes.TooBusy, CommandFlags.Proxiable | CommandFlags.Error)]
    [InlineData(ResultCodes.MissingAvp, CommandFlags.Proxiable)]
    public void An_answer_copies_P_drops_R_and_T_and_has_E_for_3xxx_alone(uint resultCode, CommandFlags expected)
    {
        var request = new DiameterHeader(1, 20, CommandFlags.Request | CommandFlags.Proxiable | CommandFlags.Retransmitted, 272, 4, 1, 2);
        Assert.Equal(expected, request.Answer(resultCode).Flags);
    }

    [Fact]
    public void Reserved_flags_are_ignored()
    {
        byte[] octets = Convert.FromHexString("010000148f00011800000000" + "0000000100000002");
        Assert.Equal(CommandFlags.Request, DiameterHeader.Read(octets).Flags);
    }
}
