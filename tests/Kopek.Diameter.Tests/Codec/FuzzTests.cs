using CsCheck;

using Kopek.Diameter.Codec;
using Kopek.Diameter.Dictionary;
using Kopek.Diameter.Peers;
using Kopek.Diameter.Tests.Peers;

namespace Kopek.Diameter.Tests.Codec;

/// <summary>Mutations of the corpus through everything that reads: no exception, nothing read outside the message, faults that can be answered.</summary>
public sealed class FuzzTests
{
    // Bounded, so that the suite stays quick; the seed of a failure is printed by CsCheck.
    private const int Mutations = 20_000;

    internal static readonly Gen<byte[]> Mutated = Gen.Select(
        Gen.OneOf([.. Corpus.All.Values]),
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4096], Gen.Byte).Array[1, 8])
        .Select((message, edits) =>
        {
            List<byte> octets = [.. message];
            foreach ((int kind, int place, byte value) in edits)
            {
                int at = place % Math.Max(1, octets.Count);
                switch (kind)
                {
                    case 0 when octets.Count > 0:
                        octets[at] = value;
                        break;
                    case 1 when octets.Count > 0:
                        octets[at] ^= (byte)(1 << (value & 7));
                        break;
                    case 2:
                        octets.RemoveRange(at, Math.Min(value & 15, octets.Count - at));
                        break;
                    case 3:
                        octets.InsertRange(at, Enumerable.Repeat(value, value & 15));
                        break;
                    default:
                        octets.RemoveRange(octets.Count - Math.Min(octets.Count, value), Math.Min(octets.Count, value));
                        break;
                }
            }

            return octets.ToArray();
        });

    [Fact]
    public void The_corpus_itself_is_well_formed()
    {
        foreach ((string name, byte[] message) in Corpus.All)
        {
            Assert.True(MessageCheck.Judge(message).IsNone, $"{name}: {MessageCheck.Judge(message)}");
        }
    }

    [Fact]
    public void Mutated_messages_never_throw_and_are_never_read_beyond_their_end() => Mutated.Sample(octets =>
    {
        // A copy with a wall around it: a span cannot be left, and a copied AVP must come from within.
        byte[] message = octets.Length < 20 ? [.. octets, .. new byte[20 - octets.Length]] : octets;
        DiameterHeader header = DiameterHeader.Read(message);
        header.Check(DiameterLimits.MaxMessageLength);
        DiameterFault fault = MessageCheck.Judge(message);
        Assert.NotEmpty(DiameterDump.ToText(message));
        AssertInside(fault, message);
        AssertInside(PeerIdentity.Read(message, out _), message);
        BaseRequests.Judge(header, message, [4]);
        BaseRequests.ResultCodeOf(message);
        if (!fault.IsNone)
        {
            AssertAnswerable(header, message, fault);
        }
    }, iter: Mutations);

    [Fact]
    public void Mutated_AVPs_behind_a_good_header_never_throw() => Mutated.Sample(octets =>
    {
        byte[] message = octets.Length < 20 ? [.. octets, .. new byte[20 - octets.Length]] : octets[..(octets.Length & ~3)];
        new DiameterHeader(1, message.Length, CommandFlags.Request, CommandCodes.CapabilitiesExchange, 0, 1, 2).Write(message);
        DiameterHeader header = DiameterHeader.Read(message);
        DiameterFault fault = MessageCheck.Judge(message);
        AssertInside(fault, message);
        AssertAnswerable(header, message, fault.IsNone ? DiameterFault.OfMessage(ResultCodes.CommandUnsupported) : fault);
        byte[] answer = BaseMessages.CapabilitiesExchangeAnswer(LiveServer.Options, null, header, message, PeerIdentity.Read(message, out _));
        Assert.True(IsWellFormed(answer));
        Assert.NotEmpty(DiameterDump.ToText(message));
    }, iter: Mutations);

    private static void AssertInside(DiameterFault fault, byte[] message)
    {
        if (!fault.IsNone && fault.Offset >= 0)
        {
            Assert.InRange(fault.Offset, 20, message.Length);
            Assert.InRange(fault.Offset + fault.Length, 20, message.Length);
        }
    }

    private static void AssertAnswerable(in DiameterHeader header, byte[] message, DiameterFault fault)
    {
        byte[] answer = BaseMessages.ErrorAnswer(LiveServer.Options, header, message, fault);
        Assert.True(IsWellFormed(answer), $"{fault}: {Convert.ToHexString(answer)}");
    }

    /// <summary>At its top level: the AVPs that were copied may be as wrong inside as they came.</summary>
    private static bool IsWellFormed(byte[] answer)
    {
        AvpReader reader = AvpReader.OfMessage(answer);
        while (reader.MoveNext())
        {
        }

        return !reader.Failed && DiameterHeader.Read(answer).Length == answer.Length && answer.Length % 4 == 0;
    }
}
