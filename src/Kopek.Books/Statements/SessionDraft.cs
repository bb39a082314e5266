using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Books.Statements;

/// <summary>What one pass adds to a session: summed first, so that a session that begins and ends within a pass is one row written once.</summary>
internal sealed class SessionDraft(long id, bool isNew, LineId line, SessionKey key, Moment openedAt, long previous)
{
    private readonly List<BucketPart> parts = [];

    public long Id { get; } = id;
    public bool IsNew { get; } = isNew;
    public LineId Line { get; } = line;
    public SessionKey Key { get; } = key;
    public Moment OpenedAt { get; } = openedAt;
    public long Previous { get; } = previous;

    /// <summary>It was granted or refused something; else it is a one-time event.</summary>
    public bool IsAnswered { get; set; } = !isNew;
    public Moment? ClosedAt { get; set; }
    public SessionEnd End { get; set; }
    
    /// <summary>Null where this pass heard of none.</summary>
    public ushort? Country { get; private set; }
    public long Granted { get; private set; }
    public Money Reserved { get; private set; }
    public long Used { get; private set; }
    public long Free { get; private set; }
    public long Paid { get; private set; }
    public Money Charged { get; private set; }
    public long Uncovered { get; private set; }
    public Money Balance { get; set; }
    public IReadOnlyList<BucketPart> Parts => parts;

    public void Add(LineEvent.UsageCharged e)
    {
        Used += e.Reported;
        Free += e.Free;
        Paid += e.PaidUnits;
        Charged += e.Charged;
        Uncovered += e.Uncovered;
        foreach (var part in e.Buckets ?? [])
        {
            var index = parts.FindIndex(known => known.Bucket == part.Bucket);
            if (index < 0)
            {
                parts.Add(part);
            }
            else
            {
                parts[index] = part with { Octets = parts[index].Octets + part.Octets };
            }
        }
    }

    public void Add(LineEvent.CreditAnswered e)
    {
        IsAnswered = true;
        Country = e.Country;
        foreach (var grant in e.Grants)
        {
            Granted += grant.Octets;
            Reserved += grant.ReservedMoney;
        }
    }
}
