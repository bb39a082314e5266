using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Journalling;
using Kopek.Journal.Batches;
using Kopek.Journal.Sqlite;

namespace Kopek.Journal.Verify;

/// <summary>Reads one shard from its oldest batch at hand to the last, and compares each line's checkpoint when its sequence is reached.</summary>
internal sealed class ShardCheck(StoredChain chain, string folder, int shard, long last, long covered, IEventCodec codec, JournalTally tally)
{
    private readonly Dictionary<LineId, LineAccount> accounts = [];
    private readonly Dictionary<LineId, Checkpoint> checkpoints = [];
    private Moment latest = Moment.Beginning;

    /// <summary>Everything since the shard's first entry was read.</summary>
    private bool isWhole;

    public void Run()
    {
        LoadCheckpoints();
        var (sequence, hash) = chain.Beginning(shard);
        isWhole = sequence == 0;
        tally.IsWhole &= isWhole;
        if (!isWhole)
        {
            tally.Totals.Add(chain.TotalsBefore(shard));
        }

        try
        {
            foreach (var batch in chain.Batches(shard).TakeWhile(batch => batch.Sequence <= last))
            {
                Check(batch, ref sequence, ref hash);
            }
        }
        catch (JournalException unreadable)
        {
            tally.IsReadToTheEnd = false;
            tally.Find(shard, sequence + 1, null, unreadable.Message);
            tally.Vouchers.EndShard();
            return;
        }

        if (sequence < last)
        {
            tally.Find(shard, sequence + 1, null, $"the journal ends here, but its last entry is {last}");
        }

        End(sequence);
    }

    private void LoadCheckpoints()
    {
        foreach (var checkpoint in CheckpointRows.Read(folder, shard))
        {
            tally.Checkpoints++;
            if (checkpoint.Kind == CheckpointKind.Line && checkpoint.Sequence <= last)
            {
                checkpoints[new LineId(checkpoint.Id)] = checkpoint;
            }
        }
    }

    private void Check(in StoredBatch batch, ref long sequence, ref byte[] hash)
    {
        tally.Batches++;
        if (batch.FaultAfter(sequence, hash) is { } fault)
        {
            tally.Find(shard, batch.Sequence, null, fault);
        }

        (sequence, hash) = (batch.LastSequence, batch.Hash);
        if (Decode(batch) is not { } entries)
        {
            Forget();
            return;
        }

        CheckMoments(batch, entries);
        foreach (var entry in entries)
        {
            tally.CountEntry();
            if (Apply(entry) is { } broken)
            {
                tally.Find(shard, entry.Sequence, entry.Event is LineEvent ? entry.Account : null, broken);
            }
        }
    }

    private JournalEntry[]? Decode(in StoredBatch batch)
    {
        if (BatchSeal.FaultOf(batch.Blob.Span, batch.Count) is not null)
        {
            return null;
        }

        try
        {
            return batch.Decode(codec);
        }
        catch (JournalException unreadable)
        {
            tally.Find(shard, batch.Sequence, null, unreadable.Message);
            return null;
        }
    }

    /// <summary>What an unreadable batch did to the lines is unknown: sums that build on it would only report it again and again.</summary>
    private void Forget()
    {
        tally.IsReadToTheEnd = false;
        isWhole = false;
        accounts.Clear();
        checkpoints.Clear();
        tally.Vouchers.Forget();
    }

    private void CheckMoments(in StoredBatch batch, JournalEntry[] entries)
    {
        var earliest = entries.Min(entry => entry.At);
        latest = Moment.Max(Moment.Max(latest, entries.Max(entry => entry.At)), isWhole ? Moment.Beginning : batch.Latest);
        if (batch.Earliest != earliest || batch.Latest != latest)
        {
            tally.Find(shard, batch.Sequence, null, "the batch's earliest or latest moment is not that of its entries");
        }
    }

    private string? Apply(in JournalEntry entry)
    {
        switch (entry.Event)
        {
            case OrderEvent happened:
                return tally.Orders.Add(shard, happened);
            case AccountEntry happened:
                tally.Totals.Add(happened.Event);
                var fault = tally.Mandates.Add(entry.At, happened) ?? tally.Vouchers.Add(happened, entry.At, isWhole);
                return tally.Payments.Add(happened) ?? fault;
            case LineEvent happened:
                tally.Totals.Add(happened);
                if (happened is LineEvent.MoneyAdded money)
                {
                    tally.Orders.Add(money);
                }

                return ApplyToLine(entry, happened);
            default:
                return $"an entry is neither a line's nor an order's nor an account's: {entry.Event.GetType().Name}";
        }
    }

    private string? ApplyToLine(in JournalEntry entry, LineEvent happened)
    {
        if (happened is LineEvent.Opened)
        {
            return entry.Account.Shard(chain.Meta.ShardCount) != shard ? "the line belongs to another shard"
                : accounts.TryAdd(entry.Account, new LineAccount()) ? accounts[entry.Account].Apply(entry.At, happened)
                : "the line is opened twice";
        }

        if (!accounts.TryGetValue(entry.Account, out var account))
        {
            return isWhole ? "the line was never opened" : null;
        }

        if (checkpoints.TryGetValue(entry.Account, out var checkpoint) && entry.Sequence > checkpoint.Sequence)
        {
            Compare(entry.Account, checkpoint, account);
        }

        return account.Apply(entry.At, happened);
    }

    /// <summary>Checkpoints of lines on which nothing happened since, and the sum of what all lines hold.</summary>
    private void End(long sequence)
    {
        foreach (var (line, checkpoint) in checkpoints)
        {
            if (accounts.TryGetValue(line, out var account))
            {
                Compare(line, checkpoint, account);
            }
            else if (isWhole)
            {
                tally.Find(shard, checkpoint.Sequence, line, "there is a checkpoint of a line that was never opened");
            }
        }

        if (covered > last)
        {
            tally.Find(shard, sequence, null, $"checkpoints claim to cover sequence {covered}, which does not exist");
        }

        tally.Vouchers.EndShard();
        tally.Lines += accounts.Count;
        foreach (var account in accounts.Values)
        {
            tally.Balances += account.Balance;
        }
    }

    private void Compare(LineId line, in Checkpoint checkpoint, LineAccount account)
    {
        checkpoints.Remove(line);
        if (CheckpointCheck.FaultOf(codec, checkpoint, account) is { } fault)
        {
            tally.Find(shard, checkpoint.Sequence, line, fault);
        }
    }
}
