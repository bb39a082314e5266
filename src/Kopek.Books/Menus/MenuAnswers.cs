using Kopek.Books.Menus.Texts;
using Kopek.Books.Notices.Texts;
using Kopek.Core;
using Kopek.Core.Buckets;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Core.Plans;
using Kopek.Core.Roaming;

namespace Kopek.Books.Menus;

/// <summary>What a line's own figures say, as sentences, one a line; written, or for a voice. Free of effects.</summary>
/// <param name="version">The catalogue as of the line's time.</param>
public sealed class MenuAnswers(MenuLine line, CatalogueVersion version, NoticeLanguage language, bool isSpoken)
{
    private const int HomeZone = 0;

    private readonly NoticeWords words = new(language, version.FindOperator(line.Operator)?.CurrencyCode ?? "", line.TimeZone) { IsSpoken = isSpoken };

    public string Balance()
    {
        List<string> said = [Text("balance", ("available", words.Amount(line.Available)))];
        if (!line.Reserved.IsZero)
        {
            said.Add(Text("balance.reserved", ("reserved", words.Amount(line.Reserved))));
        }

        if (!line.Owed.IsZero)
        {
            said.Add(Text(line.OwedUntil.IsNever ? "balance.debt" : "balance.debt_until", ("debt", words.Amount(line.Owed)), ("until", words.Time(line.OwedUntil))));
        }

        return Joined(said);
    }

    /// <summary>What the network has under a grant is counted as left until it is reported used.</summary>
    public string Data()
    {
        var said = line.Buckets.Where(bucket => bucket.Rest > 0).OrderBy(bucket => IsHome(bucket) ? 0 : 1).Select(Bucket).ToList();
        if (said.Count == 0)
        {
            said.Add(version.FindPlan(line.Plan)?.PricePerMegabyte is { } price ? Text("data.by_money", ("price", words.Amount(price))) : Text("data.none"));
        }

        return Joined(said);
    }

    public string NextFee()
    {
        var plan = version.FindPlan(line.Plan);
        var name = plan is null ? line.Plan : words.Name(plan.Name);
        if (line.Arrears != Arrears.None && !line.ArrearsDue.IsZero)
        {
            return Text("fee.owed", ("plan", name), ("due", words.Amount(line.ArrearsDue)));
        }

        if (plan is null || plan.Fee.IsZero || (line.FeeDue.IsNever && line.Life != LineLife.Stocked))
        {
            return Text("fee.none", ("plan", name));
        }

        if (line.FeeDue.IsNever)
        {
            return Text("fee.first", ("plan", name));
        }

        var fee = Text("fee", ("plan", name), ("fee", words.Amount(plan.Fee)), ("due", words.Time(line.FeeDue)));
        return line.Balance >= plan.Fee ? fee : Joined([fee, Text("fee.short", ("lacking", words.Amount(plan.Fee - line.Balance)))]);
    }

    /// <summary>A voice reads the digits one by one.</summary>
    public string Number(string msisdn)
    {
        ArgumentNullException.ThrowIfNull(msisdn);
        return Text("number", ("number", isSpoken ? string.Join(", ", msisdn.AsEnumerable()) : $"+{msisdn}"));
    }

    private string Bucket(Bucket bucket)
    {
        var key = $"data.{(IsHome(bucket) ? "home" : "roaming")}{(bucket.ExpiresAt.IsNever ? "" : "_until")}";
        var name = (bucket.Kind == BucketKind.Pack ? version.FindPack(bucket.Name)?.Name : version.FindPlan(bucket.Name)?.Name) is { } found ? words.Name(found) : bucket.Name;
        return Text(key, ("name", name), ("rest", words.Volume(bucket.Rest)), ("until", words.Time(bucket.ExpiresAt)));
    }

    private static bool IsHome(Bucket bucket) => bucket.Zones.Contains(HomeZone);

    private string Joined(IEnumerable<string> said) => string.Join(isSpoken ? " " : "\n", said);

    private string Text(string key, params (string Name, string Value)[] values) => MenuTexts.Of(language, key, values);
}
