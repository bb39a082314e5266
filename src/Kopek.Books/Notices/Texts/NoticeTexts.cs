using System.Collections.Frozen;
using System.Diagnostics;
using System.Text;
using Kopek.Books.Statements;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Mandates;
using Kopek.Core.Notices;
using Kopek.Core.TopUps;

namespace Kopek.Books.Notices.Texts;

/// <summary>What a notice says. The subject is for channels that have one.</summary>
public sealed record NoticeText(string Subject, string Body);

/// <summary>Words notices in the holder's language, from the notices.*.json beside this file; they have the same keys and the same places to fill.</summary>
public static class NoticeTexts
{
    private static readonly FrozenDictionary<NoticeLanguage, FrozenDictionary<string, string>> Texts =
        BuiltInFile.WordsByLanguage(typeof(NoticeTexts).Assembly, "Kopek.Books.Notices.Texts.notices");

    /// <summary>The tag of a language (BCP 47).</summary>
    public static string Tag(NoticeLanguage language) => language switch
    {
        NoticeLanguage.Chinese => "zh-CN",
        NoticeLanguage.English => "en",
        NoticeLanguage.Russian => "ru",
        _ => throw new UnreachableException($"{language} has no tag."),
    };

    /// <summary>The language of a tag; null where it is none of ours.</summary>
    public static NoticeLanguage? Language(string tag)
    {
        foreach (var language in Enum.GetValues<NoticeLanguage>())
        {
            if (Tag(language) == tag)
            {
                return language;
            }
        }

        return null;
    }

