using System.Text;
using CsCheck;
using Kopek.Books.Menus;
using Kopek.Gateways.Messages.Smpp;

namespace Kopek.Gateways.Tests.Messages.Smpp;

public sealed class SmsPartsTests
{
    [Theory]
    [InlineData(160, 1)]
    [InlineData(161, 2)]
    [InlineData(306, 2)]
    [InlineData(307, 3)]
    public void Seven_bit_texts_hold_160_alone_and_153_a_part(int length, int parts) => Assert.Equal(parts, SmsParts.Of(new string('x', length), 1).Count);

    [Theory]
    [InlineData(70, 1)]
    [InlineData(71, 2)]
    [InlineData(134, 2)]
    [InlineData(135, 3)]
    public void Texts_in_ucs_2_hold_70_alone_and_67_a_part(int length, int parts) => Assert.Equal(parts, SmsParts.Of(new string('网', length), 1).Count);

    [Fact]
    public void The_header_names_the_text_its_parts_and_this_part()
    {
        var parts = SmsParts.Of(new string('x', 400), 0xAB);
        Assert.Equal(["050003AB0301", "050003AB0302", "050003AB0303"], parts.Select(part => Convert.ToHexString(part.Octets.AsSpan(0, 6))));
        Assert.All(parts, part => Assert.True(part.HasHeader));
        Assert.False(Assert.Single(SmsParts.Of("x", 1)).HasHeader);
    }

    [Fact]
    public void A_character_of_two_septets_or_two_units_is_not_torn()
    {
        var euros = SmsParts.Of(new string('x', 152) + "€" + new string('x', 20), 1);
        Assert.Equal(6 + 152, euros[0].Octets.Length);
        Assert.Equal(0x1B, euros[1].Octets[6]);

        var phones = SmsParts.Of(new string('я', 66) + "📶" + new string('я', 20), 1);
        Assert.Equal(6 + 132, phones[0].Octets.Length);
    }

    [Fact]
    public void The_whole_alphabet_is_its_own_code()
    {
        Assert.Equal([0x00], GsmAlphabet.Septets('@')!);
        Assert.Equal([0x0A], GsmAlphabet.Septets('\n')!);
        Assert.Equal([0x24], GsmAlphabet.Septets('¤')!);
        Assert.Equal([0x41], GsmAlphabet.Septets('A')!);
        Assert.Equal([0x7F], GsmAlphabet.Septets('à')!);
        Assert.Equal([0x1B, 0x65], GsmAlphabet.Septets('€')!);
        Assert.Null(GsmAlphabet.Septets('я'));
        Assert.Null(GsmAlphabet.Septets('\u001B'));
        Assert.Null(GsmAlphabet.Septets('`'));
    }

    [Fact]
    public void Whatever_the_text_no_part_is_too_long_and_joined_they_are_it() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char['a', 'z'], 0, 900], Gen.String[Gen.Char['一', '丿'], 0, 400]).Sample(text =>
        {
            var parts = SmsParts.Of(text, 9);
            Assert.InRange(parts.Count, 1, SmppLimits.MostParts);
            Assert.All(parts, part => Assert.InRange(part.Octets.Length, 0, part.Coding == SmsCoding.Ucs2 ? 140 : 160));
            if (parts[0].Coding == SmsCoding.Ucs2)
            {
                var joined = Encoding.BigEndianUnicode.GetString([.. parts.SelectMany(part => part.Octets.Skip(part.HasHeader ? 6 : 0))]);
                Assert.StartsWith(joined, string.Concat(text.EnumerateRunes()), StringComparison.Ordinal);
            }
        });
}
