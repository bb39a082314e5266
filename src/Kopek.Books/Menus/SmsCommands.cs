using System.Collections.Frozen;
using System.Text;
using Kopek.Core.Notices;

namespace Kopek.Books.Menus;

/// <summary>What a holder can ask for by SMS.</summary>
public enum SmsAsk
{
    Help,
    Balance,
    Data,
    NextFee,
    WhyOffline,
    HowMuch,

    /// <summary>What a promised payment would be; nothing is taken.</summary>
    OfferPromisedPayment,
    TakePromisedPayment,
    MyNumber,

    /// <summary>No notices by SMS any more.</summary>
    Stop,
    Start,
}

/// <param name="Language">Of the word that was written: the answer is in it.</param>
public sealed record SmsCommand(SmsAsk Ask, NoticeLanguage Language);

/// <summary>
/// The words of commands in three languages. What people's keyboards add does not matter: case, spaces, full-width characters, ё for е, a full stop, a sign of
/// exclamation. Anything else is no command: nothing is guessed where money may move.
/// </summary>
public static class SmsCommands
{
    /// <summary>Characters; the longest command has half as many.</summary>
    public const int Longest = 60;

    private static readonly FrozenDictionary<string, SmsCommand> Words = new (SmsAsk Ask, NoticeLanguage Language, string Words)[]
    {
        (SmsAsk.Help, NoticeLanguage.English, "help|menu|?"),
        (SmsAsk.Help, NoticeLanguage.Russian, "помощь|меню|справка"),
        (SmsAsk.Help, NoticeLanguage.Chinese, "帮助|菜单"),
        (SmsAsk.Balance, NoticeLanguage.English, "balance|bal"),
        (SmsAsk.Balance, NoticeLanguage.Russian, "баланс"),
        (SmsAsk.Balance, NoticeLanguage.Chinese, "余额|查余额|yue"),
        (SmsAsk.Data, NoticeLanguage.English, "data"),
        (SmsAsk.Data, NoticeLanguage.Russian, "трафик|интернет"),
        (SmsAsk.Data, NoticeLanguage.Chinese, "流量|查流量|liuliang"),
        (SmsAsk.NextFee, NoticeLanguage.English, "fee|plan"),
        (SmsAsk.NextFee, NoticeLanguage.Russian, "плата|тариф"),
        (SmsAsk.NextFee, NoticeLanguage.Chinese, "月费|套餐|扣费"),
        (SmsAsk.WhyOffline, NoticeLanguage.English, "why"),
        (SmsAsk.WhyOffline, NoticeLanguage.Russian, "почему"),
        (SmsAsk.WhyOffline, NoticeLanguage.Chinese, "为什么|断网|没网"),
        (SmsAsk.HowMuch, NoticeLanguage.English, "pay|how much"),
        (SmsAsk.HowMuch, NoticeLanguage.Russian, "сколько|пополнить"),
        (SmsAsk.HowMuch, NoticeLanguage.Chinese, "充值|充多少"),
        (SmsAsk.OfferPromisedPayment, NoticeLanguage.English, "promise"),
        (SmsAsk.OfferPromisedPayment, NoticeLanguage.Russian, "обещанный|обещанный платеж"),
        (SmsAsk.OfferPromisedPayment, NoticeLanguage.Chinese, "承诺付款|借钱"),
        (SmsAsk.TakePromisedPayment, NoticeLanguage.English, "promise yes"),
        (SmsAsk.TakePromisedPayment, NoticeLanguage.Russian, "обещанный да|обещанный платеж да"),
        (SmsAsk.TakePromisedPayment, NoticeLanguage.Chinese, "承诺付款是|承诺付款 是"),
        (SmsAsk.MyNumber, NoticeLanguage.English, "number"),
        (SmsAsk.MyNumber, NoticeLanguage.Russian, "номер"),
        (SmsAsk.MyNumber, NoticeLanguage.Chinese, "号码|本机号码"),
        (SmsAsk.Stop, NoticeLanguage.English, "stop"),
        (SmsAsk.Stop, NoticeLanguage.Russian, "стоп"),
        (SmsAsk.Stop, NoticeLanguage.Chinese, "停止|退订"),
        (SmsAsk.Start, NoticeLanguage.English, "start"),
        (SmsAsk.Start, NoticeLanguage.Russian, "старт"),
        (SmsAsk.Start, NoticeLanguage.Chinese, "开始|订阅"),
    }.SelectMany(entry => entry.Words.Split('|').Select(word => (word, new SmsCommand(entry.Ask, entry.Language)))).ToFrozenDictionary(entry => entry.word, entry => entry.Item2);

    /// <summary>For tests and documents: every word as it is known.</summary>
    internal static FrozenDictionary<string, SmsCommand> All => Words;

    /// <summary>Null where it is no command.</summary>
    public static SmsCommand? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > Longest ? null : Words.GetValueOrDefault(Normal(text));
    }

    private static string Normal(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            plain.Append(character switch
            {
                // Full-width forms of ASCII, and the ideographic space. Unicode's own normal forms need data that a server without ICU does not have.
                >= '\uFF01' and <= '\uFF5E' => (char)(character - 0xFEE0),
                '\u3000' => ' ',
                _ => character,
            });
        }

        var folded = plain.ToString().ToLowerInvariant().Replace('ё', 'е').Replace("е\u0308", "е", StringComparison.Ordinal).Replace("и\u0306", "й", StringComparison.Ordinal);
        var words = string.Join(' ', folded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var bare = words.Trim('.', '!', ',', '"', '\'', '。', '«', '»', ' ');
        return bare is "" or "?" ? bare : bare.TrimEnd('?', ' ');
    }
}