    /// <param name="currency">ISO 4217 letters of the line's operator.</param>
    /// <param name="zone">The line's IANA zone, in which times are told.</param>
    public static NoticeText Of(Notice notice, NoticeLanguage language, string currency, string zone)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var (words, texts) = (new NoticeWords(language, currency, zone), Texts[language]);
        return new NoticeText(texts[$"subject.{SnakeCase.Of(notice.Kind)}"], Fill(texts[Key(notice)], Values(notice, words, texts)));
    }

    internal static IReadOnlyDictionary<string, string> All(NoticeLanguage language) => Texts[language];

    internal static string Key(Notice notice) => notice switch
    {
        Notice.LowBalance => "low_balance",
        Notice.RenewalComing { Lacking.IsZero: true } => "renewal_coming",
        Notice.RenewalComing => "renewal_coming.lacking",
        Notice.RenewalFailed e => $"renewal_failed.{SnakeCase.Of(e.Arrears)}",
        Notice.ToppedUp { PaidBy: null } => "topped_up",
        Notice.ToppedUp => "topped_up.by_itself",
        Notice.CutOff e => CutOffKey(e),
        Notice.BackOnline => "back_online",
        Notice.BundleLow { Until.IsNever: true } => "bundle_low",
        Notice.BundleLow => "bundle_low.until",
        Notice.BundleUsedUp => "bundle_used_up",
        Notice.Expiring { Days: 0 } => "expiring.today",
        Notice.Expiring { Days: 1 } => "expiring.tomorrow",
        Notice.Expiring => "expiring.days",
        Notice.AutoRenewalComing e => ComingKey(e),
        Notice.AutoRenewalDone => "auto_renewal_done",
        Notice.AutoRenewalFailed e => FailedKey(e),
        Notice.AutoRenewalCapped => "auto_renewal_capped",
        Notice.CardExpiring => "card_expiring",
        Notice.SupportAnswered => "support_answered",
        Notice.RoamingCapNear => "roaming_cap_near",
        Notice.RoamingCapReached => "roaming_cap_reached",
        Notice.TripReminder => "trip_reminder",
        _ => throw new UnreachableException($"{notice.GetType().Name} has no text."),
    };

    /// <summary>A cure that this file does not know yet, and money of an unknown sum, send the holder to the operator: never a promise that is not so.</summary>
    private static string CutOffKey(Notice.CutOff cutOff) => cutOff.Cure switch
    {
        "top_up" when cutOff.Needed > Money.Zero => "cut_off.top_up",
        "choose_plan" or "buy_pack" or "confirm_identity" or "lift_own_bar" => $"cut_off.{cutOff.Cure}",
        _ => "cut_off.contact_operator",
    };

    private static string ComingKey(Notice.AutoRenewalComing coming) => coming switch
    {
        { Label: null, DueAt.IsNever: true } => "auto_renewal_coming.unbound",
        { Label: null } => "auto_renewal_coming.unbound_until",
        { Rule: MandateRule.BelowBalance } => "auto_renewal_coming.below_balance",
        { Rule: MandateRule.OnDay } => "auto_renewal_coming.on_day",
        { Rule: MandateRule.BeforeRenewal } => "auto_renewal_coming.before_renewal",
        _ => throw new UnreachableException($"{coming.Rule} has no text."),
    };

    /// <summary>What the holder can do about it; where that is not known, pay another way.</summary>
    private static string FailedKey(Notice.AutoRenewalFailed failed) => failed switch
    {
        { RetryAt.IsNever: false } => "auto_renewal_failed.again",
        { Reason: DeclineReason.ExpiredMethod } => "auto_renewal_failed.expired",
        { Reason: DeclineReason.ConfirmationNeeded } => "auto_renewal_failed.confirm",
        { Reason: DeclineReason.Misconfigured } => "auto_renewal_failed.amount",
        _ => "auto_renewal_failed.over",
    };

    private static (string Name, string Value)[] Values(Notice notice, NoticeWords words, IReadOnlyDictionary<string, string> texts) => notice switch
    {
        Notice.LowBalance e => [("balance", words.Amount(e.Balance)), ("threshold", words.Amount(e.Threshold))],
        Notice.RenewalComing e =>
        [
            ("plan", words.Name(e.Plan)), ("due", words.Time(e.Due)), ("fee", words.Amount(e.Fee)), ("balance", words.Amount(e.Balance)),
            ("lacking", words.Amount(e.Lacking)),
        ],
        Notice.RenewalFailed e => [("plan", words.Name(e.Plan)), ("fee", words.Amount(e.Fee)), ("lacking", words.Amount(e.Lacking))],
        Notice.ToppedUp { PaidBy: { } by } e =>
        [
            ("paid", words.Amount(by.Paid)), ("label", by.Label), ("amount", words.Amount(e.Amount)), ("balance", words.Amount(e.Balance)),
        ],
        Notice.ToppedUp e => [("amount", words.Amount(e.Amount)), ("balance", words.Amount(e.Balance))],
        Notice.CutOff e => [("needed", words.Amount(e.Needed))],
        Notice.BackOnline e => [("balance", words.Amount(e.Balance))],
        Notice.BundleLow e =>
        [
            ("name", words.Name(e.Name)), ("percent", NoticeWords.Number(e.Percent)), ("rest", words.Volume(e.RestOctets)), ("until", words.Time(e.Until)),
        ],
        Notice.BundleUsedUp e => [("name", words.Name(e.Name))],
        Notice.Expiring e => [("name", words.Name(e.Name)), ("until", words.Time(e.Until)), ("days", NoticeWords.Number(e.Days))],
        Notice.AutoRenewalComing e =>
        [
            ("amount", words.Amount(e.Amount)), ("label", e.Label ?? ""), ("at", words.Time(e.ChargeAt)), ("due", words.Time(e.DueAt)),
        ],
        Notice.AutoRenewalDone e => [("amount", words.Amount(e.Amount)), ("label", e.Label)],
        Notice.AutoRenewalFailed e => [("amount", words.Amount(e.Amount)), ("label", e.Label), ("retry", words.Time(e.RetryAt))],
        Notice.AutoRenewalCapped e => [("amount", words.Amount(e.Amount)), ("cap", words.Amount(e.Cap)), ("used", words.Amount(e.Used))],
        Notice.CardExpiring e => [("label", e.Label), ("until", words.Time(e.ExpiresAt))],
        Notice.SupportAnswered e => [("ticket", e.Ticket)],
        Notice.RoamingCapNear e => [("used", words.Amount(e.Used)), ("cap", words.Amount(e.Cap))],
        Notice.RoamingCapReached e => [("cap", words.Amount(e.Cap)), ("until", words.Time(e.MonthEnds))],
        Notice.TripReminder e => [("tasks", TripReminderWords.Of(e, texts, words))],
        _ => throw new UnreachableException($"{notice.GetType().Name} has no values."),
    };

    private static string Fill(string pattern, (string Name, string Value)[] values)
    {
        var text = new StringBuilder(pattern);
        foreach (var (name, value) in values)
        {
            text.Replace($"{{{name}}}", value);
        }

        return text.ToString();
    }
}
