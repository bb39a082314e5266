using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Sessions;

namespace Kopek.Books.Statements;

/// <summary>What one pass adds to a session: summed first, so that a session that begins and ends within a pass is one row written once.</summary>
internal sealed class SessionDraft
{
    private readonly List<BucketPart> parts = [];

    public long Id { get; private set; }
    public bool IsNew { get; private set; }
    public LineId Line { get; private set; }
    public SessionKey Key { get; private set; }
    public Moment OpenedAt { get; private set; }
    public long Previous { get; private set; }

    /// <summary>It was granted or refused something; else it is a one-time event.</summary>
    public bool IsAnswered { get; private set; }
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

    /// <param name="previous">The item before it of a new one.</param>
    public void Begin(long id, bool isNew, LineDraft line, SessionKey key, Moment openedAt, long previous)
    {
        (Id, IsNew, Line, Key, OpenedAt, Previous) = (id, isNew, line.Line, key, openedAt, previous);
        (IsAnswered, ClosedAt, End, Country) = (!isNew, null, default, null);
        (Granted, Reserved, Used, Free, Paid, Charged, Uncovered) = (0, Money.Zero, 0, 0, 0, Money.Zero, 0);
        Balance = line.Balance;
        parts.Clear();
    }

    public void Add(LineEvent.UsageCharged e)
    {
        Used += e.Reported;
        Free += e.Free;
        Paid += e.PaidUnits;
        Charged += e.Charged;
        Uncovered += e.Uncovered;
        foreach (var part in e.Buckets ?? [])
        {
            Add(part);
        }
    }

    public void Add(LineEvent.CreditAnswered e)
    {
        IsAnswered = true;
        Country = e.Country;
        foreach (ref readonly var grant in e.Grants.AsSpan())
        {
            Granted += grant.Octets;
            Reserved += grant.ReservedMoney;
        }
    }

    private void Add(BucketPart part)
    {
        for (var place = 0; place < parts.Count; place++)
        {
            if (parts[place].Bucket == part.Bucket)
            {
                parts[place] = part with { Octets = parts[place].Octets + part.Octets };
                return;
            }
        }

        parts.Add(part);
    }
}
