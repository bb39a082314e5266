using System.Collections.Frozen;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Statements;
using Kopek.Books.Storage;
using Kopek.Core.Notices;
using Kopek.Core.Planning;

namespace Kopek.Books.Planning.Texts;

/// <summary>Words forecasts and advice in the holder's language, from the planning.*.json beside this file; they have the same keys and the same places to fill.</summary>
public static class PlanningTexts
{
    private static readonly FrozenDictionary<NoticeLanguage, FrozenDictionary<string, string>> Texts =
        BuiltInFile.WordsByLanguage(typeof(PlanningTexts).Assembly, "Kopek.Books.Planning.Texts.planning");

    /// <summary>Why an amount is what it is. <paramref name="zone"/>: the line's.</summary>
    public static string Of(AdviceReason reason, NoticeLanguage language, string currency, string zone)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var words = new NoticeWords(language, currency, zone);
        return Texts[language][$"reason.{SnakeCase.Of(reason.Code)}"]
            .Replace("{amount}", words.Amount(reason.Amount), StringComparison.Ordinal)
            .Replace("{count}", NoticeWords.Number(reason.Count), StringComparison.Ordinal)
            .Replace("{volume}", words.Volume(reason.Octets), StringComparison.Ordinal)
            .Replace("{at}", words.Time(reason.At), StringComparison.Ordinal);
    }

    public static string Of(ChoiceKind kind, NoticeLanguage language) => Texts[language][$"choice.{SnakeCase.Of(kind)}"];

    public static string Of(RunOut why, NoticeLanguage language) => Texts[language][$"run_out.{SnakeCase.Of(why)}"];

    public static string Of(UseBasis basis, NoticeLanguage language) => Texts[language][$"basis.{SnakeCase.Of(basis)}"];

    /// <summary>For tests: every key of a language.</summary>
    internal static FrozenDictionary<string, string> All(NoticeLanguage language) => Texts[language];
}
