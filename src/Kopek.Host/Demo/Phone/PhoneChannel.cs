using Kopek.Books.Notices;
using Kopek.Core.Notices;
using Kopek.Gateways.Messages;

namespace Kopek.Host.Demo.Phone;

/// <summary>
/// The demo's way by SMS: there is no SMS centre, and the phone page shows what the record says was sent. Sign-in codes stand in no record: the phones keep
/// the last few themselves, in memory.
/// </summary>
internal sealed class PhoneChannel : IMessageChannel
{
    private const int MostCodes = 20;

    private readonly Lock gate = new();
    private readonly List<(string Msisdn, OutgoingNotice Code)> codes = [];

    public NoticeChannel Channel => NoticeChannel.Sms;

    public bool IsReady => true;

    public Task<SendOutcome> SendAsync(OutgoingNotice notice, string address, CancellationToken cancellation)
    {
        if (notice.Kind == default)
        {
            lock (gate)
            {
                codes.Insert(0, (address, notice));
                codes.RemoveRange(Math.Min(codes.Count, MostCodes), Math.Max(0, codes.Count - MostCodes));
            }
        }

        return Task.FromResult<SendOutcome>(new SendOutcome.Accepted(null));
    }

    /// <summary>Codes that a phone got, the newest first.</summary>
    public IReadOnlyList<OutgoingNotice> CodesOf(string msisdn)
    {
        lock (gate)
        {
            return [.. codes.Where(code => code.Msisdn == msisdn).Select(code => code.Code).Take(2)];
        }
    }
}
