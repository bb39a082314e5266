using Kopek.Core.Accounts;

namespace Kopek.Engine.Vouchers;

/// <summary>Some vouchers of a batch on a shard, made only where the sequence is read.</summary>
/// <param name="IsFirst">It begins the batch, also where a later page was asked for: the shard was read anew meanwhile, and what was had before is of no use.</param>
/// <param name="Next">What to go on from; null at the end.</param>
internal sealed record BatchPage(IEnumerable<Account> Vouchers, bool IsFirst, BatchPlace? Next);

/// <summary>A place in a batch. It means something only to the index that gave it.</summary>
internal sealed record BatchPlace(VoucherBatches In, int At);
