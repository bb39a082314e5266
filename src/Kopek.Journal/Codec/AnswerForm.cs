using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Journal.Codec;

/// <summary>
/// The stored form of <see cref="LineEvent.CreditAnswered"/>, versions 1 and 2, which differ in their grants: about 50 bytes, and about 12 for each grant.
/// <code>
/// type              u8: bits 0-2 CC-Request-Type | 3 cannot throttle | 5 country | 6 cost | 7 supervised
/// session           key
/// origin realm      8 bytes
/// digest            8 bytes
/// number            unsigned CC-Request-Number
/// result code       signed, less 2001
/// country           unsigned
/// supervised until  moment against the entry's (not there: never)
/// cost              signed
/// grants            count + 1, see GrantForm
/// </code>
/// </summary>
internal static class AnswerForm
{
    private const int TypeBits = (1 << 3) - 1;
    private const int CannotThrottle = 1 << 3;
    private const int HasCountry = 1 << 5;
    private const int HasCost = 1 << 6;
    private const int IsSupervised = 1 << 7;

    public static void Write(ref StoredWriter to, Moment at, LineEvent.CreditAnswered e)
    {
        var bits = (int)e.Type & TypeBits | (e.CannotThrottle ? CannotThrottle : 0) | (e.Country != 0 ? HasCountry : 0) | (e.Cost.IsZero ? 0 : HasCost)
            | (e.SupervisedUntil.IsNever ? 0 : IsSupervised);
        to.Byte((byte)bits);
        to.Key(e.Session);
        to.Fixed(e.OriginRealm);
        to.Fixed(e.Digest);
        to.Unsigned(e.Number);
        to.Signed((long)e.ResultCode - ResultCode.Success);
        if (e.Country != 0)
        {
            to.Unsigned(e.Country);
        }

        if (!e.SupervisedUntil.IsNever)
        {
            to.Moment(e.SupervisedUntil, at);
        }

        if (!e.Cost.IsZero)
        {
            to.Money(e.Cost);
        }

        GrantForm.WriteAll(ref to, at, e.Grants);
    }

    public static LineEvent.CreditAnswered Read(ref StoredReader from, Moment at, int version)
    {
        int bits = from.Byte();
        var session = from.Key();
        var originRealm = from.Fixed();
        var digest = from.Fixed();
        var number = from.UInt();
        var resultCode = ResultCodeForm.Read(ref from);
        var country = (bits & HasCountry) != 0 ? from.Country() : (ushort)0;
        var supervisedUntil = (bits & IsSupervised) != 0 ? from.Moment(at) : Moment.Never;
        var cost = (bits & HasCost) != 0 ? from.Money() : Money.Zero;
        return new LineEvent.CreditAnswered(session, originRealm, digest, (CcRequestType)(bits & TypeBits), number, resultCode, country, supervisedUntil,
            GrantForm.ReadAll(ref from, at, version))
        {
            Cost = cost,
            CannotThrottle = (bits & CannotThrottle) != 0,
        };
    }
}

/// <summary>A Result-Code is stored less 2001, so that success is one byte.</summary>
internal static class ResultCodeForm
{
    public static int Read(ref StoredReader from)
    {
        var code = from.Signed();
        return code is >= int.MinValue and <= int.MaxValue - ResultCode.Success
            ? (int)(code + ResultCode.Success)
            : throw new Engine.Journalling.JournalException($"A stored result code is out of range: {code}.", outcomeUnknown: false);
    }
}
