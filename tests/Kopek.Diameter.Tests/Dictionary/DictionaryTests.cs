using Kopek.Diameter.Codec;
using Kopek.Diameter.Dictionary;

namespace Kopek.Diameter.Tests.Dictionary;

public sealed class DictionaryTests
{
    [Theory]
    [InlineData(1, 0u, "User-Name", AvpType.UTF8String)]
    [InlineData(263, 0u, "Session-Id", AvpType.UTF8String)]
    [InlineData(268, 0u, "Result-Code", AvpType.Unsigned32)]
    [InlineData(416, 0u, "CC-Request-Type", AvpType.Enumerated)]
    [InlineData(447, 0u, "Value-Digits", AvpType.Integer64)]
    [InlineData(456, 0u, "Multiple-Services-Credit-Control", AvpType.Grouped)]
    [InlineData(659, 0u, "Subscription-Id-Extension", AvpType.Grouped)]
    [InlineData(665, 0u, "Redirect-Server-Extension", AvpType.Grouped)]
    [InlineData(669, 0u, "QoS-Final-Unit-Indication", AvpType.Grouped)]
    [InlineData(1, 10415u, "3GPP-IMSI", AvpType.UTF8String)]
    [InlineData(2, 10415u, "3GPP-Charging-Id", AvpType.OctetString)]
    [InlineData(18, 10415u, "3GPP-SGSN-MCC-MNC", AvpType.UTF8String)]
    [InlineData(868, 10415u, "Time-Quota-Threshold", AvpType.Unsigned32)]
    [InlineData(869, 10415u, "Volume-Quota-Threshold", AvpType.Unsigned32)]
    [InlineData(872, 10415u, "Reporting-Reason", AvpType.Enumerated)]
    [InlineData(873, 10415u, "Service-Information", AvpType.Grouped)]
    [InlineData(1016, 10415u, "QoS-Information", AvpType.Grouped)]
    [InlineData(1264, 10415u, "Trigger", AvpType.Grouped)]
    [InlineData(2055, 10415u, "AoC-Request-Type", AvpType.Enumerated)]
    public void AVPs_have_the_name_and_type_of_their_specification(uint code, uint vendor, string name, AvpType type)
    {
        AvpDefinition? definition = DiameterDictionary.Find(code, vendor);
        Assert.NotNull(definition);
        Assert.Equal((name, type), (definition.Name, definition.Type));
    }

    [Fact]
    public void The_bitmap_and_the_table_agree_on_every_code()
    {
        foreach (uint vendor in (uint[])[0, 1, 193, 10415, uint.MaxValue])
        {
            for (uint code = 0; code < 6000; code++)
            {
                Assert.Equal(DiameterDictionary.Find(code, vendor) is not null, DiameterDictionary.IsKnown(code, vendor));
            }
        }

        Assert.False(DiameterDictionary.IsKnown(uint.MaxValue, 0));
        Assert.False(DiameterDictionary.IsKnown(uint.MaxValue, 10415));
    }

    [Fact]
    public void Names_are_unique_and_every_constant_is_in_the_table()
    {
        // User-Data and the like were numbered twice in early releases of 3GPP; the table has each name once.
        Assert.Equal(DiameterDictionary.All.Count(), DiameterDictionary.All.Select(row => (row.VendorId, row.Name)).Distinct().Count());
        Assert.All(Constants(typeof(AvpCodes)), code => Assert.True(DiameterDictionary.IsKnown(code, Vendors.None)));
        Assert.All(Constants(typeof(ThreeGppAvpCodes)), code => Assert.True(DiameterDictionary.IsKnown(code, Vendors.ThreeGpp)));
    }

    [Fact]
    public void Asking_for_a_known_code_allocates_nothing()
    {
        DiameterDictionary.IsKnown(873, 10415);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (uint code = 0; code < 1000; code++)
        {
            DiameterDictionary.IsKnown(code, 10415);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static IEnumerable<uint> Constants(Type type) => type.GetFields().Select(field => (uint)field.GetRawConstantValue()!);
}
