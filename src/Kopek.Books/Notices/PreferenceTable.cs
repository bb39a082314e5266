using System.Globalization;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Core.Orders;
using Kopek.Engine.Orders;

namespace Kopek.Books.Notices;

/// <summary>What became of a change of preferences.</summary>
public enum PreferenceChange
{
    Done,

    /// <summary>The same change was made before with this key.</summary>
    Repeated,

    /// <summary>The key belongs to another change.</summary>
    Conflict,
}

/// <summary>The rows of what holders want. Only used inside the store's gate.</summary>
internal sealed class PreferenceTable
{
    private readonly NoticePreferences unset;
    private readonly BooksStatement find;
    private readonly BooksStatement put;
    private readonly ChangeTable changes;

    public PreferenceTable(BooksDatabase database, ChangeTable changes, NoticePreferences unset)
    {
        this.changes = changes;
        this.unset = unset;
        find = database.Prepare("SELECT language, low_balance, quiet_from, quiet_until, wakes, email, sms FROM preferences WHERE line = ?1");
        put = database.Prepare("""
            INSERT OR REPLACE INTO preferences (line, language, low_balance, quiet_from, quiet_until, wakes, email, sms)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """);
    }

    public NoticePreferences Of(LineId line)
    {
        if (!find.Bind(1, line.Value).Step())
        {
            return unset;
        }

        var found = new NoticePreferences
        {
            Language = (NoticeLanguage)find.Long(0),
            LowBalance = [.. find.Text(1).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => new Money(long.Parse(text, CultureInfo.InvariantCulture)))],
            Quiet = find.IsNull(2) ? null : new QuietHours((int)find.Long(2), (int)find.Long(3)),
            WakesForService = find.Long(4) != 0,
            Email = find.TextOrNull(5),
            Sms = find.Long(6) != 0,
        };
        find.Reset();
        return found;
    }

    public PreferenceChange Change(LineId line, NoticePreferences wanted, OrderId key, ContentDigest digest, Moment now)
    {
        if (changes.Take(key, digest, now) is not PreferenceChange.Done and var known)
        {
            return known;
        }

        put.Bind(1, line.Value).Bind(2, (long)wanted.Language)
            .Bind(3, string.Join(',', wanted.LowBalance.Select(amount => amount.Kopeks.ToString(CultureInfo.InvariantCulture))))
            .Bind(4, (long?)wanted.Quiet?.FromMinute).Bind(5, (long?)wanted.Quiet?.UntilMinute).Bind(6, wanted.WakesForService ? 1 : 0)
            .Bind(7, wanted.Email).Bind(8, wanted.Sms ? 1 : 0).Run();
        return PreferenceChange.Done;
    }
}
