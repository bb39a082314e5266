using Kopek.Books.Vouchers;
using Kopek.Core.Accounts;
using Kopek.Core.Vouchers;
using Kopek.Engine.Accounts;
using Kopek.Engine.Vouchers;
using Kopek.Web.Api.Problems;

namespace Kopek.Web.Api.Vouchers;

/// <summary>
/// Prints a batch and makes one void, so that the two may meet: who makes void journals that on the batch before it looks for vouchers, and who prints looks at the
/// batch after each few vouchers and before it shows a PIN. So every voucher is seen by one of them, whichever was first.
/// </summary>
internal static class VoucherPrinting
{
    /// <summary>Issued at a time: a commit each, and the answer is one piece anyway. As many may still be issued after the batch was made void.</summary>
    private const int Together = 500;

    /// <summary>
    /// Journals this request as the batch's maker before its first PIN, on the one shard that knows the batch: of two requests with one key, at one moment or
    /// with a crash between them, only one prints. Null where it may.
    /// </summary>
    public static async Task<Problem?> Begin(ApiParts parts, VoucherBatchCommand.Begin wish)
    {
        // First, because a shard that does not answer must not use up the key. Batches from before makers were journalled have vouchers and no maker.
        if ((await parts.Shards.VouchersOf(wish.Name)).Count > 0 && await Find(parts, wish.Name) is null)
        {
            return Printed(wish.Name);
        }

        var begun = await parts.Payments.Desk.Driver.Tell(VoucherBatch.KeyOf(wish.Name), wish);
        return begun.Refused switch
        {
            AccountRefusal.None => null,
            AccountRefusal.Conflict => new Problem(ProblemKinds.IdempotencyKeyReused, "The key belongs to a request with another content, and nothing was done now. Take a new key for a new change."),
            _ => begun.State is VoucherBatch { IsVoid: true } ? IsVoid(wish.Name) : Printed(wish.Name),
        };
    }

    /// <summary>All vouchers of a batch that this request has begun; or, where it was made void meanwhile, none: what was issued is void then.</summary>
    public static async Task<(Problem? Problem, List<VoucherView> Vouchers)> Print(ApiParts parts, VoucherBatchCommand.Begin wish)
    {
        var made = new List<VoucherView>(wish.Count);
        while (made.Count < wish.Count)
        {
            made.AddRange(await Task.WhenAll(Enumerable.Range(made.Count + 1, Math.Min(Together, wish.Count - made.Count)).Select(serial => Issue(parts, wish, serial))));
            if (await Find(parts, wish.Name) is { IsVoid: true })
            {
                await MakeVouchersVoid(parts, wish.Name);
                return (IsVoid(wish.Name), []);
            }
        }

        return (null, made);
    }

    /// <summary>
    /// False where there is no such batch. A repeat changes nothing, or finishes what broke off: between the batch and its vouchers, or in the last few of a maker
    /// that broke off itself and whose PINs nobody has.
    /// </summary>
    public static async Task<bool> MakeVoid(ApiParts parts, string batch)
    {
        var driver = parts.Payments.Desk.Driver;
        if (!(await driver.Tell(VoucherBatch.KeyOf(batch), new VoucherBatchCommand.MakeVoid())).IsDone)
        {
            if ((await parts.Shards.VouchersOf(batch)).Count == 0)
            {
                return false;
            }

            // It was begun in this moment; or it is from before makers were journalled, and refuses again: then nobody prints it any more.
            await driver.Tell(VoucherBatch.KeyOf(batch), new VoucherBatchCommand.MakeVoid());
        }

        await MakeVouchersVoid(parts, batch);
        return true;
    }

    /// <summary>Null where nobody began it, or long ago.</summary>
    public static async Task<VoucherBatch?> Find(ApiParts parts, string batch)
    {
        var query = new AccountQuery(VoucherBatch.KeyOf(batch));
        parts.Shards.Post(query);
        return (VoucherBatch?)await query.Task;
    }

    /// <summary>Those that an order has, too: one that comes back from it is void then.</summary>
    private static async Task MakeVouchersVoid(ApiParts parts, string batch)
    {
        foreach (var some in (await parts.Shards.VouchersOf(batch)).Where(voucher => voucher is { Status: not VoucherStatus.Void, IsVoidOnReturn: false }).Chunk(Together))
        {
            await Task.WhenAll(some.Select(voucher => parts.Payments.Desk.Driver.Tell(voucher.Key, new VoucherCommand.MakeVoid())));
        }
    }

    private static async Task<VoucherView> Issue(ApiParts parts, VoucherBatchCommand.Begin wish, int serial)
    {
        while (true)
        {
            var pin = VoucherPins.New();
            var answer = await parts.Payments.Desk.Driver.Tell(parts.Options.Payments.Pins.KeyOf(pin)!.Value, new VoucherCommand.Issue(wish.Name, serial, wish.Operator, wish.Value, wish.ExpiresAt));
            if (answer.IsDone)
            {
                return new VoucherView(serial, pin);
            }
        }
    }

    private static Problem Printed(string batch) =>
        new(ProblemKinds.VouchersPrinted, "This batch was made or is being made, and its PINs are shown once, in the first answer. If that was lost, make the batch void and take a new key.") { Order = batch };

    private static Problem IsVoid(string batch) =>
        new(ProblemKinds.VoucherBatchVoid, "This batch was made void, and no PIN of it is shown. Take a new key for a new batch.") { Order = batch };
}
