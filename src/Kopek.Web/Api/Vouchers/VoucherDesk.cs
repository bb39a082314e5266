using Kopek.Core.Accounts;
using Kopek.Core.Vouchers;
using Kopek.Engine.Accounts;
using Kopek.Web.Api.Problems;

namespace Kopek.Web.Api.Vouchers;

/// <summary>Finds a voucher by its PIN, and slows down who tries PINs. A used voucher is found too: the order that used it may be asked again.</summary>
internal sealed class VoucherDesk(WebPayments payments)
{
    private static readonly Problem notValid = new(ProblemKinds.VoucherNotValid,
        "There is no such voucher. Check the digits; after several wrong ones there is a pause. Nothing was taken.") { Member = "voucher" };

    public async Task<(Problem? Problem, Voucher? Voucher)> Find(ApiParts parts, string pin, string guesser)
    {
        if (payments.Guesses.WaitSeconds(guesser) is var wait and > 0)
        {
            return (new Problem(ProblemKinds.TooManyGuesses, "Too many wrong PINs. Wait, then type it again from the voucher. Nothing was taken.") { RetryAfterSeconds = wait }, null);
        }

        if (payments.Pins.KeyOf(pin) is { } key)
        {
            var query = new AccountQuery(key);
            parts.Shards.Post(query);
            if (await query.Task is Voucher { Status: not VoucherStatus.Void } voucher)
            {
                payments.Guesses.Right(guesser);
                return (null, voucher);
            }
        }

        payments.Guesses.Wrong(guesser);
        return (notValid, null);
    }
}
