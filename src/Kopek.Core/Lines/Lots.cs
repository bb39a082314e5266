using Kopek.Core.Orders;

namespace Kopek.Core.Lines;

/// <summary>How lots are kept, spent and filled. Money that cannot be refunded is spent first, so that what can be refunded lasts longest.</summary>
public static class Lots
{
    /// <summary>
    /// Lots kept apart for their sources. Beyond it the oldest two of a kind become one: a holder with more unspent payments than this loses no money,
    /// only the line between the two oldest of them.
    /// </summary>
    public const int MaxKept = 32;

    /// <summary>Adds a lot in spending order; what it brings fills negative lots first.</summary>
    public static Lot[] Add(Lot[] lots, Lot added)
    {
        var rest = added.Amount;
        if (rest > Money.Zero && HasDebt(lots))
        {
            lots = Fill(lots, ref rest);
        }

        if (rest.IsZero)
        {
            return lots;
        }

        var at = 0;
        while (at < lots.Length && Rank(lots[at].Kind) <= Rank(added.Kind))
        {
            at++;
        }

        Lot[] grown = [.. lots.AsSpan(0, at), added with { Amount = rest }, .. lots.AsSpan(at)];
        return grown.Length > MaxKept ? MergeOldest(grown) : grown;
    }

    /// <summary>Takes an amount out of the lots, first to last. The caller has seen that they hold it.</summary>
    public static Lot[] Spend(Lot[] lots, Money amount)
    {
        var rest = amount;
        var emptied = 0;
        for (var i = 0; i < lots.Length && rest > Money.Zero; i++)
        {
            if (lots[i].Amount <= Money.Zero)
            {
                continue;
            }

            var part = Money.Min(rest, lots[i].Amount);
            lots[i] = lots[i] with { Amount = lots[i].Amount - part };
            rest -= part;
            emptied += lots[i].Amount.IsZero ? 1 : 0;
        }

        if (!rest.IsZero)
        {
            throw new InvalidOperationException($"The lots lack {rest} of {amount}: an event took more than the line held.");
        }

        return emptied == 0 ? lots : Array.FindAll(lots, lot => !lot.Amount.IsZero);
    }

    /// <summary>Takes an amount out of the lots of one kind, which hold it.</summary>
    public static Lot[] Take(Lot[] lots, LotKind kind, Money amount)
    {
        var rest = amount;
        for (var i = 0; i < lots.Length && rest > Money.Zero; i++)
        {
            if (lots[i].Kind == kind)
            {
                var part = Money.Min(rest, lots[i].Amount);
                lots[i] = lots[i] with { Amount = lots[i].Amount - part };
                rest -= part;
            }
        }

        return Array.FindAll(lots, lot => !lot.Amount.IsZero);
    }

    /// <summary>Takes the given parts out of their lots, which hold them.</summary>
    public static Lot[] Take(Lot[] lots, LotPart[] parts)
    {
        foreach (var part in parts)
        {
            var place = Array.FindIndex(lots, lot => lot.Number == part.Lot);
            lots[place] = lots[place] with { Amount = lots[place].Amount - part.Amount };
        }

        return Array.FindAll(lots, lot => !lot.Amount.IsZero);
    }

    public static Money SumOf(LotPart[] parts)
    {
        var sum = Money.Zero;
        foreach (var part in parts)
        {
            sum += part.Amount;
        }

        return sum;
    }

    /// <summary>Parts of the lots that <paramref name="which"/> names, in their order, up to <paramref name="most"/> in all.</summary>
    public static LotPart[] Choose(Lot[] lots, Func<Lot, bool> which, Money most)
    {
        var parts = new List<LotPart>();
        foreach (var lot in lots)
        {
            var part = Money.Min(lot.Amount, most);
            if (part > Money.Zero && which(lot))
            {
                parts.Add(new LotPart(lot.Number, part));
                most -= part;
            }
        }

        return [.. parts];
    }

    public static Money Of(Lot[] lots, LotKind kind)
    {
        var sum = Money.Zero;
        foreach (var lot in lots)
        {
            sum += lot.Kind == kind ? lot.Amount : Money.Zero;
        }

        return sum;
    }

    private static bool HasDebt(Lot[] lots) => Array.Exists(lots, lot => lot.Amount.IsNegative);

    private static Lot[] Fill(Lot[] lots, ref Money rest)
    {
        for (var i = 0; i < lots.Length && rest > Money.Zero; i++)
        {
            if (lots[i].Amount.IsNegative)
            {
                var part = Money.Min(rest, -lots[i].Amount);
                lots[i] = lots[i] with { Amount = lots[i].Amount + part };
                rest -= part;
            }
        }

        return Array.FindAll(lots, lot => !lot.Amount.IsZero);
    }

    private static Lot[] MergeOldest(Lot[] lots)
    {
        for (var i = 0; i + 1 < lots.Length; i++)
        {
            if (lots[i].Kind == lots[i + 1].Kind && !lots[i].Amount.IsNegative && !lots[i + 1].Amount.IsNegative)
            {
                var merged = lots[i + 1] with { Amount = lots[i].Amount + lots[i + 1].Amount, Order = OrderId.None };
                return [.. lots.AsSpan(0, i), merged, .. lots.AsSpan(i + 2)];
            }
        }

        return lots;
    }

    private static int Rank(LotKind kind) => kind switch
    {
        LotKind.Debt => 0,
        LotKind.Bonus => 1,
        LotKind.Promised => 2,
        LotKind.Refund => 3,
        LotKind.TopUp => 4,
        _ => throw new System.Diagnostics.UnreachableException($"Lot kind {kind} has no place."),
    };
}
