using Kopek.Books.Diagnosis.Texts;
using Kopek.Books.Notices.Texts;
using Kopek.Books.Statements;
using Kopek.Core.Diagnosis;
using Kopek.Web.Api.Amounts;
using Kopek.Web.Api.Lines;

namespace Kopek.Web.Api.Diagnosis;

/// <summary>A diagnosis as the API shows it. Codes never change, texts may.</summary>
/// <param name="TopUpHelps">A payment alone brings data back.</param>
/// <param name="Needed">The least that does; zero where it does not.</param>
/// <param name="First">The code of what it most likely is; null where nothing is certain or likely.</param>
/// <param name="Checks">What only the holder can look at.</param>
internal sealed record DiagnosisView(bool DataWorks, bool TopUpHelps, AmountView Needed, string? First, string Summary, string Language, string Hotline,
    IReadOnlyList<FindingView> Causes, IReadOnlyList<CheckView> Checks, string AsOf)
{
    public static DiagnosisView Of(LineDiagnosis diagnosis, DiagnosisTexts texts, string hotline, string currency) => new(
        diagnosis.Line.Service.DataWorks, diagnosis.TopUpHelps, AmountView.Of(diagnosis.Needed, currency), diagnosis.First is { } first ? SnakeCase.Of(first.Cause) : null,
        texts.Summary(diagnosis), NoticeTexts.Tag(texts.Language), hotline, [.. diagnosis.Findings.Select(finding => FindingView.Of(finding, texts, currency))],
        [.. diagnosis.Checks.Select(check => new CheckView(SnakeCase.Of(check), texts.Question(check)))], diagnosis.At.ToString());
}

/// <param name="Verdict">certain, likely, unknown, ruled_out.</param>
/// <param name="Until">When it ends by itself; null where that is not known.</param>
internal sealed record FindingView(string Cause, string Verdict, string Title, string Text, string? Note, IReadOnlyList<EvidenceView> Evidence, string Fix, string Todo,
    bool TopUpHelps, AmountView Needed, string? Until)
{
    public static FindingView Of(Finding finding, DiagnosisTexts texts, string currency) => new(SnakeCase.Of(finding.Cause), SnakeCase.Of(finding.Verdict),
        texts.Title(finding.Cause), texts.Explanation(finding.Cause), texts.Note(finding), [.. finding.Evidence.Select(one => EvidenceView.Of(one, texts))],
        SnakeCase.Of(finding.Fix), texts.Todo(finding), finding.TopUpHelps, AmountView.Of(finding.Needed, currency), LineViews.Time(finding.Until));
}

/// <param name="Value">For programs: whole kopeks, ISO 8601 in UTC, or a word.</param>
/// <param name="Text">For people.</param>
internal sealed record EvidenceView(string Code, string Value, string Text)
{
    public static EvidenceView Of(Evidence evidence, DiagnosisTexts texts) =>
        new(SnakeCase.Of(evidence.Code), evidence.Value, $"{texts.Label(evidence.Code)}: {texts.Shown(evidence)}");
}

internal sealed record CheckView(string Code, string Text);

/// <summary>Why a payment would not bring a line back, told before it is made.</summary>
internal sealed record BlockedByView(string Cause, string Verdict, string Title, string Fix, string Todo, string? Until)
{
    public static BlockedByView Of(Finding finding, DiagnosisTexts texts) => new(SnakeCase.Of(finding.Cause), SnakeCase.Of(finding.Verdict), texts.Title(finding.Cause),
        SnakeCase.Of(finding.Fix), texts.Todo(finding), LineViews.Time(finding.Until));
}
