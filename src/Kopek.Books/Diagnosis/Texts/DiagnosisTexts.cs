using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Statements;
using Kopek.Books.Storage;
using Kopek.Core;
using Kopek.Core.Diagnosis;
using Kopek.Core.Notices;

namespace Kopek.Books.Diagnosis.Texts;

/// <summary>Words a diagnosis in one language, from the diagnosis.*.json beside this file; they have the same keys and the same places to fill.</summary>
/// <param name="hotline">Of the line's operator.</param>
/// <param name="currency">ISO 4217 letters.</param>
/// <param name="zone">The line's IANA zone, in which times are told.</param>
/// <param name="holdHours">Of the cooling period; null where nobody keeps it.</param>
/// <param name="isSpoken">For a voice that reads it out.</param>
public sealed class DiagnosisTexts(NoticeLanguage language, string hotline, string currency, string zone, int? holdHours, bool isSpoken = false)
{
    private static readonly FrozenDictionary<NoticeLanguage, FrozenDictionary<string, string>> Texts =
        BuiltInFile.WordsByLanguage(typeof(DiagnosisTexts).Assembly, "Kopek.Books.Diagnosis.Texts.diagnosis");

    private readonly NoticeWords words = new(language, currency, zone) { IsSpoken = isSpoken };

    public NoticeLanguage Language => language;

    /// <summary>What holds in one sentence: healthy, a payment helps, or it does not.</summary>
    public string Summary(LineDiagnosis diagnosis)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        return Summary(diagnosis.First, diagnosis.TopUpHelps, diagnosis.Needed);
    }

    /// <summary>The same of a diagnosis that was kept.</summary>
    public string Summary(Finding? first, bool topUpHelps, Money needed) => first is null ? Of("summary.healthy")
        : topUpHelps ? Of("summary.top_up_helps").Replace("{needed}", words.Amount(needed), StringComparison.Ordinal)
        : Of("summary.top_up_does_not_help");

    public string Title(Cause cause) => Of($"cause.{SnakeCase.Of(cause)}");

    /// <summary>What the cause means, in a sentence or two.</summary>
    public string Explanation(Cause cause) => Of($"because.{SnakeCase.Of(cause)}");

    public string Word(Verdict verdict) => Of($"verdict.{SnakeCase.Of(verdict)}");

    public string Question(Check check) => Of($"check.{SnakeCase.Of(check)}");

    /// <summary>What one can do now.</summary>
    public string Todo(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var key = $"fix.{SnakeCase.Of(finding.Fix)}";
        var isTimed = !finding.Until.IsNever && Texts[language].ContainsKey($"{key}.until");
        var point = finding.Evidence.FirstOrDefault(one => one.Code == EvidenceCode.AccessPointExpected)?.Value ?? "";
        return new StringBuilder(Of(isTimed ? $"{key}.until" : key))
            .Replace("{needed}", words.Amount(finding.Needed))
            .Replace("{until}", words.Time(finding.Until))
            .Replace("{hotline}", hotline)
            .Replace("{hours}", holdHours?.ToString(CultureInfo.InvariantCulture) ?? "–")
            .Replace("{apn}", point)
            .ToString();
    }

    public string Label(EvidenceCode code) => Of($"evidence.{SnakeCase.Of(code)}");

    /// <summary>The value of a piece of evidence as people read it.</summary>
    public string Shown(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return evidence.Amount is { } amount ? words.Amount(amount) : evidence.At is { } at ? words.Time(at) : evidence.Word ?? "";
    }

    /// <summary>The operator's own words; null where it wrote none.</summary>
    public string? Note(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Note is { } note ? words.Name(note) : null;
    }

    internal static IReadOnlyDictionary<string, string> All(NoticeLanguage language) => Texts[language];

    private string Of(string key) => Texts[language][key];
}
