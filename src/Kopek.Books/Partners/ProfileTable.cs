using Kopek.Books.Storage;
using Kopek.Core;

namespace Kopek.Books.Partners;

/// <summary>Profiles, keys, secrets of webhooks, and the numbers of operators and products. Only used by the store's writer.</summary>
internal sealed class ProfileTable
{
    private const char Separator = '\n';
    private readonly BooksStatement profiles;
    private readonly BooksStatement keys;
    private readonly BooksStatement secrets;
    private readonly BooksStatement put;
    private readonly BooksStatement addKey;
    private readonly BooksStatement endKey;
    private readonly BooksStatement addSecret;
    private readonly BooksStatement endSecrets;
    private readonly BooksStatement number;
    private readonly BooksStatement addNumber;
    private readonly BooksStatement addDeposit;

    public ProfileTable(BooksDatabase database)
    {
        profiles = database.Prepare("SELECT code, name, status, operators, currency, contact, commission, credit_limit, per_second, lookups, networks, webhook FROM partners");
        keys = database.Prepare("SELECT id, partner, hash, valid_from, valid_until, made FROM keys ORDER BY made");
        secrets = database.Prepare("SELECT partner, secret, made, valid_until FROM secrets ORDER BY made DESC");
        put = database.Prepare("""
            INSERT OR REPLACE INTO partners (code, name, status, operators, currency, contact, commission, credit_limit, per_second, lookups, networks, webhook, changed)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            """);
        addKey = database.Prepare("INSERT INTO keys (id, partner, hash, valid_from, valid_until, made) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        endKey = database.Prepare("UPDATE keys SET valid_until = min(valid_until, ?3) WHERE partner = ?1 AND id = ?2");
        addSecret = database.Prepare("INSERT INTO secrets (partner, secret, made, valid_until) VALUES (?1, ?2, ?3, ?4)");
        endSecrets = database.Prepare("UPDATE secrets SET valid_until = min(valid_until, ?2) WHERE partner = ?1");
        number = database.Prepare("SELECT number FROM numbers WHERE kind = ?1 AND code = ?2");
        addNumber = database.Prepare("INSERT INTO numbers (kind, number, code) SELECT ?1, coalesce(max(number), 0) + 1, ?2 FROM numbers WHERE kind = ?1");
        addDeposit = database.Prepare("INSERT OR IGNORE INTO deposits (id, partner, amount, at, note) VALUES (?1, ?2, ?3, ?4, ?5)");
    }

    public PartnerDirectory Read()
    {
        var ofPartner = new Dictionary<string, List<PartnerKey>>();
        while (keys.Step())
        {
            var key = new PartnerKey(keys.Text(0), keys.Text(1), keys.Blob(2).ToArray(), new Moment(keys.Long(3)), new Moment(keys.Long(4)), new Moment(keys.Long(5)));
            (ofPartner.TryGetValue(key.Partner, out var known) ? known : ofPartner[key.Partner] = []).Add(key);
        }

        var signs = new Dictionary<string, List<WebhookSecret>>();
        while (secrets.Step())
        {
            var secret = new WebhookSecret(secrets.Text(0), secrets.Text(1), new Moment(secrets.Long(2)), new Moment(secrets.Long(3)));
            (signs.TryGetValue(secret.Partner, out var known) ? known : signs[secret.Partner] = []).Add(secret);
        }

        var entries = new List<PartnerEntry>();
        while (profiles.Step())
        {
            var profile = new PartnerProfile(profiles.Text(0), profiles.Text(1), (PartnerStatus)profiles.Long(2), List(profiles.Text(3)), profiles.Text(4), profiles.TextOrNull(5),
                (int)profiles.Long(6), new Money(profiles.Long(7)), (int)profiles.Long(8), (int)profiles.Long(9), List(profiles.Text(10)), profiles.TextOrNull(11));
            entries.Add(new PartnerEntry(profile, ofPartner.GetValueOrDefault(profile.Code) ?? [], signs.GetValueOrDefault(profile.Code) ?? []));
        }

        return new PartnerDirectory(entries);
    }

    public void Put(PartnerProfile profile, Moment now) => put.Bind(1, profile.Code).Bind(2, profile.Name).Bind(3, (long)profile.Status)
        .Bind(4, string.Join(Separator, profile.Operators)).Bind(5, profile.Currency).Bind(6, profile.Contact).Bind(7, profile.CommissionBasisPoints)
        .Bind(8, profile.CreditLimit.Kopeks).Bind(9, profile.RequestsPerSecond).Bind(10, profile.LookupsPerMinute).Bind(11, string.Join(Separator, profile.Networks))
        .Bind(12, profile.WebhookUrl).Bind(13, now.UnixMilliseconds).Run();

    public void Add(PartnerKey key) => addKey.Bind(1, key.Id).Bind(2, key.Partner).Bind(3, key.Hash.Span).Bind(4, key.ValidFrom.UnixMilliseconds)
        .Bind(5, key.ValidUntil.UnixMilliseconds).Bind(6, key.MadeAt.UnixMilliseconds).Run();

    public void EndKey(string partner, string id, Moment at) => endKey.Bind(1, partner).Bind(2, id).Bind(3, at.UnixMilliseconds).Run();

    /// <summary>A new secret; those before it sign beside it until <paramref name="oldUntil"/>.</summary>
    public void Add(WebhookSecret secret, Moment oldUntil)
    {
        endSecrets.Bind(1, secret.Partner).Bind(2, oldUntil.UnixMilliseconds).Run();
        addSecret.Bind(1, secret.Partner).Bind(2, secret.Secret).Bind(3, secret.MadeAt.UnixMilliseconds).Bind(4, secret.ValidUntil.UnixMilliseconds).Run();
    }

    public void AddDeposit(ulong high, ulong low, string partner, Money amount, Moment at, string? note) =>
        addDeposit.Bind(1, high, low).Bind(2, partner).Bind(3, amount.Kopeks).Bind(4, at.UnixMilliseconds).Bind(5, note).Run();

    /// <summary>The number of a code, given the first time it is asked for and kept for ever.</summary>
    public int NumberOf(NumberKind kind, string code)
    {
        if (Find(kind, code) is { } known)
        {
            return known;
        }

        addNumber.Bind(1, (long)kind).Bind(2, code).Run();
        return Find(kind, code)!.Value;
    }

    private int? Find(NumberKind kind, string code)
    {
        int? found = number.Bind(1, (long)kind).Bind(2, code).Step() ? checked((int)number.Long(0)) : null;
        number.Reset();
        return found;
    }

    private static string[] List(string text) => text.Length == 0 ? [] : text.Split(Separator);
}

/// <summary>What has a number of its own towards partners, because DVS knows things by numbers. Stored.</summary>
public enum NumberKind : byte
{
    Operator = 1,
    Product = 2,
}
